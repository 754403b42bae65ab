//! The pages, one module for each or for a small group, each with the server functions of its forms.

pub mod back;
pub mod code;
pub mod controller;
pub mod demo_mail;
pub mod file;
pub mod language;
mod matter;
pub mod privacy;
pub mod provider;
pub mod requests;
pub mod sign_out;
pub mod staff;
pub mod start;
pub mod trouble;
