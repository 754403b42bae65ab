//! Everything with a wire: the router, the jobs, the configuration, and the commands of `inzage`.
//!
//! * [`cli`]: the command line; [`commands`] and [`serve`] carry it out.
//! * [`config`]: what the operator sets. [`keys`]: the master key, from wherever it comes.
//! * [`web`]: the router and its layers.
//! * [`jobs`]: the post, the rounds and the log. [`returned`]: mail that came back. [`logbook`]: the log, on the command line.
//! * [`demo`]: the demonstration. [`law`]: what the law says, on the command line.
//! * [`system`]: the real clock and the real dice.

pub mod cli;
pub mod commands;
pub mod config;
pub mod demo;
pub mod fetch;
pub mod jobs;
pub mod keys;
pub mod law;
pub mod log;
pub mod logbook;
pub mod office;
pub mod returned;
pub mod schema;
pub mod serve;
pub mod system;
pub mod web;
