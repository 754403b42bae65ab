//! The styles: `style/main.css` with all that it imports, as one small file.

use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};

/// Bundles, translates for older browsers, and minifies.
///
/// # Errors
/// When `main.css` or a file that it imports is missing or is not CSS: what, and where.
pub(super) fn bundle(style: &Path) -> Result<String> {
    let main = style.join("main.css");
    ensure!(main.is_file(), "there is no {}: it is where the styles begin", main.display());
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(&main).map_err(|error| anyhow!("{error}"))?;
    let targets = Targets::from(browsers());
    let minify = MinifyOptions { targets, ..MinifyOptions::default() };
    sheet.minify(minify).map_err(|error| anyhow!("{error}"))?;
    let printer = PrinterOptions { minify: true, targets, ..PrinterOptions::default() };
    Ok(sheet.to_css(printer).map_err(|error| anyhow!("{error}"))?.code)
}

/// Browsers of about three years back: what people's phones have.
fn browsers() -> Browsers {
    let version = |major: u32| Some(major << 16);
    Browsers {
        android: version(119),
        chrome: version(119),
        edge: version(119),
        firefox: version(115),
        ios_saf: version(17),
        opera: version(105),
        safari: version(17),
        samsung: version(23),
        ie: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_bundled_and_what_older_browsers_lack_is_translated() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("kit.css"), ".button { padding: 1rem }").unwrap();
        let main = "@import \"kit.css\" layer(kit);\nbody { color: black; & a { color: blue } }";
        std::fs::write(folder.path().join("main.css"), main).unwrap();
        let css = bundle(folder.path()).unwrap();
        assert_eq!(css, "@layer kit{.button{padding:1rem}}body{color:#000}body a{color:#00f}");
    }

    #[test]
    fn a_missing_or_broken_sheet_is_told_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let told = bundle(folder.path()).unwrap_err().to_string();
        assert!(told.contains("main.css"), "{told}");
        std::fs::write(folder.path().join("main.css"), "body {\n  color: black;\n}\n}\n").unwrap();
        let told = bundle(folder.path()).unwrap_err().to_string();
        assert!(told.contains("main.css:4"), "{told}");
    }
}
