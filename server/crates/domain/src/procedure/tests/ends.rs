//! How a request ends, and begins anew.

use super::table::{by_letter, forgotten, lapsed};
use super::*;
use crate::forwarding::Forwarding;
use crate::ids::RequestId;

#[test]
fn a_refusal_without_ground_reasons_and_remedies_does_not_come_about() {
    let table: [(Command, Result<(), Refusal>); 12] = [
        (refuse(), Ok(())),
        (without(refuse(), |d| d.ground = None), Err(Refusal::GroundMissing)),
        (without(refuse(), |d| d.ground = Some(Ground::CompellingGrounds.into())), Err(Refusal::GroundNotForThis)),
        (without(refuse(), |d| d.words = None), Err(Refusal::ReasonsMissing)),
        (without(refuse(), |d| d.remedies = None), Err(Refusal::RemediesMissing)),
        (without(refuse(), |d| d.burden = None), Err(Refusal::BurdenUnmet)),
        (without(reasoned(Outcome::Refused, Some(Ground::LegalObligation)), |d| d.burden = None), Ok(())),
        (without(unidentified(), |d| d.words = None), Err(Refusal::ReasonsMissing)),
        (without(unidentified(), |d| d.remedies = None), Err(Refusal::RemediesMissing)),
        (withhold(Ground::LegalObligation), Ok(())),
        (withhold(Ground::RightsOfOthers), Err(Refusal::GroundNotForThis)),
        (partly(), Err(Refusal::IdentityUnconfirmed)),
    ];
    for (command, expected) in table {
        let p = play(filed(Right::Erasure, Relationship::Customer), [Command::ProveMailbox]);
        assert_eq!(step(p, command.clone(), at(9)).map(|_| ()), expected, "{command:?}");
    }
}

#[test]
fn a_partial_answer_names_what_is_withheld_and_the_remedies() {
    let identified = || play(filed(Right::Erasure, Relationship::Customer), [Command::ProveMailbox, confirm()]);
    assert_eq!(step(identified(), partly(), at(9)), Err(Refusal::GroundMissing));
    let item = Withheld { id: ITEM, ground: Ground::LegalObligation.into(), until: None };
    let wordless = Command::Withhold { by: STAFF, item, words: None };
    assert_eq!(step(identified(), wordless, at(9)), Err(Refusal::ReasonsMissing));
    let idle = play(identified(), [withhold(Ground::LegalObligation)]);
    assert_eq!(step(idle.clone(), partly(), at(9)), Err(Refusal::NothingDone), "that would be a refusal of the whole");
    let withheld = play(idle, [plan(), finish()]);
    let silent = without(partly(), |d| d.remedies = None);
    assert_eq!(step(withheld.clone(), silent, at(9)), Err(Refusal::RemediesMissing));
    assert_eq!(step(withheld.clone(), answer(Outcome::Fulfilled, true), at(9)), Err(Refusal::SomethingWithheld));
    assert!(step(withheld, without(partly(), |d| d.words = None), at(9)).is_ok());
}

#[test]
fn an_objection_to_direct_marketing_cannot_be_refused_whole_or_in_part() {
    let marketing = Procedure { direct_marketing: true, ..filed(Right::Objection, Relationship::Customer) };
    let proven = play(marketing, [Command::ProveMailbox]);
    for ground in Ground::ALL {
        let refusal = reasoned(Outcome::Refused, Some(*ground));
        assert_eq!(step(proven.clone(), refusal, at(9)), Err(Refusal::MarketingStops), "{ground:?}");
        assert_eq!(step(proven.clone(), withhold(*ground), at(9)), Err(Refusal::MarketingStops), "{ground:?}");
    }
    assert!(step(proven, answer(Outcome::Fulfilled, true), at(9)).is_ok());
}

