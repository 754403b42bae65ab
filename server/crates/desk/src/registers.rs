//! Controllers and signers, imported by the operator; staff accounts.

mod contacts;
mod controllers;
mod exchange;
mod file;
mod rows;
mod signers;
mod staff;

pub(crate) use contacts::ContactRow;
pub(crate) use controllers::{ControllerRow, new_link};
pub use file::{Format, NoFormat};
pub(crate) use signers::{document_mac, matches};
pub(crate) use staff::{StaffRow, end_sessions};

use domain::controller::Field;

/// What an import did, or why it did nothing: a file with one bad line is not taken at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows that were new.
    pub added: usize,
    /// Rows that were known and now say something else.
    pub changed: usize,
    /// Rows that said what was known.
    pub unchanged: usize,
    /// What is wrong, by line of the file, counted from one.
    pub faults: Vec<(u64, String)>,
    /// Of controllers: what is new or changed, in the order of the file.
    pub changes: Vec<Change>,
}

impl Imported {
    fn note(&mut self, change: Change) {
        match (change.is_new, change.fields.is_empty()) {
            (true, _) => self.added += 1,
            (false, false) => self.changed += 1,
            (false, true) => self.unchanged += 1,
        }
        if !change.fields.is_empty() {
            self.changes.push(change);
        }
    }
}

/// What an import changes of one controller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The line on which the file speaks of it, counted from one.
    pub line: u64,
    /// Its number.
    pub number: String,
    /// Its name, as it is after that.
    pub name: String,
    /// Whether the register did not know it.
    pub is_new: bool,
    /// Which fields say something else.
    pub fields: Vec<FieldChange>,
}

/// What an import changes of one field; an empty text is what nobody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: Field,
    /// What it said.
    pub before: String,
    /// What it says after that.
    pub after: String,
}
