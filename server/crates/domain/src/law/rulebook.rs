//! The rules R1 to R30 as rows: what each says, where it stands, since when, how certain it is, and, where it is
//! contested, what decides it. A rule that changes on a date is a new row here and in the table that computes it.
//!
//! Numbers that are computed with stand in the engine: [`BREACH_RULES`](super::breach::BREACH_RULES) and
//! [`RETENTION_RULES`](super::retention::RETENTION_RULES) as rows of their own, the switches in
//! [`ClockPolicy`](super::ClockPolicy) and [`BreachPolicy`](super::breach::BreachPolicy). Tests hold both together.

use jiff::civil::{Date, date};

use super::validity::{Certainty, Since, Validity};

/// A rule, or the contested part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleRow {
    /// Its number.
    pub number: u8,
    /// What it says, in English.
    pub says: &'static str,
    /// Where it stands: articles of the GDPR unless another act is named; § of EDPB Guidelines 01/2022 likewise.
    pub source: &'static str,
    /// From when until when it holds.
    pub validity: Validity,
    /// How certain it is.
    pub certainty: Certainty,
    /// What decides it, where it is contested.
    pub choice: Option<Choice>,
}

/// What decides a contested rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The name of the policy switch, or of the data.
    pub name: &'static str,
    /// What it is unless somebody chooses otherwise.
    pub default: &'static str,
}

/// The day from which Regulation 1182/71 applies (its Art. 6).
const PERIODS_APPLY: Date = date(1971, 7, 1);
/// The day on which EDPB Guidelines 01/2022 on access were adopted.
const ACCESS_GUIDELINES: Date = date(2023, 3, 28);
/// The day on which EDPB Guidelines 07/2020 on controllers and processors were adopted.
const PROCESSOR_GUIDELINES: Date = date(2021, 7, 7);
/// The day from which Decision (EU) 2021/915 applies.
const CLAUSES_APPLY: Date = date(2021, 6, 27);

/// All rows, by number.
pub const RULEBOOK: [RuleRow; 36] = [
    law(1, "One month from receipt through any official channel, noticed or not", "12(3); §159"),
    law(2, "It ends on the same day number, else on the last day of the month", "Reg. 1182/71 3(2)(c); C-171/03")
        .since(PERIODS_APPLY),
    law(3, "On a Saturday, Sunday or holiday it ends with the next working day", "Reg. 1182/71 3(4); §161")
        .since(PERIODS_APPLY),
    law(4, "Holidays are those of the controller's Member State, as published", "Reg. 1182/71 2(1); C/2025/6771")
        .since(PERIODS_APPLY),
    law(4, "Where a published list is faulty, national law", "public-holidays.json")
        .since(PERIODS_APPLY)
        .contested("counts (in the list)", "as each disputed day says"),
    law(5, "One extension, at most two further months, told with reasons in the first month", "12(3); §162–164"),
    law(5, "Where an extended period ends", "12(3)").contested("extension_reading", "earlier_of_both"),
    law(6, "Effort or size of the company alone never justifies an extension", "§163–164").guidance(ACCESS_GUIDELINES),
    law(7, "A refusal, also in part, within the first month, with reasons and both remedies", "12(4); §193"),
    law(8, "Doubt about identity may stop the month", "12(6); §159").contested("pause_while_identity_unclear", "false"),
    law(8, "How soon it must be asked to stop it", "12(6); §159").contested("identity_ask_within_days", "7"),
    law(9, "Free; fee or refusal only if unfounded or excessive, which the controller proves", "12(5); §175–194"),
    law(10, "A year between requests is never excessive; a fee only for a further copy", "15(3); §185, §28")
        .guidance(ACCESS_GUIDELINES),
    law(11, "Even a first request can be abusive; narrowly, and the controller proves it", "12(5); C-526/24"),
    law(12, "Identity is asked only on reasonable doubt, never of who is signed in", "12(6); §65–73"),
    law(13, "A copy of an identity document is as a rule inappropriate", "§74–79").guidance(ACCESS_GUIDELINES),
    law(14, "No form, channel, signature or reason may be demanded", "§50–57, §167").guidance(ACCESS_GUIDELINES),
    law(15, "Asked electronically, answered electronically, unless asked otherwise", "12(3), 15(3); §151"),
    law(16, "PDF suits access, not portability", "20(1); §156").guidance(ACCESS_GUIDELINES),
    law(17, "Portability only for consent or contract, and automated processing", "20(1)"),
    law(18, "An objection to direct marketing cannot be refused", "21(2)–(3)"),
    law(19, "The person is told before a restriction is lifted", "18(3)"),
    law(20, "After rectification, erasure or restriction each recipient is told", "19"),
    law(20, "By when recipients are told", "19").contested("staff", "no period: the law has none"),
    law(21, "Recipients are named, not categories, unless impossible or excessive", "15(1)(c); C-154/21"),
    law(22, "Not identifiable: 15 to 20 fall away only if shown; further data revive them", "11(2), 12(2)"),
    law(
        23,
        "A processor tells the controller promptly, and answers only if authorised",
        "28(3)(e); Dec. 2021/915, 8(a)",
    )
    .since(CLAUSES_APPLY),
    law(24, "Data held by a processor do not justify an extension", "EDPB 07/2020 §129").guidance(PROCESSOR_GUIDELINES),
    law(24, "Which receipt starts the controller's month", "12(3), 28(3)(e)")
        .contested("relay_start", "earlier_receipt"),
    law(25, "The authority within 72 hours of awareness, later with reasons; register all", "33(1), (2), (5)"),
    law(25, "From when the hours run", "33(1); Reg. 1182/71 3(1)").contested("hour_reading", "elapsed"),
    law(26, "96 hours, and only for a high risk: proposed on 19 November 2025", "33(1), Digital Omnibus")
        .contested("hours", "off: those of the law of the day")
        .proposed(),
    law(27, "Registers of processing with their mandatory fields, a processor's per controller", "30(1), 30(2)"),
    law(28, "An acknowledgement that names the dates is good practice", "§57").guidance(ACCESS_GUIDELINES),
    law(29, "The answer is in a language of the country served", "§142").guidance(ACCESS_GUIDELINES),
    law(30, "No register of requests is required; what is kept is minimal", "5(1)(c), 5(2)"),
];

/// The rows that hold on a day, by number.
pub fn in_force(day: Date) -> impl Iterator<Item = &'static RuleRow> {
    RULEBOOK.iter().filter(move |row| row.validity.holds_on(day))
}

/// A certain rule of the GDPR.
const fn law(number: u8, says: &'static str, source: &'static str) -> RuleRow {
    RuleRow { number, says, source, validity: Validity::GDPR, certainty: Certainty::Certain, choice: None }
}

impl RuleRow {
    const fn since(self, day: Date) -> Self {
        Self { validity: Validity::since(day), ..self }
    }

    const fn guidance(self, adopted: Date) -> Self {
        Self { certainty: Certainty::Guidance, ..self.since(adopted) }
    }

    const fn contested(self, name: &'static str, default: &'static str) -> Self {
        Self { certainty: Certainty::Contested, choice: Some(Choice { name, default }), ..self }
    }

    const fn proposed(self) -> Self {
        Self { validity: Validity::PROPOSED, ..self }
    }

    /// Whether it is not law yet.
    pub fn is_proposed(&self) -> bool {
        self.validity.since == Since::Proposed
    }
}