#[test]
fn for_somebody_else_nothing_is_handed_over_before_the_authority_is_on_record() {
    let represented = Procedure { represented: true, ..filed(Right::Access, Relationship::Customer) };
    let ready = play(represented, [Command::ProveMailbox, confirm(), gather()]);
    let export = Command::Export { by: STAFF };
    assert_eq!(step(ready.clone(), export.clone(), at(9)), Err(Refusal::AuthorityUnconfirmed));
    assert_eq!(step(ready.clone(), answer(Outcome::Fulfilled, false), at(9)), Err(Refusal::AuthorityUnconfirmed));
    let authority = |reasons: Option<Commitment>| Command::ConfirmAuthority { by: STAFF, reasons };
    assert_eq!(step(ready.clone(), authority(None), at(9)), Err(Refusal::ReasonsMissing));
    let shown = play(ready, [authority(Some(Commitment("c".into())))]);
    assert!(
        step(shown.clone(), export, at(9)).is_ok() && step(shown, answer(Outcome::Fulfilled, false), at(9)).is_ok()
    );
    let own = play(filed(Right::Access, Relationship::Customer), [Command::ProveMailbox]);
    assert_eq!(step(own, authority(Some(Commitment("c".into()))), at(9)), Err(Refusal::ActsForNobody));
}

#[test]
fn remedies_are_named_to_who_is_refused_and_to_nobody_else() {
    let access = || play(filed(Right::Access, Relationship::Customer), [Command::ProveMailbox, confirm()]);
    let gathered = || play(access(), [gather()]);
    let named = |p: Procedure, command: Command| {
        let policy = Policy::default();
        let events = decide(&p, command, &context(at(9), &policy)).unwrap();
        matches!(events.as_slice(), [Event::Decided { remedies: Some(_), .. }])
    };
    assert!(named(gathered(), refuse()));
    assert!(!named(gathered(), reasoned(Outcome::Fulfilled, None)));
    assert!(!named(access(), reasoned(Outcome::NothingHeld, None)));
}

#[test]
fn what_lapsed_comes_back_by_its_mailbox_and_what_was_disowned_does_not() {
    let access = || filed(Right::Access, Relationship::Customer);
    let due = at(0) + (90 * 24).hours();
    assert_eq!(step(access(), Command::Lapse, due - 1.second()), Err(Refusal::NotYet));
    let back = step(lapsed(access()), Command::ProveMailbox, due).unwrap();
    assert!(back.is_open() && back.mailbox_proven.is_some());
    assert_eq!(back.ended_before, [(Outcome::LapsedUnverified, due)], "that it lapsed stays on record");
    let disowned = play(access(), [Command::Disown]);
    assert_eq!(step(disowned.clone(), Command::ProveMailbox, due), Err(Refusal::Closed));
    assert_eq!(step(disowned, reopen(), due), Err(Refusal::Closed));
}

#[test]
fn a_signers_request_stands_as_the_last_of_its_controllers_does() {
    let signer = filed(Right::Access, Relationship::Signer);
    let forwarded = play(signer, [Command::ProveMailbox, forward(CONTROLLER, NamedBy::Signer)]);
    let told = |acknowledged: Option<Timestamp>| Forwarding {
        request: RequestId(Uuid::from_u128(20)),
        controller: CONTROLLER,
        received_by_processor: at(0),
        proven: true,
        told: Some(at(3)),
        acknowledged,
        disputed: None,
        reported: None,
        followed_up: Vec::new(),
        version: 2,
    };
    let (waits, has_it) = (told(None), told(Some(at(4))));
    let contested = Forwarding { disputed: Some(at(5)), ..told(None) };
    let table = [
        (vec![], Standing::Forwarded),
        (vec![waits.clone()], Standing::Forwarded),
        (vec![has_it.clone()], Standing::Acknowledged),
        (vec![has_it.clone(), waits], Standing::Forwarded),
        (vec![has_it.clone(), contested.clone()], Standing::Acknowledged),
        (vec![contested], Standing::Forwarded),
        (vec![has_it.clone(), has_it], Standing::Acknowledged),
    ];
    for (forwardings, expected) in table {
        assert_eq!(standing(&forwarded, &forwardings), expected, "{forwardings:?}");
    }
}

