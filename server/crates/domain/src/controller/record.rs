use super::{DeliveryChannel, Endpoint, Mandates, Processing, PublicKey, RecordFault, Term};
use crate::law::{Calendar, MemberState};
use crate::words::{Language, words};
use jiff::civil::Date;
use std::collections::BTreeMap;

words! {
    /// A field of the register, under the name that it has in files.
    Field {
        /// What identifies the controller: its register number, or a number of the operator's own.
        Number = "number",
        /// Its name.
        Name = "name",
        /// The member state whose holidays count for it.
        MemberState = "member_state",
        /// The language in which it is written to.
        Language = "language",
        /// The mailbox to which its notices go.
        Email = "email",
        /// Whether signers may read its name.
        MayName = "may_name_controller",
        /// Whether it authorised an index of its signers (Art. 28(3)(a)).
        IndexAuthorised = "index_authorised",
        /// How it was asked whether the mailbox is its own.
        ContactChecked = "contact_checked",
        /// What may be done for it, by right.
        Mandates = "mandates",
        /// How it wants to hear of requests.
        Channel = "channel",
        /// Where its own software takes them.
        Endpoint = "endpoint",
        /// By which key that signs.
        PublicKey = "public_key",
        /// Under which name the contract is found (Art. 28(3)).
        ContractReference = "contract_reference",
        /// The first day of the contract.
        ContractStart = "contract_start",
        /// Its last day.
        ContractEnd = "contract_end",
        /// The categories of processing done for it (Art. 30(2)(b)).
        Categories = "processing_categories",
        /// Transfers to third countries (Art. 30(2)(c)).
        Transfers = "third_country_transfers",
        /// The security measures (Art. 30(2)(d)).
        Security = "security_measures",
    }
}

impl Field {
    /// Whether every file must have it. What a file does not have stays as it is known.
    pub fn is_required(self) -> bool {
        self <= Self::IndexAuthorised
    }
}

/// What is said of a controller, as text, by field.
pub type Fields = BTreeMap<Field, String>;

/// A controller as the register knows it, but for its contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What identifies it.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The member state whose holidays count for it.
    pub member_state: MemberState,
    /// The language in which it is written to.
    pub language: Language,
    /// Whether signers may read its name.
    pub may_name: bool,
    /// Whether it authorised an index of its signers (Art. 28(3)(a)).
    pub index_authorised: bool,
    /// What may be done for it.
    pub mandates: Mandates,
    /// How it wants to hear of requests.
    pub channel: DeliveryChannel,
    /// Where its own software takes them; always there when the channel is that.
    pub endpoint: Option<Endpoint>,
    /// By which key that signs.
    pub public_key: Option<PublicKey>,
    /// Under which name the contract is found.
    pub contract: String,
    /// For how long it runs.
    pub term: Term,
    /// What is processed for it.
    pub processing: Processing,
}

impl Record {
    /// Reads it from texts that are trimmed. What is not there is empty, and then as if nobody ever said it.
    ///
    /// # Errors
    /// The first fault.
    pub fn parse(fields: &Fields) -> Result<Self, RecordFault> {
        let text = |field| fields.get(&field).map(String::as_str).unwrap_or_default();
        if let Some(field) = Field::ALL.iter().find(|field| text(**field).chars().any(is_unshowable)) {
            return Err(RecordFault::Unshowable(*field));
        }
        let channel = match text(Field::Channel) {
            "" => DeliveryChannel::Mail,
            code => DeliveryChannel::from_code(code).ok_or_else(|| RecordFault::Channel(code.to_owned()))?,
        };
        let endpoint = said(text(Field::Endpoint)).map(str::parse::<Endpoint>).transpose()?;
        if channel == DeliveryChannel::Http && endpoint.is_none() {
            return Err(RecordFault::EndpointMissing);
        }
        let full = |field| said(text(field)).map(str::to_owned).ok_or(RecordFault::Empty(field));
        let day = |field| said(text(field)).map(|text| date(field, text)).transpose();
        Ok(Self {
            number: full(Field::Number)?,
            name: full(Field::Name)?,
            member_state: member_state(text(Field::MemberState))?,
            language: language(text(Field::Language))?,
            may_name: yes(Field::MayName, text(Field::MayName))?,
            index_authorised: yes(Field::IndexAuthorised, text(Field::IndexAuthorised))?,
            mandates: text(Field::Mandates).parse()?,
            channel,
            endpoint,
            public_key: said(text(Field::PublicKey)).map(str::parse).transpose()?,
            contract: text(Field::ContractReference).to_owned(),
            term: Term::new(day(Field::ContractStart)?, day(Field::ContractEnd)?)?,
            processing: Processing {
                categories: text(Field::Categories).to_owned(),
                transfers: text(Field::Transfers).to_owned(),
                security: text(Field::Security).to_owned(),
            },
        })
    }

    /// The same as texts, from which it is read again; empty where nothing is said.
    pub fn fields(&self) -> Fields {
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Fields::from([
            (Field::Number, self.number.clone()),
            (Field::Name, self.name.clone()),
            (Field::MemberState, self.member_state.code().to_owned()),
            (Field::Language, self.language.code().to_owned()),
            (Field::MayName, yes(self.may_name)),
            (Field::IndexAuthorised, yes(self.index_authorised)),
            (Field::Mandates, self.mandates.to_string()),
            (Field::Channel, self.channel.code().to_owned()),
            (Field::Endpoint, self.endpoint.as_ref().map(ToString::to_string).unwrap_or_default()),
            (Field::PublicKey, self.public_key.map(|key| key.to_string()).unwrap_or_default()),
            (Field::ContractReference, self.contract.clone()),
            (Field::ContractStart, day(self.term.start())),
            (Field::ContractEnd, day(self.term.end())),
            (Field::Categories, self.processing.categories.clone()),
            (Field::Transfers, self.processing.transfers.clone()),
            (Field::Security, self.processing.security.clone()),
        ])
    }

    /// Whether there may be an index of its signers: it is processing for the controller, so not without its instruction,
    /// nor after the contract (Art. 28(3)(a) and (g)).
    pub fn may_index(&self, today: Date) -> bool {
        self.index_authorised && !self.term.is_over(today)
    }
}

fn said(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// PostgreSQL refuses a NUL, and terminals obey escapes.
fn is_unshowable(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn member_state(code: &str) -> Result<MemberState, RecordFault> {
    let state = MemberState::parse(code)?;
    if Calendar::bundled().knows(state) { Ok(state) } else { Err(RecordFault::State(code.to_owned())) }
}

fn language(code: &str) -> Result<Language, RecordFault> {
    Language::from_code(&code.to_lowercase()).ok_or_else(|| RecordFault::Language(code.to_owned()))
}

fn date(field: Field, text: &str) -> Result<Date, RecordFault> {
    text.parse().map_err(|_| RecordFault::Date { field, text: text.to_owned() })
}

/// Yes and no, as people write them into spreadsheets.
fn yes(field: Field, text: &str) -> Result<bool, RecordFault> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" | "" => Ok(false),
        _ => Err(RecordFault::YesOrNo { field, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests;
