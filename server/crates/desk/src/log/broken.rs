use domain::log::NoteFault;
use thiserror::Error;

/// What does not fit, for the engineer who verifies the log. Entries are numbered from 0, as in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Broken {
    /// An event of a stream.
    #[error("stream {stream}, event {number}: {why}")]
    Event {
        /// The stream.
        stream: String,
        /// Its number in the stream, from 1.
        number: i64,
        /// What does not fit.
        why: Misfit,
    },
    /// A place in the log.
    #[error("entry {0} of the log is missing")]
    Entry(u64),
    /// The hash that was kept, or signed, over some entries.
    #[error("entries {from} to {to} of the log: they are not those of which the hash was {}", if *.is_signed { "signed" } else { "kept" })]
    Entries {
        /// The first of them.
        from: u64,
        /// The last of them.
        to: u64,
        /// Whether the hash is that of a signed checkpoint.
        is_signed: bool,
    },
    /// A stored checkpoint is not what the log signed.
    #[error("the checkpoint over {size} entries: {fault}")]
    Checkpoint {
        /// How many entries it covers.
        size: u64,
        /// What is wrong with it.
        fault: NoteFault,
    },
    /// There are fewer entries than a checkpoint covers.
    #[error("the log has been cut off: it ends before entry {entries}, and a checkpoint covers {size}")]
    Truncated {
        /// How many there are.
        entries: u64,
        /// How many there were.
        size: u64,
    },
    /// What the absence of entries rests on.
    #[error("the pruning of the first {size} entries: {why}")]
    Pruning {
        /// How many entries it let go.
        size: u64,
        /// What does not fit.
        why: PruningMisfit,
    },
    /// The checkpoint that was kept elsewhere is not what the log signed.
    #[error("the checkpoint of the file: {0}")]
    Exported(NoteFault),
    /// The checkpoint that was kept elsewhere is of another past.
    #[error("the log has been rewritten: its first {0} entries are not those of the checkpoint of the file")]
    Rewritten(u64),
    /// The checkpoint that was kept elsewhere is older than what is kept here: nothing is wrong, and nothing shown.
    #[error(
        "the checkpoint of the file covers {size} entries, and the log is kept from entry {from} on, since what is over its \
         time goes: that it began as the file says cannot be shown any more. Everything that is kept fits; verify with a \
         younger checkpoint"
    )]
    Older {
        /// How many entries it covers.
        size: u64,
        /// The first entry that is kept.
        from: u64,
    },
}

/// What does not fit about an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Misfit {
    /// It is not there, and one after it is.
    #[error("it is missing")]
    Missing,
    /// It does not name the hash of the one before it.
    #[error("it does not follow on the one before it")]
    Order,
    /// Its hash is not that of what it says.
    #[error("it was changed: its hash is not that of what it says")]
    Changed,
    /// It is not in the log and does not wait for a place there.
    #[error("the log does not have it")]
    Unlogged,
    /// The log has something else in its place.
    #[error("the log has another event in its place")]
    Exchanged,
    /// The log has it, or was to have it, and it is not there.
    #[error("it was removed: the log knows of it")]
    Removed,
}

/// What does not fit about a pruning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PruningMisfit {
    /// It is not what the log signed: entries went that nobody let go.
    #[error("{0}")]
    Note(NoteFault),
    /// Number or time are not those that were signed.
    #[error("it was signed for another number of entries, or at another time")]
    Exchanged,
    /// The tree would grow on from something else.
    #[error("its edge is not that of the root that was signed")]
    Edge,
    /// The checkpoint of that size is missing, or says another root.
    #[error("its root is not that of a signed checkpoint")]
    Checkpoint,
    /// Streams would go on from something else.
    #[error("the streams that it cut end otherwise than was signed")]
    Cuts,
}

impl Broken {
    /// The code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Event { why, .. } => why.code(),
            Self::Entry(_) => "log_entry",
            Self::Entries { .. } => "log_entries",
            Self::Checkpoint { .. } => "log_checkpoint",
            Self::Truncated { .. } => "log_truncated",
            Self::Exported(_) => "log_exported",
            Self::Rewritten(_) => "log_rewritten",
            Self::Pruning { why, .. } => why.code(),
            Self::Older { .. } => "log_older",
        }
    }
}

impl PruningMisfit {
    /// The code of the error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Note(_) => "pruning_note",
            Self::Exchanged => "pruning_exchanged",
            Self::Edge => "pruning_edge",
            Self::Checkpoint => "pruning_checkpoint",
            Self::Cuts => "pruning_cuts",
        }
    }
}

impl Misfit {
    /// The code of the error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "event_missing",
            Self::Order => "event_order",
            Self::Changed => "event_changed",
            Self::Unlogged => "event_unlogged",
            Self::Exchanged => "event_exchanged",
            Self::Removed => "event_removed",
        }
    }
}
