//! Where a controller is: its Member State and its time zone.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A Member State of the Union or the European Economic Area, by its ISO 3166-1 code of two letters.
///
/// The Union's own code for Greece, `EL`, becomes `GR`. Whether holidays are known for a state, the
/// [calendar](super::Calendar::knows) says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberState([u8; 2]);

/// What is wrong with the description of a place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// Not two letters.
    #[error("{0:?} is not a country code: give two letters, such as NL")]
    CountryCode(String),
    /// No zone of this name in the IANA database.
    #[error("{0:?} is not a time zone: give a name of the IANA database, such as Europe/Amsterdam")]
    TimeZone(String),
}

impl MemberState {
    /// Reads a code of two letters in either case. `EL` gives `GR`.
    ///
    /// # Errors
    /// [`PlaceError::CountryCode`] if these are not two ASCII letters.
    pub fn parse(code: &str) -> Result<Self, PlaceError> {
        match code.trim().as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                let code = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
                Ok(Self(if &code == b"EL" { *b"GR" } else { code }))
            }
            _ => Err(PlaceError::CountryCode(code.to_owned())),
        }
    }

    /// Every state of the European Economic Area, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        CAPITALS.iter().filter_map(|(code, _)| Self::parse(code).ok())
    }

    /// The code, in capitals.
    pub fn code(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for MemberState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for MemberState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for MemberState {
    type Err = PlaceError;

    fn from_str(code: &str) -> Result<Self, PlaceError> {
        Self::parse(code)
    }
}

impl Serialize for MemberState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for MemberState {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code).map_err(serde::de::Error::custom)
    }
}

/// The time zone of each capital, by country code. Parts of a country may keep another time: Madeira, La Réunion.
const CAPITALS: [(&str, &str); 30] = [
    ("AT", "Europe/Vienna"),
    ("BE", "Europe/Brussels"),
    ("BG", "Europe/Sofia"),
    ("CY", "Asia/Nicosia"),
    ("CZ", "Europe/Prague"),
    ("DE", "Europe/Berlin"),
    ("DK", "Europe/Copenhagen"),
    ("EE", "Europe/Tallinn"),
    ("ES", "Europe/Madrid"),
    ("FI", "Europe/Helsinki"),
    ("FR", "Europe/Paris"),
    ("GR", "Europe/Athens"),
    ("HR", "Europe/Zagreb"),
    ("HU", "Europe/Budapest"),
    ("IE", "Europe/Dublin"),
    ("IS", "Atlantic/Reykjavik"),
    ("IT", "Europe/Rome"),
    ("LI", "Europe/Vaduz"),
    ("LT", "Europe/Vilnius"),
    ("LU", "Europe/Luxembourg"),
    ("LV", "Europe/Riga"),
    ("MT", "Europe/Malta"),
    ("NL", "Europe/Amsterdam"),
    ("NO", "Europe/Oslo"),
    ("PL", "Europe/Warsaw"),
    ("PT", "Europe/Lisbon"),
    ("RO", "Europe/Bucharest"),
    ("SE", "Europe/Stockholm"),
    ("SI", "Europe/Ljubljana"),
    ("SK", "Europe/Bratislava"),
];

/// Where a controller is. Its Member State's holidays extend a period, its midnight ends it (Reg. 1182/71 Art. 2 and 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The controller's Member State.
    pub member_state: MemberState,
    /// The controller's time zone; written and read by its IANA name.
    #[serde(with = "jiff::fmt::serde::tz::required")]
    pub zone: TimeZone,
}

impl Place {
    /// A place from a country code and the IANA name of a time zone.
    ///
    /// # Errors
    /// [`PlaceError`] if either is unknown.
    pub fn parse(member_state: &str, zone: &str) -> Result<Self, PlaceError> {
        let found = TimeZone::get(zone).map_err(|_| PlaceError::TimeZone(zone.to_owned()))?;
        Ok(Self { member_state: MemberState::parse(member_state)?, zone: found })
    }

    /// The capital of a state of the European Economic Area, for when nothing says where in it the controller is.
    pub fn capital_of(member_state: MemberState) -> Option<Self> {
        let (_, zone) = CAPITALS.iter().find(|(code, _)| *code == member_state.code())?;
        Self::parse(member_state.code(), zone).ok()
    }

    /// The date of an instant here.
    pub fn date(&self, at: Timestamp) -> Date {
        local_date(at, &self.zone)
    }
}

/// The date of an instant in a zone. What arrives at 22:30 UTC on 30 June arrives on 1 July in Amsterdam.
pub fn local_date(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_offset(at).to_datetime(at).date()
}
