//! The only build tool of the project: `cargo xtask serve | build | check | test | fuzz | bench | audit`.
//!
//! What a step needs and does not find it installs, and says so (npm packages, the wasm32 standard library and, as
//! root, Debian's packages). A part that cannot be had is a failure, never a skip.

mod apt;
mod audit;
mod bench;
mod build;
mod check;
mod cli;
mod fuzz;
mod journeys;
mod places;
mod postgres;
mod run;
mod site;
mod steps;
mod test;
mod wasm;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Task};
use crate::places::Places;
use crate::steps::Steps;

fn main() -> ExitCode {
    match carry_out(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::from(run::exit_code(&error))
        }
    }
}

/// Does what the command line asks, and tells at the end how long each step took.
fn carry_out(cli: &Cli) -> anyhow::Result<()> {
    let places = Places::find()?;
    let mut steps = Steps::default();
    let result = match &cli.task {
        Task::Serve(options) => return build::serve(&places, &mut steps, options),
        Task::Build(options) => build::all(&places, &mut steps, options.release).map(drop),
        Task::Wasm => build::wasm(&places, &mut steps).map(drop),
        Task::Site => build::site(&places, &mut steps),
        Task::Check => check::check(&places, &mut steps),
        Task::Test(options) => test::test(&places, &mut steps, options),
        Task::Fuzz(options) => fuzz::fuzz(&places, &mut steps, options),
        Task::Bench => bench::bench(&places, &mut steps),
        Task::Audit => audit::audit(&places, &mut steps),
    };
    steps.summarise(&result);
    result
}
