use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The form under which a name is looked up, so that who files as "Jansén, Zoë" comes back as "zoe jansen": small
/// letters and digits without marks, word by word in order of the alphabet. Empty, where a name has none of either.
pub fn folded_name(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let mut words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}
