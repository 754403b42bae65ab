//! `cargo xtask bench`.

use anyhow::Result;

use crate::places::Places;
use crate::run;
use crate::steps::Steps;

/// Runs every benchmark of the workspace; says so when there is none.
pub(crate) fn bench(places: &Places, steps: &mut Steps) -> Result<()> {
    let benches = named_benches(places)?;
    if benches.is_empty() {
        eprintln!("There are no benchmarks yet: no crate has a [[bench]] target.");
        return Ok(());
    }
    for (package, bench) in benches {
        let mut cargo = run::cargo();
        cargo.current_dir(&places.root).args(["bench", "--package", &package, "--bench", &bench]);
        steps.step("benchmark", || run::run(&mut cargo))?;
    }
    Ok(())
}

/// The bench targets, each with its package.
fn named_benches(places: &Places) -> Result<Vec<(String, String)>> {
    let mut ask = run::cargo();
    ask.current_dir(&places.root).args(["metadata", "--no-deps", "--format-version=1"]);
    let metadata: serde_json::Value = serde_json::from_str(&run::output(&mut ask)?)?;
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        for target in package["targets"].as_array().into_iter().flatten() {
            if target["kind"][0] == "bench" {
                let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
                found.push((text(&package["name"]), text(&target["name"])));
            }
        }
    }
    Ok(found)
}
