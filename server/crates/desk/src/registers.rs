//! Controllers and signers, imported by the operator; staff accounts.

mod contacts;
mod controllers;
mod rows;
mod signers;
mod staff;

pub(crate) use contacts::ContactRow;
pub(crate) use controllers::{ControllerRow, new_link};
pub(crate) use signers::{document_mac, matches};
pub(crate) use staff::{StaffRow, end_sessions};

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
}
