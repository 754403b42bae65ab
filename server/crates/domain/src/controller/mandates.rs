use super::RecordFault;
use crate::words::{Mandate, Right};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What the processor may do with the requests of each right; nothing but pass them on, unless the controller said so
/// (Art. 28(3)(a) and (e); Decision (EU) 2021/915, clause 8(a)).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mandates(BTreeMap<Right, Mandate>);

impl Mandates {
    /// The one for a right.
    pub fn of(&self, right: Right) -> Mandate {
        self.0.get(&right).copied().unwrap_or(Mandate::Forward)
    }
}

impl FromStr for Mandates {
    type Err = RecordFault;

    /// Reads `access=answer erasure=assist_on_instruction`, with spaces, commas or semicolons between. Rights that are not
    /// named are passed on.
    ///
    /// # Errors
    /// `Pair`, `Right`, `Mandate` or `Twice`.
    fn from_str(text: &str) -> Result<Self, RecordFault> {
        let mut mandates = BTreeMap::new();
        for pair in text.split([' ', ',', ';', '\n']).filter(|pair| !pair.is_empty()) {
            let (right, mandate) = pair.split_once('=').ok_or_else(|| RecordFault::Pair(pair.to_owned()))?;
            let right = Right::from_code(right).ok_or_else(|| RecordFault::Right(right.to_owned()))?;
            let mandate = Mandate::from_code(mandate).ok_or_else(|| RecordFault::Mandate(mandate.to_owned()))?;
            if mandates.insert(right, mandate).is_some() {
                return Err(RecordFault::Twice(right));
            }
        }
        mandates.retain(|_, mandate| *mandate != Mandate::Forward);
        Ok(Self(mandates))
    }
}

impl fmt::Display for Mandates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<_> =
            self.0.iter().map(|(right, mandate)| format!("{}={}", right.code(), mandate.code())).collect();
        f.write_str(&pairs.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_that_is_not_named_is_passed_on() {
        let mandates: Mandates = "erasure=assist_on_instruction, access=answer;\nobjection=forward".parse().unwrap();
        for right in Right::ALL {
            let expected = match right {
                Right::Access => Mandate::Answer,
                Right::Erasure => Mandate::AssistOnInstruction,
                _ => Mandate::Forward,
            };
            assert_eq!(mandates.of(*right), expected, "{right:?}");
            assert_eq!(Mandates::default().of(*right), Mandate::Forward);
        }
        assert_eq!(mandates.to_string(), "access=answer erasure=assist_on_instruction");
        assert_eq!(mandates.to_string().parse().as_ref(), Ok(&mandates));
        let json = r#"{"access":"answer","erasure":"assist_on_instruction"}"#;
        assert_eq!(serde_json::to_string(&mandates).unwrap(), json);
        assert_eq!(serde_json::from_str::<Mandates>(json).unwrap(), mandates);
        assert_eq!("".parse(), Ok(Mandates::default()));
    }

    #[test]
    fn what_is_no_mandate_of_a_right_is_named() {
        let table = [
            ("access", RecordFault::Pair("access".into())),
            ("acces=answer", RecordFault::Right("acces".into())),
            ("access=yes", RecordFault::Mandate("yes".into())),
            ("access=", RecordFault::Mandate(String::new())),
            ("access=answer access=forward", RecordFault::Twice(Right::Access)),
        ];
        for (text, fault) in table {
            assert_eq!(text.parse::<Mandates>(), Err(fault), "{text}");
        }
    }
}
