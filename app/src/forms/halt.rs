use desk::DeskError;
use desk::conversation::FileFault;
use desk::signin::PasswordFault;
use domain::complaint::Complaint;
use domain::export::{CsvFault, DataFault, JsonFault};
use domain::filing::{Fault, Problem};
use serde::{Deserialize, Serialize};

/// What a page or an act gives, or why it stops.
pub type Result<T> = std::result::Result<T, Halt>;

/// Why a page or an act stops.
#[derive(Debug)]
pub enum Halt {
    /// The person belongs elsewhere: to this path.
    Go(String),
    /// Fields have flaws, each by the name of its form control.
    Flawed(Vec<(String, Flaw)>),
    /// The desk did not do it.
    Desk(DeskError),
}

/// What is wrong with a field. The sentence belongs to [`texts::flaws`](crate::texts::flaws).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// Nothing was given or chosen.
    Missing,
    /// Longer than `max` characters.
    TooLong {
        /// The most that is taken.
        max: usize,
    },
    /// Not a mail address.
    NotAnAddress,
    /// Holds a character that no keyboard gives.
    ControlCharacter,
    /// Not eight digits.
    NotACode,
    /// Not the right one, or not valid any more.
    NotAccepted,
    /// People complain of what was written.
    Caution(Complaint),
    /// A password of too few characters.
    PasswordTooShort,
    /// A password of too many.
    PasswordTooLong,
    /// A password that a program guesses soon.
    PasswordGuessable,
    /// Not JSON.
    JsonSyntax {
        /// The line, from one.
        line: usize,
        /// The column, from one.
        column: usize,
    },
    /// JSON nested too deeply.
    JsonTooDeep,
    /// JSON with nothing in it.
    JsonEmpty,
    /// Not a day.
    NotADate,
    /// A day that has not come yet.
    InFuture,
    /// A day before the regulation applied.
    TooEarly,
    /// A day before what it follows, or that has not come yet.
    OutOfReach,
    /// A file with nothing in it.
    FileEmpty,
    /// A file that is too large.
    FileTooLarge,
    /// Too many files.
    FileTooMany,
    /// A kind of file that is not taken.
    FileKind,
    /// CSV in another encoding than UTF-8.
    CsvNotUtf8 {
        /// The line, from one.
        line: usize,
    },
    /// CSV with a quote out of place.
    CsvQuote {
        /// The line on which the cell begins, from one.
        line: usize,
    },
    /// CSV with a row that is longer or shorter than the first.
    CsvCells {
        /// The line, from one.
        line: usize,
        /// How many cells it has.
        found: usize,
        /// How many the first row has.
        expected: usize,
    },
    /// CSV without a row below the first.
    CsvEmpty,
    /// A file of more than `megabytes`.
    TooLarge {
        /// The most that is taken.
        megabytes: u64,
    },
    /// A file that broke off on its way.
    BrokenOff,
}

impl Halt {
    /// One field has a flaw.
    pub fn flaw(field: &str, flaw: impl Into<Flaw>) -> Self {
        Self::Flawed(vec![(field.to_owned(), flaw.into())])
    }

    /// Something of ours is missing or broken.
    pub fn broken(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Desk(DeskError::internal(cause))
    }
}

/// A text of several lines, if it is one that can be kept: of `max` characters at most, all of which a keyboard gives.
///
/// # Errors
/// The flaw of the field.
pub(crate) fn lines(field: &str, text: &str, max: usize) -> Result<()> {
    let layout = |c: char| matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(|c| c.is_control() && !layout(c)) {
        Err(Halt::flaw(field, Flaw::ControlCharacter))
    } else if text.chars().count() > max {
        Err(Halt::flaw(field, Flaw::TooLong { max }))
    } else {
        Ok(())
    }
}

impl From<DeskError> for Halt {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Faulty(faults) => Self::Flawed(faults.into_iter().map(named).collect()),
            other => Self::Desk(other),
        }
    }
}

impl From<domain::procedure::Refusal> for Halt {
    fn from(refusal: domain::procedure::Refusal) -> Self {
        Self::Desk(refusal.into())
    }
}

/// A fault by the name of its form control.
pub(crate) fn named(fault: Fault) -> (String, Flaw) {
    (fault.field.name().to_owned(), fault.problem.into())
}

impl From<Problem> for Flaw {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Missing => Self::Missing,
            Problem::TooLong { max } => Self::TooLong { max },
            Problem::NotAnAddress => Self::NotAnAddress,
            Problem::ControlCharacter => Self::ControlCharacter,
            Problem::NotADay => Self::NotADate,
            Problem::InFuture => Self::InFuture,
            Problem::TooEarly => Self::TooEarly,
        }
    }
}

impl From<PasswordFault> for Flaw {
    fn from(fault: PasswordFault) -> Self {
        match fault {
            PasswordFault::TooShort => Self::PasswordTooShort,
            PasswordFault::TooLong => Self::PasswordTooLong,
            PasswordFault::Guessable => Self::PasswordGuessable,
        }
    }
}

impl From<FileFault> for Flaw {
    fn from(fault: FileFault) -> Self {
        match fault {
            FileFault::Empty => Self::FileEmpty,
            FileFault::TooLarge => Self::FileTooLarge,
            FileFault::TooMany => Self::FileTooMany,
            FileFault::Kind => Self::FileKind,
        }
    }
}

impl From<DataFault> for Flaw {
    fn from(fault: DataFault) -> Self {
        match fault {
            DataFault::Json(JsonFault::Syntax { line, column }) => Self::JsonSyntax { line, column },
            DataFault::Json(JsonFault::TooDeep) => Self::JsonTooDeep,
            DataFault::Json(JsonFault::Empty) => Self::JsonEmpty,
            DataFault::Csv(CsvFault::NotUtf8 { line }) => Self::CsvNotUtf8 { line },
            DataFault::Csv(CsvFault::Quote { line }) => Self::CsvQuote { line },
            DataFault::Csv(CsvFault::Cells { line, found, expected }) => Self::CsvCells { line, found, expected },
            DataFault::Csv(CsvFault::Empty) => Self::CsvEmpty,
        }
    }
}
