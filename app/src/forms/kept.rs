use super::{Flaw, Visit};
use crate::texts::{Locale, flaws, troubles};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was typed into a form, with what is wrong with it: kept between the POST and the GET that shows it again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The values of each form control.
    pub values: BTreeMap<String, Vec<String>>,
    /// The flaws, in the order of the page.
    pub flaws: Vec<(String, Flaw)>,
    /// What went wrong altogether.
    pub trouble: Option<Trouble>,
}

/// What went wrong altogether, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// The code of the desk's error.
    pub code: String,
    /// The article of the GDPR from which it follows, if it is a refusal.
    #[serde(default)]
    pub article: Option<String>,
    /// The number under which the log has the cause, if it is no fault of the person's.
    pub number: Option<String>,
    /// When. It is told on every reload for a while, and not to somebody who comes back another day.
    pub at: Timestamp,
}

/// A form control as it is to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name, and its anchor.
    pub name: String,
    /// Its value, or the first of them.
    pub value: String,
    /// All its values, where several can be ticked.
    pub values: Vec<String>,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// For how many minutes a trouble is told.
const TOLD_MINUTES: i64 = 10;

impl Kept {
    /// The form control of this name.
    pub fn field(&self, locale: Locale, name: &str) -> Field {
        let values = self.values.get(name).cloned().unwrap_or_default();
        Field {
            name: name.to_owned(),
            value: values.first().cloned().unwrap_or_default(),
            values,
            error: self
                .flaws
                .iter()
                .find(|(field, _)| field == name)
                .map(|(field, flaw)| flaws::text(locale, field, *flaw)),
        }
    }

    /// A value to begin with, where nothing was typed yet.
    pub fn begin_with(&mut self, name: &str, value: impl Into<String>) {
        self.values.entry(name.to_owned()).or_insert_with(|| vec![value.into()]);
    }

    /// Whether anything is wrong.
    pub fn is_faulty(&self) -> bool {
        !self.flaws.is_empty() || self.trouble.is_some()
    }

    /// What an error summary lists: each sentence with the anchor of its field, if it is about one.
    pub fn errors(&self, locale: Locale) -> Vec<(Option<String>, String)> {
        let trouble = self.trouble.iter().map(|trouble| (None, troubles::full_text(locale, trouble)));
        let flaws = self.flaws.iter().map(|(field, flaw)| (Some(field.clone()), flaws::text(locale, field, *flaw)));
        trouble.chain(flaws).collect()
    }

    /// Without a trouble of long ago.
    pub(super) fn at(mut self, visit: &Visit) -> Self {
        let since = visit.office.now().checked_sub(TOLD_MINUTES.minutes()).unwrap_or(Timestamp::MIN);
        self.trouble = self.trouble.filter(|trouble| trouble.at >= since);
        self
    }
}
