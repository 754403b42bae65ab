use crate::filing::folded_name;
use proptest::prelude::*;

#[test]
fn one_name_in_many_spellings_is_one_name() {
    let same = [
        ["Zoë Jansén", "zoe jansen"],
        ["Jansen, Zoë", "  ZOË   JANSEN "],
        ["Anne-Marie O'Neil", "anne marie o neil"],
        ["Ĳsbrand", "IJsbrand"],
        ["Jose\u{301}", "José"],
        ["Ａｎｎａ", "anna"],
    ];
    for [one, other] in same {
        assert_eq!(folded_name(one), folded_name(other), "{one} and {other}");
    }
}

#[test]
fn two_names_stay_two() {
    for [one, other] in [["Anna Jansen", "Anne Jansen"], ["J. Jansen", "Jan Jansen"], ["Øster", "Oster"], ["", "Anna"]]
    {
        assert_ne!(folded_name(one), folded_name(other), "{one} and {other}");
    }
}

proptest! {
    #[test]
    fn folding_a_folded_name_changes_nothing(name in ".{0,60}") {
        let folded = folded_name(&name);
        prop_assert_eq!(folded_name(&folded), folded);
    }
}
