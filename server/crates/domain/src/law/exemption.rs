//! The exemptions that Member States made in their own law (Art. 23, 85, 89 and others), as data: each provision a row, with
//! the rights that it limits and the days on which it is law.

use super::ground::Ground;
use super::place::MemberState;
use super::validity::{Since, Validity};
use crate::words::Right;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

const BUNDLED: &str = include_str!("../../data/national-exemptions.json");
const FORMAT: &str = "national-exemptions/1";

/// The name under which a provision is recorded: `NL-UAVG-41-1-i`. A row is never taken out, it only comes to an end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ExemptionId(pub String);

impl fmt::Display for ExemptionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A provision by which the law of a Member State limits rights of data subjects.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Exemption {
    /// Its name.
    pub id: ExemptionId,
    /// Whose law it is.
    pub member_state: MemberState,
    /// The act, by its title.
    pub act: String,
    /// The act, as it is cited.
    pub act_short: String,
    /// The provision within it, as that state cites it.
    pub provision: String,
    /// The article of the GDPR that allows it: `23(1)(i)`.
    pub under: String,
    /// Which rights it limits.
    pub rights: Vec<Right>,
    /// What it protects, in few words, by language (ISO 639-1).
    says: BTreeMap<String, String>,
    /// Its conditions and limits, in English.
    pub condition: Option<String>,
    since: Option<Date>,
    until: Option<Date>,
}

impl Exemption {
    /// The provision as it is cited: "Art. 41(1)(i) UAVG".
    pub fn cited(&self) -> String {
        format!("{} {}", self.provision, self.act_short)
    }

    /// What it protects, in `language` (ISO 639-1) if it is written down there, else in English.
    pub fn says(&self, language: &str) -> &str {
        self.says.get(language).or_else(|| self.says.get("en")).map_or("", String::as_str)
    }

    /// From when until when it is law.
    pub fn validity(&self) -> Validity {
        Validity { since: self.since.map_or(Since::Always, Since::Day), until: self.until }
    }

    /// Whether it stands against `right` on this day, where the law of `state` is that of the controller.
    pub fn stands(&self, state: MemberState, right: Right, day: Date) -> bool {
        self.member_state == state && self.rights.contains(&right) && self.validity().holds_on(day)
    }
}

/// All provisions that are known. A state without any is unknown, not without exemptions: they can be added by a file.
#[derive(Debug, Clone, Default)]
pub struct Exemptions {
    rows: Vec<Exemption>,
}

/// What is wrong with a file of exemptions.
#[derive(Debug, thiserror::Error)]
pub enum ExemptionError {
    /// Not JSON, or not of this shape.
    #[error("not a file of national exemptions")]
    Shape(#[from] serde_json::Error),
    /// Another format.
    #[error("the format is {0:?}, expected {FORMAT:?}")]
    Format(String),
    /// A row with a mistake in it.
    #[error("{id}: {mistake}")]
    Row {
        /// Its name.
        id: ExemptionId,
        /// The mistake.
        mistake: ExemptionMistake,
    },
}

/// What is wrong with a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExemptionMistake {
    /// A name that stands twice.
    #[error("it stands twice")]
    Twice,
    /// A name that cannot stand in a form.
    #[error("a name is made of letters, digits and hyphens")]
    Name,
    /// No right that it limits, or one that no law may limit.
    #[error("it names no right, or the withdrawal of consent, which nothing limits")]
    Rights,
    /// Nothing said of it in English.
    #[error("\"says\" lacks \"en\"")]
    Unsaid,
    /// It ends before it begins.
    #[error("it ends before it begins")]
    Days,
}

#[derive(Deserialize)]
struct File {
    format: String,
    exemptions: Vec<Exemption>,
}

