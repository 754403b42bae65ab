//! The site folder: what the server hands out as files.
//!
//! ```text
//! target/site/
//!   hash.txt                 which hash is of which file, as leptos reads it
//!   pkg/inzage.HASH.js       each with a twin in brotli and one in gzip
//!   pkg/inzage.HASH.wasm
//!   pkg/inzage.HASH.css
//!   …                        the public files
//! ```

mod files;
mod fresh;
mod scripts;
mod styles;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use self::files::{Written, copy_folder, put};
use crate::places::Places;

/// What the files are called, as in the workspace's leptos metadata (`output-name`).
const NAME: &str = "inzage";
/// Where leptos looks for the hashes (`LeptosOptions::hash_file`).
const HASHES: &str = "hash.txt";
/// The most that the browser's side may weigh on the wire: bytes, in brotli.
const BUDGET: usize = 100_000;

/// Builds the folder anew when something changed, all or nothing.
///
/// # Errors
/// When a source does not hold water, or the browser's side is over its budget.
pub(crate) fn build(places: &Places, wasm: &Path) -> Result<()> {
    let site = places.site();
    let stamp = fresh::stamp(places, wasm)?;
    if fresh::is_fresh(&site, &stamp) {
        eprintln!("    nothing changed");
        return Ok(());
    }
    let next = places.target.join("site.next");
    remove(&next)?;
    assemble(places, wasm, &next)?;
    fresh::keep(&next, &stamp)?;
    remove(&site)?;
    fs::rename(&next, &site).with_context(|| format!("cannot make {}", site.display()))
}

fn assemble(places: &Places, wasm: &Path, site: &Path) -> Result<()> {
    let pkg = site.join("pkg");
    fs::create_dir_all(&pkg)?;
    copy_folder(&places.root.join("public"), site)?;
    let bound = scripts::bind(wasm, &pkg)?;
    let css = put(&pkg, NAME, "css", styles::bundle(&places.root.join("style"))?.as_bytes())?;
    let js = put(&pkg, NAME, "js", bound.js.as_bytes())?;
    let wasm = put(&pkg, NAME, "wasm", &bound.wasm)?;
    for written in [&js, &wasm, &css] {
        eprintln!("    {written}");
    }
    within_budget(&wasm)?;
    let hashes = format!("js: {}\nwasm: {}\ncss: {}\n", js.hash, wasm.hash, css.hash);
    fs::write(site.join(HASHES), hashes).context("cannot write the hashes")
}

fn within_budget(wasm: &Written) -> Result<()> {
    if wasm.brotli > BUDGET {
        bail!(
            "the browser's side weighs {} bytes in brotli, over its budget of {BUDGET}: something that belongs behind \
             the `ssr` feature of `app` (pages, texts, a large dependency) is compiled into it",
            wasm.brotli
        );
    }
    eprintln!("    budget: {} of {BUDGET} bytes", wasm.brotli);
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn more_than_the_budget_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        // What does not compress: one hash after the other.
        let noise = |count: u32| -> Vec<u8> { (0..count).flat_map(|n| Sha256::digest(n.to_le_bytes())).collect() };
        let small = put(folder.path(), NAME, "wasm", &noise(3_000)).unwrap();
        assert!(within_budget(&small).is_ok());
        let large = put(folder.path(), NAME, "wasm", &noise(3_200)).unwrap();
        assert!(within_budget(&large).unwrap_err().to_string().contains("over its budget of 100000"));
    }
}
