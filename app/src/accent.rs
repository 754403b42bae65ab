//! The operator's accent colour, made readable.
//!
//! Any colour can be configured. Text in it, and text on it, must keep a contrast of 7:1 (WCAG 2.2, 1.4.6), so it is
//! mixed with black or white until it does: once for a light page, once for a dark one.

/// What the relative luminance of our page colours is, at the unfavourable end (see `style/tokens.css`).
const LIGHT_PAGE: f64 = 0.85;
const DARK_PAGE: f64 = 0.025;
/// The contrast that text keeps.
const CONTRAST: f64 = 7.0;
const STEPS: u32 = 100;

/// The rule that sets the accent for both schemes; `None` when the text is no colour of the form `#rrggbb`.
pub(crate) fn rule(colour: &str) -> Option<String> {
    let colour = parse(colour)?;
    let dark = hex(readable(colour, [0.0; 3], LIGHT_PAGE));
    let light = hex(readable(colour, [255.0; 3], DARK_PAGE));
    Some(format!(":root{{--accent-on-light:{dark};--accent-on-dark:{light}}}"))
}

fn parse(text: &str) -> Option<[f64; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok().map(f64::from);
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// The colour mixed with as little of `towards` as makes it readable on a page of this luminance.
fn readable(colour: [f64; 3], towards: [f64; 3], page: f64) -> [f64; 3] {
    (0..=STEPS)
        .map(|step| mix(colour, towards, f64::from(step) / f64::from(STEPS)))
        .find(|c| is_readable(*c, page))
        .unwrap_or(towards)
}

fn mix(a: [f64; 3], b: [f64; 3], share: f64) -> [f64; 3] {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * share)
}

fn is_readable(colour: [f64; 3], page: f64) -> bool {
    let own = luminance(colour);
    (own.max(page) + 0.05) / (own.min(page) + 0.05) >= CONTRAST
}

/// Relative luminance (WCAG 2.2).
fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(|channel| {
        let share = channel / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn hex(colour: [f64; 3]) -> String {
    colour
        .iter()
        .fold(String::from("#"), |text, channel| format!("{text}{:02x}", channel.round().clamp(0.0, 255.0) as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_becomes_readable_on_both_pages() {
        for colour in ["#ffffff", "#000000", "#ffdd00", "#205090", "#ff0000", "#808080"] {
            let colour = parse(colour).unwrap();
            assert!(is_readable(readable(colour, [0.0; 3], LIGHT_PAGE), LIGHT_PAGE));
            assert!(is_readable(readable(colour, [255.0; 3], DARK_PAGE), DARK_PAGE));
        }
    }

    #[test]
    fn a_readable_colour_stays_as_it_is() {
        assert!(rule("#0b3b3c").is_some_and(|rule| rule.contains("--accent-on-light:#0b3b3c;")));
    }

    #[test]
    fn what_is_no_colour_sets_nothing() {
        for text in ["red", "#12345", "#1234567", "#12345g", "#é1234", "", "#}*{}--"] {
            assert_eq!(rule(text), None, "{text}");
        }
    }
}
