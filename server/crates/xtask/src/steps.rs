//! The steps of a task: announced, timed, summed up.

use std::time::{Duration, Instant};

use anyhow::Result;

/// What was done so far.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<(&'static str, Duration)>,
    failed: Option<&'static str>,
}

impl Steps {
    /// Does one step. The first that fails ends the task.
    pub(crate) fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("\n==> {name}");
        let begin = Instant::now();
        let result = work();
        self.done.push((name, begin.elapsed()));
        if result.is_err() {
            self.failed = Some(name);
        }
        result
    }

    /// Tells how long each step took, and which one failed.
    pub(crate) fn summarise(&self, result: &Result<()>) {
        eprintln!();
        for (name, time) in &self.done {
            let mark = if self.failed == Some(*name) { "FAILED" } else { "ok" };
            eprintln!("    {:>7.1} s  {mark:<6} {name}", time.as_secs_f32());
        }
        let total: Duration = self.done.iter().map(|(_, time)| *time).sum();
        let verdict = if result.is_ok() { "all good" } else { "failed" };
        eprintln!("    {:>7.1} s  {verdict}", total.as_secs_f32());
    }
}
