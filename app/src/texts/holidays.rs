//! The names of holidays in Dutch. In English they stand in the lists themselves.

use super::Locale;

/// A holiday by its name in the language of the page; one that we cannot name keeps the name that its list gives it.
pub(super) fn name(locale: Locale, english: &str) -> &str {
    match locale {
        Locale::en => english,
        Locale::nl => DUTCH.binary_search_by_key(&english, |(name, _)| name).map_or(english, |at| DUTCH[at].1),
    }
}

/// Sorted by the English names.
const DUTCH: &[(&str, &str)] = &[
    ("1848 Revolution Day", "de Dag van de Revolutie van 1848"),
    ("1956 Revolution Day", "de Dag van de Revolutie van 1956"),
    ("2025 date of Corpus Christi", "de dag waarop in 2025 Sacramentsdag viel"),
    ("2025 date of Easter Monday", "de dag waarop in 2025 tweede paasdag viel"),
    ("2025 date of Easter Sunday", "de dag waarop in 2025 eerste paasdag viel"),
    ("All Saints' Day", "Allerheiligen"),
    ("All Souls' Day", "Allerzielen"),
    (
        "All Souls' Day (stands in the list for Sunday 1 November)",
        "Allerzielen (in de lijst in plaats van zondag 1 november)",
    ),
    ("Anti-Fascist Struggle Day", "de Dag van de Antifascistische Strijd"),
    ("Armistice Day", "Wapenstilstandsdag"),
    ("Ascension Day", "Hemelvaartsdag"),
    ("Ascension Day (Western date)", "Hemelvaartsdag (westerse datum)"),
    ("Assumption Day", "Maria-Tenhemelopneming"),
    ("August holiday", "de vrije maandag in augustus"),
    ("Belgian National Day", "de Belgische nationale feestdag"),
    ("Boxing Day", "tweede kerstdag"),
    ("Candlemas", "Maria-Lichtmis"),
    ("Children's Day", "de Dag van het Kind"),
    ("Christmas Day", "eerste kerstdag"),
    ("Christmas Eve", "kerstavond"),
    ("Clean Monday", "Schone Maandag"),
    ("Clean Monday / Liberation Day", "Schone Maandag en Bevrijdingsdag"),
    ("Commerce Day", "de Dag van de Handel"),
    ("Constitution Day", "de Dag van de Grondwet"),
    ("Corpus Christi", "Sacramentsdag"),
    ("Cyprus National Day", "de nationale feestdag van Cyprus"),
    ("Day after Ascension Day (Western date)", "de dag na Hemelvaartsdag (westerse datum)"),
    ("Day after Ascension Day, equated by decree", "de dag na Hemelvaartsdag, bij besluit gelijkgesteld"),
    ("Day after New Year's Day, equated by decree", "de dag na Nieuwjaarsdag, bij besluit gelijkgesteld"),
    ("Day of Bulgarian Education and Culture", "de Dag van het Bulgaarse Onderwijs en de Cultuur"),
    ("Day of the Bulgarian Enlighteners", "de Dag van de Bulgaarse Verlichters"),
    ("Day off by government decision", "een vrije dag bij regeringsbesluit"),
    ("Day off in lieu of 24 May", "een vrije dag in plaats van 24 mei"),
    ("Day off in lieu of 26 December", "een vrije dag in plaats van 26 december"),
    ("Day off in lieu of 4 May", "een vrije dag in plaats van 4 mei"),
    ("Day off in lieu of 6 September", "een vrije dag in plaats van 6 september"),
    ("Easter Monday", "tweede paasdag"),
    ("Easter Monday (Western date)", "tweede paasdag (westerse datum)"),
    ("Easter Sunday", "eerste paasdag"),
    ("Epiphany", "Driekoningen"),
    ("Europe Day", "Europadag"),
    ("Father's Day", "Vaderdag"),
    ("First Day of Summer", "de eerste zomerdag"),
    ("Freedom Day", "de Dag van de Vrijheid"),
    ("German Unity Day", "de Dag van de Duitse Eenheid"),
    ("Good Friday", "Goede Vrijdag"),
    ("Good Friday (Western date)", "Goede Vrijdag (westerse datum)"),
    ("Greek Independence Day", "de Griekse Onafhankelijkheidsdag"),
    ("Holy Saturday", "Stille Zaterdag"),
    ("Immaculate Conception", "Maria-Onbevlekte-Ontvangenis"),
    ("Independence Day", "Onafhankelijkheidsdag"),
    ("Independence and Unity Day", "de Dag van Onafhankelijkheid en Eenheid"),
    ("Independent Czechoslovak State Day", "de Dag van de Onafhankelijke Tsjecho-Slowaakse Staat"),
    ("Jan Hus Day", "de Dag van Johannes Hus"),
    ("June holiday", "de vrije maandag in juni"),
    ("King's Day", "Koningsdag"),
    ("Labour Day", "de Dag van de Arbeid"),
    ("Labour Day (second day)", "de tweede Dag van de Arbeid"),
    ("Liberation Day", "Bevrijdingsdag"),
    ("Ligo Day", "de Ligo-dag"),
    ("Maundy Thursday", "Witte Donderdag"),
    ("Maundy Thursday (Western date)", "Witte Donderdag (westerse datum)"),
    ("May holiday", "de vrije maandag in mei"),
    ("Midsummer Day", "midzomerdag"),
    ("Midsummer Eve", "midzomeravond"),
    ("Mother's Day", "Moederdag"),
    ("National Day", "de nationale feestdag"),
    ("National Day / Assumption Day", "de nationale feestdag en Maria-Tenhemelopneming"),
    ("National Uprising Day", "de Dag van de Nationale Opstand"),
    ("Nativity of Mary", "Maria-Geboorte"),
    ("New Year's Day", "Nieuwjaarsdag"),
    ("New Year's Eve", "oudejaarsdag"),
    ("October holiday", "de vrije maandag in oktober"),
    ("Ohi Day", "Ochi-dag"),
    ("Orthodox Easter Monday", "orthodoxe tweede paasdag"),
    ("Orthodox Easter Sunday", "orthodoxe eerste paasdag"),
    ("Orthodox Good Friday", "orthodoxe Goede Vrijdag"),
    ("Orthodox Holy Saturday", "orthodoxe Stille Zaterdag"),
    ("Orthodox Pentecost", "orthodoxe eerste pinksterdag"),
    ("Orthodox Whit Monday", "orthodoxe tweede pinksterdag"),
    ("Orthodox Whit Monday / Children's Day", "orthodoxe tweede pinksterdag en de Dag van het Kind"),
    ("Our Lady of Sorrows", "Onze-Lieve-Vrouw van Smarten"),
    ("Pentecost", "eerste pinksterdag"),
    ("Portugal Day", "de Dag van Portugal"),
    ("Prešeren Day", "de Prešeren-dag"),
    ("Proclamation of the Republic Day", "de Dag van de Uitroeping van de Republiek"),
    ("Public holiday", "een feestdag"),
    ("Reformation Day", "Hervormingsdag"),
    ("Remembrance Day", "de Dag van de Herdenking"),
    ("Republic Day", "de Dag van de Republiek"),
    ("Resistance Day", "de Dag van het Verzet"),
    ("Rest day exchanged for a Saturday", "een rustdag geruild voor een zaterdag"),
    ("Restoration of Independence Day", "de Dag van het Herstel van de Onafhankelijkheid"),
    ("Restoration of the State Day", "de Dag van het Herstel van de Staat"),
    ("Saint Francis Day", "de feestdag van Sint-Franciscus"),
    ("Saints Cyril and Methodius Day", "de feestdag van Cyrillus en Methodius"),
    ("Second day of the New Year", "de tweede nieuwjaarsdag"),
    ("Sette Giugno", "Sette Giugno"),
    ("Shrove Tuesday", "Vastenavond"),
    ("St Andrew", "Sint-Andreas"),
    ("St Berchtold's Day", "Sint-Berchtold"),
    ("St Brigid's Day", "Sint-Brigida"),
    ("St George's Day", "Sint-Joris"),
    ("St John", "Sint-Jan"),
    ("St John's Day", "Sint-Jan"),
    ("St Joseph", "Sint-Jozef"),
    ("St Patrick's Day", "St. Patrick’s Day"),
    ("St Paul's Shipwreck", "de Schipbreuk van Sint-Paulus"),
    ("St Peter and St Paul", "Petrus en Paulus"),
    ("St Stephen's Day", "tweede kerstdag"),
    ("State Foundation Day", "de Dag van de Stichting van de Staat"),
    ("Statehood Day", "de Dag van de Staat"),
    ("Struggle for Freedom and Democracy Day", "de Dag van de Strijd voor Vrijheid en Democratie"),
    ("Unification Day", "de Dag van de Eenwording"),
    ("Union of the Principalities Day", "de Dag van de Eenwording van de Vorstendommen"),
    ("Victory Day", "de Dag van de Overwinning"),
    ("Victory and Homeland Thanksgiving Day", "de Dag van de Overwinning en de Dankbaarheid"),
    ("Victory over Fascism Day", "de Dag van de Overwinning op het Fascisme"),
    ("Whit Monday", "tweede pinksterdag"),
    ("Whit Monday (Western date)", "tweede pinksterdag (westerse datum)"),
    ("Working day moved by government order", "een bij regeringsbesluit verplaatste werkdag"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use domain::law::Calendar;

    #[test]
    fn the_table_is_sorted() {
        assert!(DUTCH.is_sorted_by_key(|(name, _)| name));
    }

    #[test]
    fn every_holiday_of_the_lists_has_a_dutch_name() {
        let lists = Calendar::bundled().countries().flat_map(|(_, country)| country.years.values());
        let mut names = lists
            .flat_map(|list| list.days.iter().map(|day| &day.name).chain(list.disputed.iter().map(|day| &day.name)));
        let nameless = names.find(|name| DUTCH.iter().all(|(known, _)| *known != name.as_str()));
        assert_eq!(nameless, None);
    }
}