#[test]
fn what_a_controller_disputes_is_with_staff_until_it_is_routed_anew_or_left_at_that() {
    let signer = play(filed(Right::Access, Relationship::Signer), [Command::ProveMailbox]);
    let both = [CONTROLLER, OTHER_CONTROLLER].map(|controller| forward(controller, NamedBy::Signer));
    let disputed = play(signer.clone(), both.into_iter().chain([dispute()]));
    assert_eq!((standing(&disputed, &[]), disputed.triage), (Standing::Triage, Some(TriageReason::Disputed)));
    assert_eq!(disputed.forwarded.iter().map(|(_, to)| *to).collect::<Vec<_>>(), [OTHER_CONTROLLER]);
    let left = play(disputed, [Command::LeaveAtThat { by: Some(STAFF) }]);
    assert_eq!(standing(&left, &[]), Standing::Forwarded);
    let ended = play(left, [Command::Conclude]);
    assert_eq!(ended.closed.map(|(outcome, _)| outcome), Some(Outcome::AnsweredByController));
    let reopened = play(ended, [reopen()]);
    assert_eq!(reopened.triage, Some(TriageReason::Reopened), "somebody must say how it goes on");
    let nobodys = play(signer, [forward(CONTROLLER, NamedBy::Signer), dispute()]);
    let answered = play(nobodys.clone(), [answer(Outcome::NothingHeld, false)]);
    assert!(!answered.is_open(), "nothing is processed about the person for anybody");
    let elsewhere = play(nobodys, [forward(OTHER_CONTROLLER, NamedBy::Staff(STAFF))]);
    assert_eq!(standing(&elsewhere, &[]), Standing::Forwarded);
}

#[test]
fn a_question_is_waited_for_until_it_is_answered_or_the_request_ends() {
    let asked = play(filed(Right::Access, Relationship::Customer), [Command::ProveMailbox, ask()]);
    assert_eq!(standing(&asked, &[]), Standing::AwaitingSubject);
    assert_eq!(standing(&play(asked.clone(), [say()]), &[]), Standing::WithStaff);
    assert!(play(asked, [Command::Withdraw]).asked.is_none());
    let triage =
        play(filed(Right::Access, Relationship::Signer), [Command::ProveMailbox, refer(TriageReason::NoneChosen)]);
    assert_eq!(standing(&play(triage.clone(), [ask()]), &[]), Standing::AwaitingSubject);
    assert_eq!(standing(&play(triage, [ask(), say()]), &[]), Standing::Triage);
}

#[test]
fn what_came_by_letter_waits_for_staff_at_once() {
    assert_eq!(standing(&by_letter(), &[]), Standing::WithStaff);
    let basis = IdentityBasis::FactsMatched;
    let confirm = Command::ConfirmIdentity { by: STAFF, basis, reasons: None };
    assert!(step(by_letter(), confirm, at(1)).is_ok(), "there is no mailbox to prove");
}

#[test]
fn who_disowns_what_came_by_letter_ends_nobodys_request() {
    let disowned = play(by_letter(), [Command::Disown]);
    assert_eq!(standing(&disowned, &[]), Standing::WithStaff, "staff put down the wrong mailbox: the letter stands");
    for command in [Command::ProveMailbox, Command::Disown] {
        assert_eq!(step(disowned.clone(), command, at(2)), Err(Refusal::Closed), "it was said once");
    }
    let ended = play(disowned, [Command::Withdraw]);
    let reasons = Some(Commitment("00".into()));
    assert!(step(ended, Command::Reopen { by: STAFF, reasons }, at(3)).is_ok());
}

#[test]
fn what_it_was_about_is_forgotten_once_its_time_is_over_and_not_before() {
    let ended = play(filed(Right::Access, Relationship::Customer), [Command::ProveMailbox, Command::Withdraw]);
    let due = ended.closed.unwrap().1 + (365 * 24).hours();
    assert_eq!(step(ended.clone(), Command::Forget, due - 1.second()), Err(Refusal::NotYet));
    assert!(step(ended, Command::Forget, due).is_ok());
    let gone = forgotten();
    assert!(gone.forgotten && gone.pieces.is_empty() && !gone.has_lapsed());
    assert_eq!(step(gone, reopen(), due), Err(Refusal::Forgotten), "there is nothing left to take up");
}

#[test]
fn what_was_destroyed_is_forgotten_whatever_an_older_copy_says_of_it() {
    let filed = || filed(Right::Access, Relationship::Customer);
    let copies = [
        play(filed(), []),
        play(filed(), [Command::ProveMailbox, gather()]),
        play(filed(), [Command::ProveMailbox, Command::Withdraw]),
    ];
    for copy in copies {
        let gone = step(copy, Command::ForgetDestroyed, at(9)).unwrap();
        assert!(gone.forgotten && gone.pieces.is_empty() && !gone.is_open() && !gone.is_unclaimed());
        assert_eq!(standing(&gone, &[]), Standing::Closed);
        assert_eq!(step(gone.clone(), reopen(), at(9)), Err(Refusal::Forgotten));
        assert_eq!(step(gone, Command::ForgetDestroyed, at(9)), Err(Refusal::Forgotten));
    }
}

