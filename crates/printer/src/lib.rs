//! From PDF bytes to paper: a printer that speaks IPP, a CUPS queue, or a file.
//!
//! [`print`] asks the printer, sends once and follows the job until it knows how it ended. What it concludes from what
//! it sees is [`follow`], a pure function. **Nothing is ever sent a second time by itself**: where it cannot know what
//! came out, the print ends as [`End::Doubtful`] and a person looks.

mod answer;
mod check;
mod client;
mod follow;
mod media;
mod print;
mod queue;
mod save;
mod sentences;
mod trouble;

pub use answer::{JobSeen, JobState, PrinterSeen, PrinterState};
pub use check::{Obstacle, Refusal, check};
pub use follow::{Act, Doubt, End, Observation, Patience, Progress, Stage, Stop, follow};
pub use media::Media;
pub use print::{Order, print};
pub use save::save;
pub use trouble::Trouble;
