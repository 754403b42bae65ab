use super::FORM;
use crate::forms::{Form, Received, day};
use crate::kit::REMOVE;
use crate::paths;
use desk::conversation::Upload;
use domain::filing::{About, Intake, Reply};
use domain::words::{Channel, Language, Relationship, Right};
use uuid::Uuid;

/// What the form held.
pub(super) struct Given {
    pub(super) form: Form,
    pub(super) number: String,
    pub(super) intake: Intake,
    pub(super) scans: Vec<Upload>,
    /// The held scan that is to be taken out, if that is what was pressed.
    pub(super) taken_out: Option<Uuid>,
}

/// The name of a form control. It says apart what staff write of somebody from what people write of themselves: what is
/// wrong with it is said otherwise.
pub(super) fn control(field: &str) -> String {
    format!("intake_{field}")
}

/// The control of what is said about a right.
pub(super) fn words(right: Right) -> String {
    control(domain::filing::Field::Words(right).name())
}

impl Given {
    pub(super) fn of(received: Received) -> Self {
        let text = |name: &str| received.first(&control(name)).to_owned();
        let day_given = text("received");
        let rights = received.all(&control("rights[]"));
        let intake = Intake {
            channel: Channel::from_code(&text("channel")),
            received: day(&day_given),
            is_day_given: !day_given.trim().is_empty(),
            about: About::from_code(&text("about")),
            represented_name: text("represented_name"),
            represented_email: text("represented_email"),
            relationship: Relationship::from_code(&text("relationship")),
            organisation: text("organisation"),
            document: text("document"),
            name: text("name"),
            reply: Reply::from_code(&text("reply")),
            address: text("address"),
            email: text("email"),
            customer_number: text("customer_number"),
            language: Language::from_code(&text("language")),
            country: text("country"),
            rights: rights.iter().filter_map(|code| Right::from_code(code)).collect(),
            words: Right::ALL.iter().map(|right| (*right, received.first(&words(*right)).to_owned())).collect(),
            is_against_marketing: !text("marketing").is_empty(),
        };
        let form = Form::new(FORM, paths::INTAKE);
        let taken_out = received.first(REMOVE).parse().ok();
        let typed = received.values.iter().filter(|(name, _)| *name != REMOVE);
        let form = typed.fold(form, |form, (name, values)| form.with_all(name.trim_end_matches("[]"), values.clone()));
        Self { form, number: received.first("number").to_owned(), intake, scans: received.files, taken_out }
    }
}