#[test]
fn who_asked_electronically_and_is_answered_on_paper_could_complain() {
    use crate::complaint::{Complaint, by_another_medium};
    for channel in Channel::ALL {
        for is_proven in [false, true] {
            let base = Procedure { channel: *channel, ..filed(Right::Access, Relationship::Customer) };
            let p = Procedure { mailbox_proven: is_proven.then(|| at(1)), ..base };
            let is_electronic = matches!(channel, Channel::Web | Channel::Email | Channel::Api);
            let expected = (is_electronic && !is_proven).then_some(Complaint::WrongMedium);
            assert_eq!(by_another_medium(&p), expected, "{channel:?}, proven: {is_proven}");
        }
    }
}

#[test]
fn a_writing_takes_the_place_of_the_last_of_its_kind_and_is_still_to_leave() {
    let asked = play(by_letter(), [ask(), dispatch(Writing::Question)]);
    assert_eq!(asked.dispatched(Writing::Question), Some(at(2)));
    let again = play(asked, [ask()]);
    assert_eq!(again.dispatched(Writing::Question), None);
    assert_eq!(step(again, dispatch(Writing::Question), at(9)).unwrap().dispatched(Writing::Question), Some(at(9)));
    let answered = [answer(Outcome::NothingHeld, false), dispatch(Writing::Answer)];
    let reopened = answered.clone().into_iter().chain([reopen(), answer(Outcome::NothingHeld, false)]);
    assert!(play(by_letter(), answered).dispatched(Writing::Answer).is_some());
    assert_eq!(play(by_letter(), reopened).dispatched(Writing::Answer), None);
}

#[test]
fn a_filing_waits_for_somebody_to_say_whether_it_is_theirs_until_they_did_or_it_ended_for_good() {
    let access = || filed(Right::Access, Relationship::Customer);
    let claimed = step(lapsed(access()), Command::ProveMailbox, at(0) + (91 * 24).hours()).unwrap();
    let table = [
        ("unproven", access(), true),
        ("proven", play(access(), [Command::ProveMailbox]), false),
        ("disowned", play(access(), [Command::Disown]), false),
        ("withdrawn", play(access(), [Command::Withdraw]), false),
        ("lapsed", lapsed(access()), true),
        ("lapsed, then disowned", play(lapsed(access()), [Command::Disown]), false),
        ("lapsed, then claimed", claimed, false),
        ("letter", by_letter(), true),
        ("letter, disowned", play(by_letter(), [Command::Disown]), false),
        ("forgotten", forgotten(), false),
    ];
    for (name, p, is_unclaimed) in table {
        assert_eq!(p.is_unclaimed(), is_unclaimed, "{name}");
    }
}

#[test]
fn what_is_taken_out_again_leaves_everything_else_of_its_kind() {
    let (gathered, kept) = (PieceId(Uuid::from_u128(21)), WithheldId(Uuid::from_u128(22)));
    let (act, recipient) = (ActId(Uuid::from_u128(23)), RecipientId(Uuid::from_u128(24)));
    let item = Withheld { id: kept, ground: Ground::Excessive.into(), until: None };
    let (system, words) = (String::from("support"), Commitment("c".into()));
    let begun = [
        Command::ProveMailbox,
        gather(),
        Command::Gather { by: STAFF, piece: gathered, system: system.clone(), digest: Digest("01".into()) },
        withhold(Ground::LegalObligation),
        Command::Withhold { by: STAFF, item, words: Some(words.clone()) },
        plan(),
        Command::PlanAct { by: STAFF, act, system, deed: Deed::Erase, words: words.clone() },
        name(),
        Command::NameRecipient { by: STAFF, recipient, name: words },
        Command::Discard { by: STAFF, piece: PIECE },
        Command::Release { by: STAFF, item: ITEM },
        Command::DropAct { by: STAFF, act: ACT },
        strike(),
    ];
    let p = play(filed(Right::Erasure, Relationship::Customer), begun);
    assert_eq!(p.pieces, [gathered]);
    assert_eq!(p.withheld.iter().map(|item| item.id).collect::<Vec<_>>(), [kept]);
    assert_eq!(p.acts.iter().map(|planned| planned.id).collect::<Vec<_>>(), [act]);
    assert_eq!(p.recipients.iter().map(|named| named.id).collect::<Vec<_>>(), [recipient]);
}
