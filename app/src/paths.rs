//! Where everything is. A path never holds personal data: references and ids are pseudonyms.

use domain::filing::Question;
use domain::ids::FilingId;
use domain::reference::Reference;
use domain::staff::KeyKind;

/// The start page.
pub const START: &str = "/";
/// The whole privacy notice.
pub const PRIVACY: &str = "/privacy";
/// The first question of the journey.
pub const FILE: &str = "/file/about";
/// Where a code is entered, whatever it is for.
pub const CODE: &str = "/code";
/// Where data subjects come back.
pub const RETURN: &str = "/return";
/// All requests of a mailbox.
pub const REQUESTS: &str = "/requests";
/// Where any session ends.
pub const SIGN_OUT: &str = "/sign-out";
/// Where staff sign in.
pub const STAFF_SIGN_IN: &str = "/staff/sign-in";
/// Where who gave a password shows the second factor, or enrols one.
pub const SECOND_FACTOR: &str = "/staff/second-factor";
/// Where recovery codes are shown, once.
pub const RECOVERY_CODES: &str = "/staff/recovery-codes";
/// One's own account, for staff.
pub const ACCOUNT: &str = "/staff/account";
/// Where staff show once more who they are.
pub const CONFIRM: &str = "/staff/confirm";
/// One's own passkeys and security keys, each under its id.
pub const KEYS: &str = "/staff/account/keys";
/// Where an authenticator app is set up beside what one has.
pub const APP: &str = "/staff/account/app";
/// What a browser asks of any passkey, to sign in.
pub const ASK_PASSKEY: &str = "/ask/passkey";
/// What it asks of one of the keys of who gave a password.
pub const ASK_FACTOR: &str = "/staff/ask/factor";
/// What it asks of one of the keys of who is signed in.
pub const ASK_CONFIRM: &str = "/staff/ask/confirm";
/// Where the links of invitations lead.
pub const INVITATION: &str = "/staff/invitation";
/// Where an administrator invites somebody.
pub const INVITE: &str = "/staff/people/invite";
/// The accounts of staff.
pub const PEOPLE: &str = "/staff/people";
/// The register of controllers.
pub const CONTROLLERS: &str = "/staff/controllers";
/// The queue.
pub const STAFF: &str = "/staff";
/// Who came in and who read what.
pub const RECORD: &str = "/staff/record";
/// Where staff take in what came by letter.
pub const INTAKE: &str = "/staff/intake";
/// Where a controller reads that the link in the mail is the way in.
pub const CONTROLLER_SIGN_IN: &str = "/controller/sign-in";
/// A controller's inbox.
pub const CONTROLLER: &str = "/controller";
/// The passkeys of a controller's people.
pub const CONTROLLER_KEYS: &str = "/controller/keys";
/// What a browser asks of a new one.
pub const ASK_CONTROLLER_KEY: &str = "/controller/ask/key";
/// The mails of the demonstration.
pub const DEMO_MAIL: &str = "/demo/mail";

/// Under what server functions are reached; no page is.
pub const ACTS: &str = "/do/";
/// The one that chooses a language.
pub const CHOOSE_LANGUAGE: &str = "/do/language";
/// The one that ends a session.
pub const END_SESSION: &str = "/do/sign-out";
/// How the server functions begin that need no session: to file, to ask for a code and enter it, to come in.
pub const OPEN_ACTS: &[&str] = &[
    "/do/file/",
    "/do/return",
    "/do/code",
    "/do/controller/link",
    "/do/controller/passkey",
    "/do/staff/sign-in",
    "/do/staff/passkey",
    "/do/staff/invitation",
];
/// The server functions that take files, and so larger bodies than any form.
pub const TAKES_UPLOADS: &[&str] = &[
    GATHER,
    "/do/requests/say",
    "/do/requests/document",
    "/do/staff/intake",
    "/do/file/represented",
    "/do/file/proof",
    "/do/staff/hear",
    "/do/staff/act/finish",
];
/// The one of them that takes documents of any size that memory need not hold.
pub const GATHER: &str = "/do/staff/gather";

/// Entries of the log below a place; of one request, who read it.
pub fn record(of: Option<&Reference>, below: Option<i64>) -> String {
    let of = of.map(|reference| format!("request={reference}"));
    let query: Vec<_> = of.into_iter().chain(below.map(|place| format!("below={place}"))).collect();
    if query.is_empty() { RECORD.to_owned() } else { format!("{RECORD}?{}", query.join("&")) }
}

