//! The supervisory authorities to whom people can complain (Art. 77), as data.

use super::MemberState;
use serde::Deserialize;
use std::sync::LazyLock;

const BUNDLED: &str = include_str!("../../data/supervisory-authorities.json");

/// The directory that comes with the program.
#[expect(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
static DIRECTORY: LazyLock<Authorities> =
    LazyLock::new(|| serde_json::from_str(BUNDLED).expect("the bundled directory is readable"));

/// A directory of authorities, in the format `supervisory-authorities/1`.
#[derive(Debug, Deserialize)]
pub struct Authorities {
    authorities: Vec<Authority>,
}

/// One authority. What is missing is not known, which does not say that there is none.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Authority {
    /// ISO 3166-1 code of its country, or ISO 3166-2 of its state.
    pub id: String,
    /// ISO 3166-1 code of its country.
    pub country: String,
    /// ISO 3166-2 code of its state, if it is not for the whole country.
    pub state: Option<String>,
    name: Vec<Name>,
    name_en: String,
    /// Its website.
    pub website: Option<String>,
    /// Its mail address.
    pub email: Option<String>,
    /// A form for complaints, or the page that leads to it.
    pub complaint_form: Option<String>,
    /// Its address, line by line.
    pub postal_address: Option<Vec<String>>,
    /// Its telephone number.
    pub phone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Name {
    lang: String,
    text: String,
}

impl Authority {
    /// Its name in `language` (ISO 639-1) if it has one there, else in English.
    pub fn name(&self, language: &str) -> &str {
        self.name.iter().find(|name| name.lang == language).map_or(&self.name_en, |name| &name.text)
    }

    /// The page on which to complain: the form, else the website.
    pub fn page(&self) -> Option<&str> {
        self.complaint_form.as_deref().or(self.website.as_deref())
    }
}

impl Authorities {
    /// The directory that comes with the program.
    pub fn bundled() -> &'static Self {
        &DIRECTORY
    }

    /// The authority of this id.
    pub fn by_id(&self, id: &str) -> Option<&Authority> {
        self.authorities.iter().find(|authority| authority.id == id)
    }

    /// The authority of a country as a whole.
    pub fn of_country(&self, country: MemberState) -> Option<&Authority> {
        self.authorities.iter().find(|authority| authority.country == country.code() && authority.state.is_none())
    }

    /// The authorities of the states of a country, where companies and most public bodies fall to those: Germany's.
    pub fn of_states(&self, country: MemberState) -> impl Iterator<Item = &Authority> {
        self.authorities.iter().filter(move |one| one.country == country.code() && one.state.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(code: &str) -> MemberState {
        MemberState::parse(code).unwrap()
    }

    #[test]
    fn every_country_of_the_calendar_has_an_authority_that_can_be_reached() {
        let calendar = crate::law::Calendar::bundled();
        for (country, _) in calendar.countries() {
            let authority = Authorities::bundled().of_country(country).unwrap_or_else(|| panic!("{country}"));
            assert!(authority.page().is_some() || authority.email.is_some(), "{country}");
        }
    }

    #[test]
    fn people_complain_on_a_form_where_there_is_one_else_on_the_website() {
        let page = |code| Authorities::bundled().of_country(state(code)).unwrap().page();
        assert_eq!(page("NL"), Some("https://klachten.autoriteitpersoonsgegevens.nl/"));
        assert_eq!(page("PL"), Some("https://uodo.gov.pl/"));
    }

    #[test]
    fn an_authority_is_named_in_the_persons_language_where_it_has_a_name_in_it() {
        let belgium = Authorities::bundled().of_country(state("BE")).unwrap();
        assert_eq!(belgium.name("nl"), "Gegevensbeschermingsautoriteit");
        assert_eq!(belgium.name("en"), "Belgian Data Protection Authority");
    }

    #[test]
    fn germany_names_those_of_its_states_and_others_have_none() {
        assert_eq!(Authorities::bundled().of_states(state("DE")).count(), 17);
        assert_eq!(Authorities::bundled().of_states(state("NL")).count(), 0);
        assert_eq!(Authorities::bundled().by_id("DE-BE").unwrap().country, "DE");
    }
}
