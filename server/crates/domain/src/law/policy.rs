//! What the law leaves open: typed switches, each with a documented default, never a silent choice.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The operator's reading of the points of Art. 12 that are contested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClockPolicy {
    /// Whether the month stands still while the person was asked who they are (Art. 12(6) is silent; EDPB Guidelines
    /// 01/2022 §159 let it, if asked without undue delay). Default: no, which can only make an answer early.
    pub pause_while_identity_unclear: bool,
    /// Within how many days after receipt the question must be asked to stop the month. Default: 7, a number of ours for
    /// "without undue delay".
    pub identity_ask_within_days: u16,
    /// How an extended period is counted (Art. 12(3)). Default: the earlier of both readings.
    pub extension_reading: ExtensionReading,
    /// Which receipt starts a controller's month when a processor received the request. Default: the earlier.
    pub relay_start: RelayStart,
}

impl Default for ClockPolicy {
    fn default() -> Self {
        Self {
            pause_while_identity_unclear: false,
            identity_ask_within_days: 7,
            extension_reading: ExtensionReading::default(),
            relay_start: RelayStart::default(),
        }
    }
}

/// How "extended by two further months" (Art. 12(3)) is counted; they differ where the first month ends early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionReading {
    /// Both are computed and the earlier day is taken.
    #[default]
    EarlierOfBoth,
    /// One period from receipt: 31 January and three months give 30 April.
    ThreeMonthsFromReceipt,
    /// The further months run from the end of the first: 31 January, 28 February, 28 April.
    OnePlusTwo,
}

impl ExtensionReading {
    /// Every reading.
    pub const ALL: [Self; 3] = [Self::EarlierOfBoth, Self::ThreeMonthsFromReceipt, Self::OnePlusTwo];

    /// The reading of this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.code() == code)
    }

    /// Its code: the key of its text.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EarlierOfBoth => "earlier_of_both",
            Self::ThreeMonthsFromReceipt => "three_months_from_receipt",
            Self::OnePlusTwo => "one_plus_two",
        }
    }
}

/// Which receipt starts the controller's month when a processor received the request: open law (Art. 12(3), 28(3)(e);
/// EDPB Guidelines 07/2020 §129).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelayStart {
    /// Whichever comes first: nobody is late under either view.
    #[default]
    EarlierReceipt,
    /// The processor's, as an official channel of the controller.
    ProcessorReceipt,
    /// The controller's own.
    ControllerReceipt,
}

impl RelayStart {
    /// The instant from which the controller's month runs; `None` while the controller has not received the request and
    /// only that counts. Both receipts are shown wherever the result is.
    pub fn instant(self, processor: Timestamp, controller: Option<Timestamp>) -> Option<Timestamp> {
        match self {
            Self::EarlierReceipt => Some(controller.map_or(processor, |own| own.min(processor))),
            Self::ProcessorReceipt => Some(processor),
            Self::ControllerReceipt => controller,
        }
    }
}

/// A reason given for an extension (Art. 12(3)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionGround {
    /// The complexity of the request.
    Complexity,
    /// The number of the requests.
    NumberOfRequests,
    /// Anything else: effort, the size of the organisation, data that a processor holds. None of it extends
    /// (EDPB Guidelines 01/2022 §163–164; 07/2020 §129).
    #[serde(other)]
    NotInTheLaw,
}

impl ExtensionGround {
    /// Whether Art. 12(3) knows this ground.
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Complexity | Self::NumberOfRequests)
    }
}

/// By how much a period is extended: at most two further months (Art. 12(3)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FurtherMonths {
    /// One further month.
    One,
    /// Two further months.
    Two,
}

impl FurtherMonths {
    /// From a number, if it is 1 or 2.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::One),
            2 => Some(Self::Two),
            _ => None,
        }
    }

    /// As a number.
    pub const fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

/// Why a period is not extended (Art. 12(3)), tested in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionRefusal {
    /// It was extended before: once is all.
    #[error("the period was extended before (Art. 12(3))")]
    AlreadyExtended,
    /// Neither one nor two months.
    #[error("a period is extended by one or two months (Art. 12(3))")]
    BadMonths,
    /// No reason given.
    #[error("an extension needs a reason (Art. 12(3))")]
    NoGrounds,
    /// None of the reasons is in the law.
    #[error("only complexity and the number of requests extend a period (Art. 12(3))")]
    GroundNotAllowed,
    /// The person was to be told within the first month.
    #[error("the first month is over (Art. 12(3))")]
    AfterFirstMonth,
}

impl ExtensionRefusal {
    /// Its code: the key of its text.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AlreadyExtended => "already_extended",
            Self::BadMonths => "bad_months",
            Self::NoGrounds => "no_grounds",
            Self::GroundNotAllowed => "ground_not_allowed",
            Self::AfterFirstMonth => "after_first_month",
        }
    }
}
