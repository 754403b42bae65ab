//! Where things lie.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::run;

/// The folders that the steps share.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// The workspace.
    pub(crate) root: PathBuf,
    /// Cargo's target folder: `target`, or what `CARGO_TARGET_DIR` says.
    pub(crate) target: PathBuf,
}

impl Places {
    /// Asks cargo, which knows about `CARGO_TARGET_DIR` and its configuration files.
    pub(crate) fn find() -> Result<Self> {
        let mut ask = run::cargo();
        ask.args(["metadata", "--no-deps", "--format-version=1"]);
        let metadata: serde_json::Value = serde_json::from_str(&run::output(&mut ask)?)?;
        let path = |key: &str| {
            let text = metadata.get(key).and_then(serde_json::Value::as_str);
            text.map(PathBuf::from).with_context(|| format!("cargo metadata names no {key}"))
        };
        Ok(Self { root: path("workspace_root")?, target: path("target_directory")? })
    }

    /// The site folder that the server serves.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The target folder of the browser's side: apart, for it may come from another compiler.
    pub(crate) fn wasm(&self) -> PathBuf {
        self.target.join("wasm")
    }

    /// The `inzage` command.
    pub(crate) fn binary(&self, release: bool) -> PathBuf {
        self.target.join(if release { "release" } else { "debug" }).join("inzage")
    }

    /// The folder of the browser journeys.
    pub(crate) fn journeys(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// `path`, as short as it can be told to somebody who stands in the workspace.
    pub(crate) fn tell(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}