impl Exemptions {
    /// Those that come with the program.
    pub fn bundled() -> &'static Self {
        static EXEMPTIONS: LazyLock<Exemptions> = LazyLock::new(|| Exemptions::parse(BUNDLED).unwrap_or_default());
        &EXEMPTIONS
    }

    /// Reads a file of format `national-exemptions/1`.
    ///
    /// # Errors
    /// [`ExemptionError`], which names the mistake and its row.
    pub fn parse(json: &str) -> Result<Self, ExemptionError> {
        let File { format, exemptions } = serde_json::from_str(json)?;
        if format != FORMAT {
            return Err(ExemptionError::Format(format));
        }
        for (number, row) in exemptions.iter().enumerate() {
            let is_known = exemptions.iter().take(number).any(|other| other.id == row.id);
            let mistake = if is_known { Some(ExemptionMistake::Twice) } else { mistake(row) };
            if let Some(mistake) = mistake {
                return Err(ExemptionError::Row { id: row.id.clone(), mistake });
            }
        }
        Ok(Self { rows: exemptions })
    }

    /// These with all of `newer`, which win where both have one of a name.
    #[must_use]
    pub fn with(mut self, newer: Self) -> Self {
        self.rows.retain(|row| newer.by_id(&row.id).is_none());
        self.rows.extend(newer.rows);
        self
    }

    /// The provision of this name.
    pub fn by_id(&self, id: &ExemptionId) -> Option<&Exemption> {
        self.rows.iter().find(|row| row.id == *id)
    }

    /// Those that stand against `right` on a day, where the law of `state` is that of the controller.
    pub fn against(&self, state: MemberState, right: Right, day: Date) -> impl Iterator<Item = &Exemption> {
        self.rows.iter().filter(move |row| row.stands(state, right, day))
    }

    /// All of them, in the order of the files.
    pub fn all(&self) -> impl Iterator<Item = &Exemption> {
        self.rows.iter()
    }
}

fn mistake(row: &Exemption) -> Option<ExemptionMistake> {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !is_name(&row.id.0) {
        Some(ExemptionMistake::Name)
    } else if row.rights.is_empty() || row.rights.contains(&Right::ConsentWithdrawal) {
        Some(ExemptionMistake::Rights)
    } else if row.says("en").is_empty() {
        Some(ExemptionMistake::Unsaid)
    } else if row.since.zip(row.until).is_some_and(|(since, until)| until < since) {
        Some(ExemptionMistake::Days)
    } else {
        None
    }
}

/// A ground as it is invoked: of the law of a Member State, with the provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoked {
    /// The ground.
    pub ground: Ground,
    /// The provision, where the ground is [`Ground::NationalLaw`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption: Option<ExemptionId>,
}

impl From<Ground> for Invoked {
    fn from(ground: Ground) -> Self {
        Self { ground, exemption: None }
    }
}

impl From<&Exemption> for Invoked {
    fn from(exemption: &Exemption) -> Self {
        Self { ground: Ground::NationalLaw, exemption: Some(exemption.id.clone()) }
    }
}

/// As a form sends it: `legal_claims`, `national_law:NL-UAVG-41-1-i`.
impl fmt::Display for Invoked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.ground.code())?;
        self.exemption.as_ref().map_or(Ok(()), |id| write!(f, ":{id}"))
    }
}

/// It is not the code of a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no ground has this code")]
pub struct UnknownGround;

impl FromStr for Invoked {
    type Err = UnknownGround;

