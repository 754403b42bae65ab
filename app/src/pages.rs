//! The pages, one module for each or for a small group, each with the server functions of its forms.

pub mod controller;
pub mod language;
pub mod sign_out;
pub mod staff;
pub mod start;
pub mod trouble;
