use super::draft::given;
use super::fault::{missing_unless, optional, represented_email_fault, required};
use super::{
    About, Answer, Ask, Contact, Fault, Field, Filing, LINE_MAX, Mailbox, Matter, Pick, Problem, Represented, Signing,
    TEXT_MAX,
};
use crate::law::MemberState;
use crate::words::{Channel, Language, Relationship, Right, words};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// Longest postal address taken, in characters.
pub const ADDRESS_MAX: usize = 500;
/// The day from which there are requests under the regulation (Art. 99(2)).
const FIRST_DAY: Date = date(2018, 5, 25);

words! {
    /// How somebody who did not come through the portal is answered.
    Reply {
        /// By letter, to a postal address.
        Letter = "letter",
        /// In the portal, once they show there that the mailbox is theirs.
        Portal = "portal",
    }
}

/// What staff put down of a request that came by letter, e-mail, phone or at the counter; not yet judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intake {
    /// How it came.
    pub channel: Option<Channel>,
    /// The day on which it was received, if what was typed is one.
    pub received: Option<Date>,
    /// Whether anything was typed as that day.
    pub is_day_given: bool,
    /// Whose data it is about.
    pub about: Option<About>,
    /// The name of the person for whom somebody else asks.
    pub represented_name: String,
    /// That person's mailbox, if it is known. Nobody showed that it is theirs.
    pub represented_email: String,
    /// How the person stands to the operator.
    pub relationship: Option<Relationship>,
    /// The organisation for which a signer signed.
    pub organisation: String,
    /// The reference on the signed document.
    pub document: String,
    /// The person's name.
    pub name: String,
    /// How they are answered.
    pub reply: Option<Reply>,
    /// Their postal address.
    pub address: String,
    /// Their mailbox. Nobody showed that it is theirs.
    pub email: String,
    /// The number under which the operator knows the customer.
    pub customer_number: String,
    /// In which language they are answered.
    pub language: Option<Language>,
    /// The code of the country, or anything else for one outside the European Economic Area.
    pub country: String,
    /// The rights that they exercise.
    pub rights: Vec<Right>,
    /// What they say about each, in their own words.
    pub words: BTreeMap<Right, String>,
    /// Whether they object to direct marketing (Art. 21(2)).
    pub is_against_marketing: bool,
}

/// How and when a filing came that staff took in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// How.
    pub channel: Channel,
    /// On which day, where the operator is. The deadline counts from it (Art. 12(3)).
    pub day: Date,
}

impl Intake {
    /// Judges the whole. `today` is the day where the operator is.
    ///
    /// # Errors
    /// Every fault, in the order of the page.
    pub fn complete(&self, today: Date) -> Result<(Receipt, Filing), Vec<Fault>> {
        let faults = self.faults(today);
        let (Some(channel), Some(day), Some(about), Some(relationship), Some(language), []) =
            (self.channel, self.received, self.about, self.relationship, self.language, faults.as_slice())
        else {
            return Err(faults);
        };
        let is_signer = relationship.is_processed_for_others();
        let contact = Contact {
            name: self.name.trim().to_owned(),
            email: Mailbox::parse(&self.email).ok(),
            address: given(&self.address).filter(|_| self.reply == Some(Reply::Letter)),
            customer_number: given(&self.customer_number).filter(|_| relationship == Relationship::Customer),
            language,
            country: MemberState::all().find(|state| state.code() == self.country),
            represented: Represented::of(about, &self.represented_name, &self.represented_email),
        };
        let signing = Signing { organisation: given(&self.organisation), document: given(&self.document) };
        let signing = if is_signer { signing } else { Signing::default() };
        let requests = self.chosen().map(|right| (right, self.matter(right))).collect();
        Ok((Receipt { channel, day }, Filing { relationship, contact, signing, requests }))
    }

    fn faults(&self, today: Date) -> Vec<Fault> {
        let is_letter = self.reply == Some(Reply::Letter);
        let is_represented = matches!(self.about, Some(About::Other(_)));
        let faults = [
            missing_unless(self.channel.is_some_and(Channel::is_taken_in_by_staff), Field::Channel),
            self.day_fault(today),
            required(Field::Name, &self.name, LINE_MAX),
            missing_unless(self.about.is_some(), Field::About),
            required(Field::RepresentedName, &self.represented_name, LINE_MAX).filter(|_| is_represented),
            represented_email_fault(&self.represented_email).filter(|_| is_represented),
            missing_unless(self.relationship.is_some(), Field::Relationship),
            optional(Field::Organisation, &self.organisation, LINE_MAX),
            optional(Field::Document, &self.document, LINE_MAX),
            optional(Field::CustomerNumber, &self.customer_number, LINE_MAX),
            missing_unless(self.reply.is_some(), Field::Reply),
            if is_letter { required(Field::Address, &self.address, ADDRESS_MAX) } else { None },
            self.email_fault(),
            missing_unless(self.language.is_some(), Field::Language),
            missing_unless(self.chosen().next().is_some(), Field::Rights),
        ];
        let words = self.chosen().map(|right| optional(Field::Words(right), self.words(right), TEXT_MAX));
        faults.into_iter().chain(words).flatten().collect()
    }

    fn day_fault(&self, today: Date) -> Option<Fault> {
        day_fault(self.received, self.is_day_given, FIRST_DAY, today)
    }

    /// It is needed only where it is the way to answer.
    fn email_fault(&self) -> Option<Fault> {
        let problem = Mailbox::parse(&self.email).err()?;
        let is_owed = self.reply == Some(Reply::Portal) || problem != Problem::Missing;
        is_owed.then_some(Fault { field: Field::Email, problem })
    }

    fn chosen(&self) -> impl Iterator<Item = Right> + '_ {
        Right::ALL.iter().copied().filter(|right| self.rights.contains(right))
    }

    fn words(&self, right: Right) -> &str {
        self.words.get(&right).map_or("", String::as_str)
    }

    fn matter(&self, right: Right) -> Matter {
        let marketing = Answer { ask: Ask::ObjectTo, answer: Pick::DirectMarketing.code().to_owned() };
        let marketing = (right == Right::Objection && self.is_against_marketing).then_some(marketing);
        let own = Matter::in_own_words(right, self.words(right));
        marketing.into_iter().chain(own.answers().iter().cloned()).collect()
    }
}

/// What is wrong with a day of receipt from `first` to `today`; `is_given` tells what is no day from what was left out.
pub(super) fn day_fault(day: Option<Date>, is_given: bool, first: Date, today: Date) -> Option<Fault> {
    let problem = match day {
        None if is_given => Problem::NotADay,
        None => Problem::Missing,
        Some(day) if day > today => Problem::InFuture,
        Some(day) if day < first => Problem::TooEarly,
        Some(_) => return None,
    };
    Some(Fault { field: Field::Received, problem })
}
