//! Generates the catalogues' types from `locales/`, so that a text without its twin in the other language does not build.

fn main() {
    #[cfg(feature = "ssr")]
    if let Err(error) = catalogues::generate() {
        println!("cargo::error={error}");
    }
}

#[cfg(feature = "ssr")]
mod catalogues {
    use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
    use leptos_i18n_parser::parse_locales::parse_locales;
    use std::error::Error;
    use std::path::Path;

    /// One file for each in `locales/en` and `locales/nl`.
    const NAMESPACES: [&str; 13] = [
        "asks",
        "common",
        "controller",
        "countries",
        "errors",
        "filing",
        "law",
        "mails",
        "privacy",
        "reading",
        "record",
        "staff",
        "subject",
    ];

    pub(crate) fn generate() -> Result<(), Box<dyn Error>> {
        println!("cargo::rerun-if-changed=locales");
        let config = Config::new("en")?
            .add_locale("nl")?
            .add_namespaces(NAMESPACES)?
            .parse_options(ParseOptions::new().interpolate_display(true));
        let parsed = parse_locales(None, config)?;
        // A key that one language lacks is a mere warning to the generator; to us it is an error.
        for flaw in parsed.diag.warnings().iter() {
            println!("cargo::error={flaw}");
        }
        for flaw in parsed.diag.errors().iter() {
            println!("cargo::error={flaw}");
        }
        let code = leptos_i18n_codegen::gen_code(&parsed, None, false, None, false)?;
        let target = Path::new(&std::env::var("OUT_DIR")?).join("catalogues.rs");
        std::fs::write(target, code.to_string())?;
        Ok(())
    }
}
