//! The portal as it is met from outside: over TCP, over mail, and on the command line. One program for all of it, because
//! to link one takes longer than to run it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[macro_use]
mod support;

mod accounts;
mod anonymous;
mod command;
mod conversation;
mod enclosed;
mod everybody;
mod identity;
mod journeys;
mod keys;
mod law;
mod package;
mod passkeys;
mod post;
mod receipts;
mod serving;
mod staff;
mod survives;
mod web;
