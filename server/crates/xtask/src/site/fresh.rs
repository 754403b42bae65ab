//! Whether the site folder still is what its sources make.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use super::files::hex;
use crate::places::Places;

/// The file in which a site folder keeps the stamp of its sources, beside the folders that are handed out.
const STAMP: &str = ".stamp";

/// A stamp of everything that goes into the site: this tool, the browser's side, styles and public files.
pub(super) fn stamp(places: &Places, wasm: &Path) -> Result<String> {
    let mut digest = Sha256::new();
    let tool = std::env::current_exe()?;
    let built = fs::metadata(&tool)?;
    digest.update(format!("{:?} {}", built.modified()?, built.len()));
    let mut sources = vec![wasm.to_path_buf()];
    for folder in ["style", "public"] {
        list(&places.root.join(folder), &mut sources)?;
    }
    sources.sort();
    for source in sources {
        let content = fs::read(&source).with_context(|| format!("cannot read {}", source.display()))?;
        digest.update(source.as_os_str().as_encoded_bytes());
        digest.update(Sha256::digest(content));
    }
    Ok(hex(&digest.finalize()))
}

/// Whether the folder was made from these sources.
pub(super) fn is_fresh(site: &Path, stamp: &str) -> bool {
    fs::read_to_string(site.join(STAMP)).is_ok_and(|kept| kept == stamp)
}

/// Remembers from which sources the folder was made.
pub(super) fn keep(site: &Path, stamp: &str) -> Result<()> {
    fs::write(site.join(STAMP), stamp).context("cannot write the site's stamp")
}

/// All files below a folder, if it is there.
fn list(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_style_changes_the_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_path_buf();
        fs::create_dir(root.join("style")).unwrap();
        fs::write(root.join("style/main.css"), "a{}").unwrap();
        fs::write(root.join("app.wasm"), "wasm").unwrap();
        let places = Places { target: root.join("target"), root };
        let wasm = places.root.join("app.wasm");
        let before = stamp(&places, &wasm).unwrap();
        assert_eq!(stamp(&places, &wasm).unwrap(), before);
        fs::write(places.root.join("style/main.css"), "b{}").unwrap();
        assert_ne!(stamp(&places, &wasm).unwrap(), before);
        assert!(!is_fresh(&places.target, &before));
    }
}
