//! The browser's side made fit for a browser.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::NAME;

/// A WebAssembly module and the script that loads it.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) js: String,
    pub(super) wasm: Vec<u8>,
}

/// Runs wasm-bindgen. The script names no module: leptos passes it the hashed name.
///
/// Scripts that crates bring along go to `pkg/snippets`, where the main script imports them from.
pub(super) fn bind(wasm: &Path, pkg: &Path) -> Result<Bound> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(NAME).typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let mut output = bindgen.web(true)?.generate_output().context("wasm-bindgen refuses the browser's side")?;
    for (crate_name, scripts) in output.snippets() {
        for (number, script) in scripts.iter().enumerate() {
            write(&pkg.join("snippets").join(crate_name).join(format!("inline{number}.js")), script)?;
        }
    }
    for (path, script) in output.local_modules() {
        write(&pkg.join("snippets").join(path), script)?;
    }
    let js = output.js().to_owned();
    Ok(Bound { js, wasm: output.wasm_mut().emit_wasm() })
}

fn write(path: &Path, script: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, script).with_context(|| format!("cannot write {}", path.display()))
}
