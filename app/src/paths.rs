//! Where everything is. A path never holds personal data: references and ids are pseudonyms.

use domain::filing::Question;
use domain::ids::FilingId;
use domain::reference::Reference;

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
/// Where the links of invitations lead.
pub const INVITATION: &str = "/staff/invitation";
/// Where an administrator invites somebody.
pub const INVITE: &str = "/staff/people/invite";
/// The accounts of staff.
pub const PEOPLE: &str = "/staff/people";
/// The queue.
pub const STAFF: &str = "/staff";
/// Where staff take in what came by letter.
pub const INTAKE: &str = "/staff/intake";
/// Where a controller reads that the link in the mail is the way in.
pub const CONTROLLER_SIGN_IN: &str = "/controller/sign-in";
/// A controller's inbox.
pub const CONTROLLER: &str = "/controller";
/// The mails of the demonstration.
pub const DEMO_MAIL: &str = "/demo/mail";

/// Under what server functions are reached; no page is.
pub const ACTS: &str = "/do/";
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
