//! A mailbox that several people read.

use crate::support::{House, draft};
use desk::DeskError;
use domain::filing::Draft;
use domain::reference::Reference;
use domain::words::{Relationship, Right};
use jiff::SignedDuration;
use tower_sessions::Session;

const OURS: &str = "family@example.org";
const ANNE: &str = "Anne Jansén";
const BOB: &str = "Bob de Vries";

crate::support::on_both_engines!(
    several_names_on_one_mailbox_do_not_see_each_others_requests,
    one_name_on_a_mailbox_is_not_asked_for_it,
    a_name_counts_before_it_is_proven_and_until_it_is_disowned,
    a_reference_names_whoever_filed_it,
    names_are_not_tried_forever,
    whoever_claims_a_filing_says_its_name,
);

fn by(name: &str, right: Right) -> Draft {
    Draft { name: name.into(), ..draft(Relationship::Customer, OURS, &[right]) }
}

/// Anne asked for her data, Bob for the erasure of his.
async fn both(house: &House) -> [(Session, Reference); 2] {
    let (anne, hers) = house.file_and_prove(by(ANNE, Right::Access)).await;
    house.pass(SignedDuration::from_secs(1));
    let (bob, his) = house.file_and_prove(by(BOB, Right::Erasure)).await;
    assert_eq!((hers.len(), his.len()), (1, 1), "each sees one's own from the start");
    [(anne, hers[0]), (bob, his[0])]
}

async fn sees(house: &House, session: &Session) -> Vec<Reference> {
    let desk = house.office.subject(session).await.unwrap();
    desk.overview().await.unwrap().requests.into_iter().map(|card| card.reference).collect()
}

async fn several_names_on_one_mailbox_do_not_see_each_others_requests(house: House) {
    let [(anne, hers), (bob, his)] = both(&house).await;
    assert_eq!((sees(&house, &anne).await, sees(&house, &bob).await), (vec![hers], vec![his]));
    let desk = house.office.subject(&bob).await.unwrap();
    assert!(matches!(desk.request(&hers).await, Err(DeskError::NotFound)));
    assert!(matches!(desk.withdraw(&hers).await, Err(DeskError::NotFound)));
    assert!(matches!(desk.say(&hers, "Hello", &[]).await, Err(DeskError::NotFound)));
    assert!(matches!(desk.download(&hers, "export.json").await, Err(DeskError::NotFound)));
    assert!(matches!(desk.download_all(&hers).await, Err(DeskError::NotFound)));

    let back = house.come_back(OURS).await;
    let desk = house.office.subject(&back).await.unwrap();
    let overview = desk.overview().await.unwrap();
    assert!(overview.asks_who && overview.requests.is_empty() && !desk.knows_who());
    assert!(matches!(desk.request(&hers).await, Err(DeskError::NotFound)));
    for nobodys in ["", " ", "Anne", "Anne Bob", "222-222-2222"] {
        assert!(matches!(desk.name(&back, nobodys).await, Err(DeskError::NotFound)), "{nobodys:?}");
    }
    desk.name(&back, "jansen, anne").await.unwrap();
    assert_eq!(sees(&house, &back).await, [hers]);
    assert!(!house.office.subject(&back).await.unwrap().overview().await.unwrap().asks_who);
    desk.name(&back, "Bob de Vries").await.unwrap();
    assert_eq!(sees(&house, &back).await, [his, hers], "who gives two names sees what was filed under both");
}

async fn one_name_on_a_mailbox_is_not_asked_for_it(house: House) {
    let (_, first) = house.file_and_prove(by(ANNE, Right::Access)).await;
    house.pass(SignedDuration::from_secs(1));
    let (_, both) = house.file_and_prove(by("ANNE  jansen", Right::Erasure)).await;
    assert_eq!(both.len(), 2, "one name in two spellings is one person");
    let back = house.come_back(OURS).await;
    assert_eq!(sees(&house, &back).await, [both[0], first[0]]);
}

async fn a_name_counts_before_it_is_proven_and_until_it_is_disowned(house: House) {
    let (_, hers) = house.file_and_prove(by(ANNE, Right::Access)).await;
    house.file(&house.session(), by(BOB, Right::Erasure)).await;
    house.office.send_post().await.unwrap();
    let back = house.come_back(OURS).await;
    let desk = house.office.subject(&back).await.unwrap();
    let overview = desk.overview().await.unwrap();
    assert!(overview.asks_who && overview.requests.is_empty(), "it may be Bob who comes back");
    desk.disown(overview.unclaimed[0].id).await.unwrap();
    house.pass(SignedDuration::from_secs(1));
    let back = house.come_back(OURS).await;
    assert_eq!(sees(&house, &back).await, hers);
}

async fn a_reference_names_whoever_filed_it(house: House) {
    let [(_, hers), _] = both(&house).await;
    let (_, other) = house.file_and_prove(draft(Relationship::Customer, "else@example.org", &[Right::Access])).await;
    let back = house.come_back(OURS).await;
    let desk = house.office.subject(&back).await.unwrap();
    assert!(matches!(desk.name(&back, &other[0].to_string()).await, Err(DeskError::NotFound)), "of another mailbox");
    desk.name(&back, &hers.to_string().to_lowercase()).await.unwrap();
    assert_eq!(sees(&house, &back).await, [hers]);
}

async fn names_are_not_tried_forever(house: House) {
    both(&house).await;
    let back = house.come_back(OURS).await;
    let desk = house.office.subject(&back).await.unwrap();
    for number in 0..10 {
        assert!(matches!(desk.name(&back, &format!("Name {number}")).await, Err(DeskError::NotFound)));
    }
    assert!(matches!(desk.name(&back, ANNE).await, Err(DeskError::Throttled)));
    house.pass(SignedDuration::from_hours(1));
    desk.name(&back, ANNE).await.unwrap();
}

async fn whoever_claims_a_filing_says_its_name(house: House) {
    let (anne, hers) = house.file_and_prove(by(ANNE, Right::Access)).await;
    house.file(&house.session(), by(BOB, Right::Erasure)).await;
    house.pass(SignedDuration::from_secs(1));
    house.file(&house.session(), by(ANNE, Right::Objection)).await;
    let desk = house.office.subject(&anne).await.unwrap();
    let unclaimed = desk.overview().await.unwrap().unclaimed;
    let named = unclaimed.iter().map(|filing| filing.is_named).collect::<Vec<_>>();
    assert_eq!(named, [true, false], "hers and Bob's");
    let bobs = unclaimed[1].id;
    assert!(matches!(desk.claim(&anne, bobs, "").await, Err(DeskError::NotFound)));
    assert!(matches!(desk.claim(&anne, bobs, ANNE).await, Err(DeskError::NotFound)), "hers is not the name on it");
    assert!(matches!(desk.claim(&anne, bobs, &hers[0].to_string()).await, Err(DeskError::NotFound)));
    desk.claim(&anne, unclaimed[0].id, "").await.unwrap();
    assert_eq!(sees(&house, &anne).await.len(), 2);

    house.office.send_post().await.unwrap();
    let bob = house.come_back(OURS).await;
    let desk = house.office.subject(&bob).await.unwrap();
    desk.name(&bob, BOB).await.expect("a name is known before it is proven");
    house.office.subject(&bob).await.unwrap().claim(&bob, bobs, "").await.unwrap();
    assert_eq!(sees(&house, &bob).await.len(), 1);
}
