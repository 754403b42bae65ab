//! Files with a hash in their name and compressed twins.

use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

/// A file of the site, and what it weighs on the wire.
#[derive(Debug)]
pub(super) struct Written {
    name: String,
    /// The part of the name that changes with the content.
    pub(super) hash: String,
    plain: usize,
    /// Its weight in brotli, in bytes.
    pub(super) brotli: usize,
}

impl fmt::Display for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {} bytes, {} in brotli", self.name, self.plain, self.brotli)
    }
}

/// Writes `STEM.HASH.EXTENSION` into `folder`, with `.br` and `.gz` beside it.
pub(super) fn put(folder: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<Written> {
    let hash: String = hex(&Sha256::digest(content)).chars().take(16).collect();
    let name = format!("{stem}.{hash}.{extension}");
    let brotli = brotli(content)?;
    fs::write(folder.join(&name), content)?;
    fs::write(folder.join(format!("{name}.br")), &brotli)?;
    fs::write(folder.join(format!("{name}.gz")), gzip(content)?)?;
    Ok(Written { name, hash, plain: content.len(), brotli: brotli.len() })
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut packed, &params).context("cannot compress by brotli")?;
    Ok(packed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// Copies all files of a folder, folders within it too. A folder that is not there holds none.
pub(super) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        ensure!(!target.exists(), "{} is a name that the site needs itself", entry.path().display());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gets_its_hash_and_its_twins() {
        let folder = tempfile::tempdir().unwrap();
        let content = b"body { color: black } ".repeat(40);
        let written = put(folder.path(), "inzage", "css", &content).unwrap();
        let name = format!("inzage.{}.css", written.hash);
        assert_eq!(fs::read(folder.path().join(&name)).unwrap(), content);
        let mut unpacked = Vec::new();
        let packed = fs::read(folder.path().join(format!("{name}.br"))).unwrap();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        assert_eq!(written.brotli, packed.len());
        assert!(folder.path().join(format!("{name}.gz")).is_file());
    }
}
