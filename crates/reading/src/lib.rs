//! What a card or a code says, and how sure that is.
//!
//! ```text
//! picture ─ read_codes ───────────► Payload ─ read_code ─► CodeReading        (answers by the author's names)
//! camera ─ Frame ─ Parts::look ───────┤
//! scanner that types ─ Scanner::hear ─┤
//! scanner's bytes ─ from_bytes ───────┘
//! fields of a card (JSON) ─ read_card ─► CardReading
//! chip of a card ─ chip::open ─► read(Pin) ─┘
//! ```
//!
//! No camera, no file: bytes come in, readings go out. Nothing that arrives here can make it panic, and three things
//! never leave it: 個人番号, the 臓器提供 field, and the picture. What was not understood is not dropped: it is
//! listed as [`Unread`](kakanai_domain::card::Unread), so that a person can see it.

pub mod address;
pub mod card;
pub mod chip;
pub mod code;
mod csv;
pub mod day;
mod error;
pub mod face;
pub mod handover;
mod number;
mod parts;
pub mod person;
mod places;
pub mod profile;
pub mod qr;
pub mod scanner;
mod second;
mod symbol;
mod width;

pub use card::read as read_card;
pub use code::{CodeReading, read_code};
pub use error::ReadError;
pub use handover::{HandedOver, HandoverError};
pub use parts::Parts;
pub use profile::Profile;
pub use qr::{Encoding, Payload, read_codes};
pub use symbol::Frame;
