//! The reader of chips, through PC/SC: a thread tells what lies on it.
//!
//! Nothing is remembered between a card's arrival and its reading but that it is there; the reading connects anew, exclusively.

use std::ffi::CString;
use std::thread;
use std::time::Duration;

use kakanai_domain::card::CardReading;
use kakanai_reading::chip::{Chip, ChipError, Gone, Pin, open};
use pcsc::{
    Card, Context, Disposition, MAX_BUFFER_SIZE, PNP_NOTIFICATION, Protocols, ReaderState, Scope, ShareMode,
    State,
};
use zeroize::Zeroizing;

use crate::chip::ChipEvent;
use crate::model::Report;
use crate::outside::Tell;

/// How long the thread waits for something to happen before it looks again by itself.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it waits where the service of the system does not run.
const REST: Duration = Duration::from_secs(3);

struct Connected(Card);

impl Chip for Connected {
    fn send(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, Gone> {
        let mut room = Zeroizing::new([0; MAX_BUFFER_SIZE]);
        let answer = self.0.transmit(command, &mut *room).map_err(|_| Gone)?;
        Ok(Zeroizing::new(answer.to_vec()))
    }
}

fn connect(context: &Context, reader: &CString) -> Result<Connected, Gone> {
    let card = context.connect(reader, ShareMode::Exclusive, Protocols::ANY);
    card.map(Connected).map_err(|_| Gone)
}

/// Leaves the card as if nobody had shown it a PIN.
fn release(card: Connected) {
    card.0.disconnect(Disposition::ResetCard).ok();
}

/// Tells, from a thread of its own, which cards come and go.
pub fn watch(tell: Tell) {
    thread::spawn(move || {
        loop {
            if let Ok(context) = Context::establish(Scope::User) {
                // Ends when the service does.
                look(&context, &tell).ok();
            }
            thread::sleep(REST);
        }
    });
}

fn look(context: &Context, tell: &Tell) -> Result<(), pcsc::Error> {
    let mut readers = vec![ReaderState::new(PNP_NOTIFICATION(), State::UNAWARE)];
    loop {
        renew(&mut readers, context)?;
        match context.get_status_change(PATIENCE, &mut readers) {
            Ok(()) => {}
            Err(pcsc::Error::Timeout) => continue,
            Err(error) => return Err(error),
        }
        for reader in &mut readers {
            let (before, now) = (reader.current_state(), reader.event_state());
            reader.sync_current_state();
            if reader.name() == PNP_NOTIFICATION() || now.intersects(State::UNKNOWN) {
                continue;
            }
            let (was_there, is_there) = (before.contains(State::PRESENT), now.contains(State::PRESENT));
            // While this program reads the card itself, or another does, it is no new card.
            if is_there && !was_there {
                tell(Report::Chip(ChipEvent::There(found(context, &reader.name().to_owned()))));
            } else if was_there && !is_there {
                tell(Report::Chip(ChipEvent::Left));
            }
        }
    }
}

/// The readers there are now, each with what is known of it.
fn renew(readers: &mut Vec<ReaderState>, context: &Context) -> Result<(), pcsc::Error> {
    let names = match context.list_readers_owned() {
        Ok(names) => names,
        Err(pcsc::Error::NoReadersAvailable) => Vec::new(),
        Err(error) => return Err(error),
    };
    readers.retain(|known| {
        known.name() == PNP_NOTIFICATION() || names.iter().any(|name| name.as_c_str() == known.name())
    });
    for name in names {
        if readers.iter().all(|known| known.name() != name.as_c_str()) {
            readers.push(ReaderState::new(name, State::UNAWARE));
        }
    }
    Ok(())
}

fn found(context: &Context, reader: &CString) -> Result<(kakanai_reading::chip::Kind, u8), ChipError> {
    let mut card = connect(context, reader)?;
    let found = open(&mut card).and_then(|mut chip| Ok((chip.kind(), chip.tries()?)));
    release(card);
    found
}

/// Reads the card that lies on a reader now.
///
/// # Errors
/// Those of [`kakanai_reading::chip::OpenChip::read`]; [`ChipError::Gone`] where there is no card any more.
pub fn read(pin: Pin, consent: bool) -> Result<CardReading, ChipError> {
    let context = Context::establish(Scope::User).map_err(|_| Gone)?;
    let readers = context.list_readers_owned().map_err(|_| Gone)?;
    let card = readers.iter().find_map(|reader| connect(&context, reader).ok());
    let mut card = card.ok_or(ChipError::Gone)?;
    let file = open(&mut card).and_then(|mut chip| chip.read(pin, consent));
    release(card);
    file
}
