//! Every state times every command of the ladder on which somebody shows who they are.

use super::table::letter;
use super::*;

pub(super) fn commands() -> Vec<Command> {
    vec![
        ask_facts(),
        give(true),
        give(false),
        ask_document(),
        give_document(),
        take_document(),
        check(DocumentOutcome::Matches),
        destroy(),
        show(true),
    ]
}

/// As the large table, of which these are the further columns.
const TABLE: [(&str, &str); 57] = [
    // ask-facts right wrong ask-document give take check destroy show
    ("unproven", "M g g M c + z z M"),
    ("disowned", "C C C C C C C z C"),
    ("proven", "+ g g + c + z z +"),
    ("identified", "k g g k c + z z k"),
    ("gathered", "+ g g + c + z z +"),
    ("ready", "k g g k c + z z k"),
    ("fulfilled", "C C C C C C C z C"),
    ("nothing held", "C C C C C C C z C"),
    ("withdrawn", "C C C C C C C z C"),
    ("refused", "C C C C C C C z C"),
    ("refusal posted", "C C C C C C C z C"),
    ("lapsed", "C C C C C C C z C"),
    ("forgotten", "C C C C C C C z C"),
    ("asked", "+ g g + c + z z +"),
    ("reopened", "+ g g + c + z z +"),
    ("extended", "+ g g + c + z z +"),
    ("doubted", "q g g q c + z z +"),
    ("doubt answered", "+ g g + c + z z +"),
    ("facts asked", "q + + q c + z z +"),
    ("facts matched", "y g g y c + z z +"),
    ("facts wrong", "+ g g + c + z z +"),
    ("eid shown", "+ g g i c + z z +"),
    ("eid of another", "+ g g + c + z z +"),
    ("document asked", "q g g q + + z z +"),
    ("document given", "+ g g h c + + Y +"),
    ("document checked", "k g g k c + z z k"),
    ("document differs", "+ g g + c + z z +"),
    ("erasure identified", "k g g k c + z z k"),
    ("erasure planned", "+ g g + c + z z +"),
    ("erasure ready", "k g g k c + z z k"),
    ("erasure done", "k g g k c + z z k"),
    ("erasure in part", "k g g k c + z z k"),
    ("erasure answered", "C C C C C C C z C"),
    ("recipient named", "C C C C C C C z C"),
    ("recipient told", "C C C C C C C z C"),
    ("recipient spared", "C C C C C C C z C"),
    ("named too early", "+ g g + c + z z +"),
    ("restriction done", "k g g k c + z z k"),
    ("restricted", "C C C C C C C z C"),
    ("lifting announced", "C C C C C C C z C"),
    ("lifting untold", "C C C C C C C z C"),
    ("lifting due", "C C C C C C C z C"),
    ("lifted", "C C C C C C C z C"),
    ("consent", "m g g m c + z z m"),
    ("consent planned", "m g g m c + z z m"),
    ("objection", "+ g g + c + z z +"),
    ("letter", "M g g M c + z z M"),
    ("signer unproven", "F F F F F + z z F"),
    ("signer overdue", "F F F F F + z z F"),
    ("signer proven", "F F F F F + z z F"),
    ("signer unmatched", "F F F F F + z z F"),
    ("signer forwarded", "F F F F F + z z F"),
    ("signer silent", "F F F F F + z z F"),
    ("signer disputed", "F F F F F + z z F"),
    ("signer disputed by one", "F F F F F + z z F"),
    ("signer answered", "C C C C C C C z C"),
    ("signer reopened", "F F F F F + z z F"),
];

#[test]
fn every_state_allows_or_refuses_every_step_of_the_ladder_as_the_table_says() {
    assert_eq!(states().len(), TABLE.len());
    for ((name, state), (row, expected)) in states().into_iter().zip(TABLE) {
        assert_eq!(name, row, "the table follows the states");
        let found: Vec<_> =
            commands().into_iter().map(|command| letter(step(state.clone(), command, at(100)))).collect();
        assert_eq!(found.join(" "), expected, "{name}");
    }
}
