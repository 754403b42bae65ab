//! The clocks of the law: which day a period ends on, and why.
//!
//! A request is answered within one month of its receipt (GDPR Art. 12(3)). How such a month is counted stands in
//! Regulation (EEC, Euratom) No 1182/71; which days extend it, in the lists that its Art. 2(1) has published.
//!
//! * [`place`]: where a controller is: the Member State whose holidays count, the time zone whose midnight counts.
//! * [`calendar`]: the public holidays, as data with years; a year without a list is never an empty list.
//! * [`holiday`]: one list of them.
//! * [`roll`](mod@roll): how a period that ends on a free day moves on, and where its last day ends.
//! * [`deadline`]: the month, the processor's own working days, and whether an act is in time.
//! * [`policy`]: what the law leaves open, as switches with defaults.
//! * [`rules`]: the period with everything that can move its end: a pause for identity, an extension.
//! * [`term`]: what these need to know, and what they say.
//! * [`assess`]: a whole history judged.
//! * [`cases`]: files of cases with expected results, computed anew.
//! * [`breach`]: the hours within which a breach is notified.
//! * [`retention`]: how long something is kept, and by when it is gone.
//! * [`exemption`]: the exemptions of national law, as data.
//! * [`validity`]: from when until when a rule holds, and how certain it is.
//! * [`rulebook`]: every rule as a row: since when, how certain, and what decides it.
//! * [`trace`]: the explanation of every computed date, as codes that the portal renders as sentences.
//!
//! Every date comes in two strengths. The portal shows a *provisional* one, counted without holidays, when the list of a
//! year is not published yet; [`Deadline::firm`](deadline::Deadline::firm) makes that an error. Both are one computation.

pub mod assess;
mod authorities;
pub mod breach;
pub mod calendar;
pub mod cases;
pub mod deadline;
pub mod exemption;
mod file;
mod ground;
pub mod holiday;
pub mod place;
pub mod policy;
pub mod retention;
pub mod roll;
pub mod rulebook;
pub mod rules;
pub mod term;
pub mod trace;
pub mod validity;

pub use authorities::{Authorities, Authority};
pub use calendar::{Calendar, MissingList};
pub use deadline::{Deadline, LawError, month_from, provisional_month_from, working_days_after};
pub use exemption::{Exemption, ExemptionId, Exemptions, Invoked};
pub use file::{CalendarError, ListMistake};
pub use ground::Ground;
pub use place::{MemberState, Place, PlaceError, local_date};
pub use policy::{ClockPolicy, ExtensionGround, ExtensionReading, ExtensionRefusal, FurtherMonths, RelayStart};
pub use rules::Rules;
pub use term::{Facts, IdentityAct, Term};
pub use trace::Step;
