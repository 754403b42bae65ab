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
    ensure!(
        main.is_file(),
        "there is no {}: it is where the styles begin",
        main.display()
    );
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(&main).map_err(|error| anyhow!("{error}"))?;
    let targets = Targets::from(browsers());
    let minify = MinifyOptions {
        targets,
        ..MinifyOptions::default()
    };
    sheet.minify(minify).map_err(|error| anyhow!("{error}"))?;
    let printer = PrinterOptions {
        minify: true,
        targets,
        ..PrinterOptions::default()
    };
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