    fn from_str(code: &str) -> Result<Self, UnknownGround> {
        let (ground, exemption) = match code.split_once(':') {
            Some((ground, id)) => (ground, Some(ExemptionId(id.to_owned()))),
            None => (code, None),
        };
        let ground = Ground::from_code(ground).ok_or(UnknownGround)?;
        Ok(Self { ground, exemption })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Authorities;
    use jiff::civil::date;

    fn state(code: &str) -> MemberState {
        MemberState::parse(code).unwrap()
    }

    fn file(rows: &str) -> String {
        format!(r#"{{"format": "national-exemptions/1", "exemptions": [{rows}]}}"#)
    }

    /// A row with some of its fields changed.
    fn row(change: &[(&str, &str)]) -> String {
        let fields = [
            ("id", r#""NL-X-1""#),
            ("member_state", r#""NL""#),
            ("act", r#""An Act""#),
            ("act_short", r#""AA""#),
            ("provision", r#""Art. 1""#),
            ("under", r#""23(1)(i)""#),
            ("rights", r#"["access"]"#),
            ("says", r#"{"en": "Others", "nl": "Anderen"}"#),
            ("since", r#""2020-01-01""#),
            ("until", r#""2029-12-31""#),
        ];
        let value = |name, value| change.iter().find(|(of, _)| *of == name).map_or(value, |(_, changed)| *changed);
        let fields: Vec<_> = fields.iter().map(|(name, old)| format!("\"{name}\": {}", value(*name, *old))).collect();
        format!("{{{}}}", fields.join(", "))
    }

    #[test]
    fn the_provisions_of_the_program_are_read_and_each_says_what_it_protects_in_both_languages() {
        let all = Exemptions::parse(BUNDLED).unwrap();
        assert_eq!(all.all().count(), Exemptions::bundled().all().count());
        assert!(all.all().count() > 50);
        for row in all.all() {
            assert!(row.says("nl") != row.says("en") && row.says("fr") == row.says("en"), "{}", row.id);
            assert!(row.id.0.starts_with(row.member_state.code()), "{}", row.id);
            assert!(Authorities::bundled().of_country(row.member_state).is_some(), "{}", row.id);
        }
    }

    #[test]
    fn a_provision_stands_in_its_state_against_its_rights_and_on_its_days() {
        let rows = Exemptions::parse(&file(&row(&[]))).unwrap();
        let table = [
            ("NL", Right::Access, date(2020, 1, 1), true),
            ("NL", Right::Access, date(2029, 12, 31), true),
            ("NL", Right::Access, date(2019, 12, 31), false),
            ("NL", Right::Access, date(2030, 1, 1), false),
            ("NL", Right::Erasure, date(2025, 1, 1), false),
            ("BE", Right::Access, date(2025, 1, 1), false),
        ];
        for (code, right, day, stands) in table {
            assert_eq!(rows.against(state(code), right, day).count(), usize::from(stands), "{code} {right:?} {day}");
        }
        let row = rows.all().next().unwrap();
        assert_eq!((row.cited().as_str(), row.says("nl"), row.says("de")), ("Art. 1 AA", "Anderen", "Others"));
        let always = Exemptions::parse(&file(&self::row(&[("since", "null"), ("until", "null")]))).unwrap();
        assert_eq!(always.against(state("NL"), Right::Access, Date::MIN).count(), 1);
    }

    #[test]
    fn every_mistake_in_a_file_is_told_by_its_row() {
        use ExemptionMistake::{Days, Name, Rights, Twice, Unsaid};
        let table = [
            (format!("{}, {}", row(&[]), row(&[])), Twice),
            (row(&[("id", r#""NL X""#)]), Name),
            (row(&[("id", r#""""#)]), Name),
            (row(&[("rights", "[]")]), Rights),
            (row(&[("rights", r#"["access", "consent_withdrawal"]"#)]), Rights),
            (row(&[("says", r#"{"nl": "Anderen"}"#)]), Unsaid),
            (row(&[("until", r#""2019-12-31""#)]), Days),
        ];
        for (rows, expected) in table {
            let told = Exemptions::parse(&file(&rows)).unwrap_err();
            assert!(matches!(told, ExemptionError::Row { mistake, .. } if mistake == expected), "{rows}: {told}");
        }
        let one_day = row(&[("until", r#""2020-01-01""#)]);
        assert!(Exemptions::parse(&file(&one_day)).is_ok(), "a provision of one day is none too short");
        let format = file(&row(&[])).replace("exemptions/1", "exemptions/2");
        assert!(matches!(Exemptions::parse(&format), Err(ExemptionError::Format(_))));
        assert!(matches!(Exemptions::parse("{}"), Err(ExemptionError::Shape(_))));
    }

    #[test]
    fn the_rows_of_a_newer_file_win_by_their_name_and_all_others_stay() {
        let old = format!("{}, {}", row(&[]), row(&[("id", r#""NL-X-2""#)]));
        let newer = row(&[("provision", r#""Art. 1a""#)]);
        let both = Exemptions::parse(&file(&old)).unwrap().with(Exemptions::parse(&file(&newer)).unwrap());
        let cited: Vec<_> = both.all().map(Exemption::cited).collect();
        assert_eq!(cited, ["Art. 1 AA", "Art. 1a AA"]);
        let found = |id: &str| both.by_id(&ExemptionId(id.into())).map(Exemption::cited);
        assert_eq!(
            [found("NL-X-1"), found("NL-X-2"), found("NL-X-3")].map(Option::unwrap_or_default),
            ["Art. 1a AA", "Art. 1 AA", ""]
        );
    }

    #[test]
    fn a_ground_is_sent_by_its_code_and_read_back() {
        let law = Exemptions::parse(&file(&row(&[]))).unwrap().all().next().map(Invoked::from).unwrap();
        for invoked in Ground::ALL.iter().map(|ground| Invoked::from(*ground)).chain([law.clone()]) {
            assert_eq!(invoked.to_string().parse(), Ok(invoked));
        }
        assert_eq!(law.to_string(), "national_law:NL-X-1");
        assert_eq!("".parse::<Invoked>(), Err(UnknownGround));
    }
}