/// The page of a question.
pub fn question(question: Question) -> String {
    match question {
        Question::About => FILE.to_owned(),
        Question::Represented => "/file/represented".to_owned(),
        Question::Relationship => "/file/relationship".to_owned(),
        Question::Signing => "/file/signing".to_owned(),
        Question::Rights => "/file/rights".to_owned(),
        Question::Ask(ask) => format!("/file/ask/{}", ask.code()),
        Question::Contact => "/file/contact".to_owned(),
        Question::Check => "/file/check".to_owned(),
    }
}

/// The page of a request, for its data subject.
pub fn request(reference: &Reference) -> String {
    format!("{REQUESTS}/{reference}")
}

/// An account of staff, for administrators.
pub fn person(id: domain::ids::StaffId) -> String {
    format!("{PEOPLE}/{id}")
}

/// A controller of the register, for staff.
pub fn registered(id: domain::ids::ControllerId) -> String {
    format!("{CONTROLLERS}/{id}")
}

/// A passkey or security key of one's own.
pub fn key(id: domain::ids::KeyId) -> String {
    format!("{KEYS}/{id}")
}

/// To a provider of OpenID Connect, to sign in as staff.
pub fn with_provider(provider: &str) -> String {
    format!("/staff/with/{provider}")
}

/// To one, to link one's account with it.
pub fn link_provider(provider: &str) -> String {
    format!("{ACCOUNT}/with/{provider}")
}

/// To one, to show who one is.
pub fn show_eid(reference: &Reference, provider: &str) -> String {
    format!("{REQUESTS}/{reference}/with/{provider}")
}

/// Where one more of this kind is set up.
pub fn new_key(kind: KeyKind) -> String {
    format!("{KEYS}/add/{}", kind.code())
}

/// What a browser asks of a key that is to be the first second factor.
pub fn ask_first_key(kind: KeyKind) -> String {
    format!("/staff/ask/first/{}", kind.code())
}

/// What it asks of one more.
pub fn ask_new_key(kind: KeyKind) -> String {
    format!("/staff/ask/new/{}", kind.code())
}

/// What staff took in together with this request.
pub fn taken_in(reference: &Reference) -> String {
    format!("{STAFF}/requests/{reference}/taken-in")
}

/// A file of an answer, by its path within the package.
pub fn file(reference: &Reference, path: &str) -> String {
    format!("{REQUESTS}/{reference}/files/{path}")
}

/// A file that a data subject sent, for its sender.
pub fn attachment(reference: &Reference, id: uuid::Uuid) -> String {
    format!("{REQUESTS}/{reference}/attachments/{id}")
}

/// Where a person gives the facts that were asked.
pub fn facts(reference: &Reference) -> String {
    format!("{REQUESTS}/{reference}/facts")
}

/// Where a person sends the identity document that was asked for.
pub fn send_document(reference: &Reference) -> String {
    format!("{REQUESTS}/{reference}/document")
}

/// How to cover it with paper, to print.
pub fn cover_sheet(reference: &Reference) -> String {
    format!("{REQUESTS}/{reference}/document/sheet")
}

/// A copy of an identity document, for staff.
pub fn document(reference: &Reference, id: domain::ids::DocumentId) -> String {
    format!("{STAFF}/requests/{reference}/documents/{id}")
}

/// The same for staff.
pub fn staff_attachment(reference: &Reference, id: uuid::Uuid) -> String {
    format!("{STAFF}/requests/{reference}/attachments/{id}")
}

/// A file that shows that an act was done.
pub fn proof(reference: &Reference, id: uuid::Uuid) -> String {
    format!("{STAFF}/requests/{reference}/proofs/{id}")
}

/// That a request takes longer, as a letter to print.
pub fn extension_letter(reference: &Reference) -> String {
    format!("{STAFF}/requests/{reference}/extension")
}

/// That a restriction ends, as a letter to print.
pub fn lifting_letter(reference: &Reference) -> String {
    format!("{STAFF}/requests/{reference}/lifting")
}

/// The answer, as a letter to print.
pub fn answer_letter(reference: &Reference) -> String {
    format!("{STAFF}/requests/{reference}/letter")
}

/// The question that waits for a reply, as a letter to print.
pub fn question_letter(reference: &Reference) -> String {
    format!("{STAFF}/requests/{reference}/question")
}

/// That a request was received, with the proof that the log has it.
pub fn receipt(reference: &Reference) -> String {
    format!("{REQUESTS}/{reference}/receipt.json")
}

/// All files of an answer together.
pub fn whole_answer(reference: &Reference) -> String {
    format!("{REQUESTS}/{reference}/package.zip")
}

/// The page on which a signer says which organisations are meant.
pub fn organisations(filing: FilingId) -> String {
    format!("/filings/{filing}/organisations")
}

/// Where a trouble of ours is told by its number alone.
pub fn trouble(number: &str) -> String {
    format!("/trouble/{number}")
}
