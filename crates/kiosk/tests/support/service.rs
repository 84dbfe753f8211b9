//! The PC/SC service of the system with a virtual reader, and simulated cards that are laid on it: real commands through a
//! real service. Needs `pcscd` and `vsmartcard-vpcd` (Debian), and says so where they are missing.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use kakanai_domain::card::CardReading;
use kakanai_kiosk::chip::ChipEvent;
use kakanai_kiosk::chip_reader::{read, watch};
use kakanai_kiosk::model::Report;
use kakanai_reading::chip::{ChipError, Kind, Pin};

use crate::cards::{Card, licence, my_number, residence};

/// Where the virtual reader waits for a card, as its package configures it.
const PLACE: (&str, u16) = ("127.0.0.1", 35963);
const SETTINGS: &str = "/etc/reader.conf.d/vpcd";

struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// `None` where it is not installed.
fn service() -> Option<Service> {
    if !Path::new(SETTINGS).exists() {
        return None;
    }
    std::fs::create_dir_all("/run/pcscd").ok()?;
    let mut service = Command::new("pcscd");
    service.args(["--foreground", "--error", "--config", "/etc/reader.conf.d"]);
    let service = service.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    Some(Service(service))
}

/// A card on the reader, until it is taken away.
struct Lying {
    thread: JoinHandle<()>,
    leave: Arc<AtomicBool>,
}

impl Lying {
    /// Lays a card on the reader; it goes by itself after so many commands where `goes_after` says so.
    fn on_reader(mut card: Card) -> Self {
        let leave = Arc::new(AtomicBool::new(false));
        let left = leave.clone();
        let mut reader = connected();
        let thread = std::thread::spawn(move || {
            while !left.load(Ordering::Relaxed) && card.goes_after != Some(card.commands) {
                let Some(message) = receive(&mut reader) else { return };
                let answer = match message[..] {
                    [0x04] => vec![0x3B, 0x80, 0x80, 0x01, 0x01],
                    // Power and reset have no answer.
                    [_] => {
                        card.reset();
                        continue;
                    }
                    _ => {
                        card.commands += 1;
                        card.answer(&message)
                    }
                };
                let length = u16::try_from(answer.len()).unwrap().to_be_bytes();
                reader.write_all(&[&length[..], &answer].concat()).unwrap();
            }
        });
        Self { thread, leave }
    }

    fn take_away(self) {
        self.leave.store(true, Ordering::Relaxed);
        self.thread.join().unwrap();
    }
}

fn connected() -> TcpStream {
    for _ in 0..100 {
        if let Ok(reader) = TcpStream::connect(PLACE) {
            reader.set_nodelay(true).unwrap();
            return reader;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("the virtual reader does not come");
}

fn receive(reader: &mut TcpStream) -> Option<Vec<u8>> {
    let mut length = [0; 2];
    reader.read_exact(&mut length).ok()?;
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    reader.read_exact(&mut message).ok()?;
    Some(message)
}

fn next(events: &Receiver<ChipEvent>) -> ChipEvent {
    events.recv_timeout(Duration::from_secs(20)).unwrap()
}

fn read_with(pin: &str, consent: bool) -> Result<CardReading, ChipError> {
    read(Pin::new(pin).unwrap(), consent)
}

#[test]
fn cards_are_found_read_and_taken_away() {
    let Some(_service) = service() else {
        return println!("skipped: pcscd and vsmartcard-vpcd are not installed");
    };
    let (told, events) = channel();
    let told = std::sync::Mutex::new(told);
    watch(Arc::new(move |report| {
        if let Report::Chip(event) = report {
            told.lock().unwrap().send(event).ok();
        }
    }));

    let lying = Lying::on_reader(my_number());
    assert_eq!(next(&events), ChipEvent::There(Ok((Kind::MyNumber, 3))));
    assert_eq!(read_with("9999", false).unwrap_err(), ChipError::WrongPin(2));
    let file = read_with("1234", false).unwrap();
    assert_eq!(file.fields.len(), 4);
    for left in [2, 1] {
        assert_eq!(read_with("9999", false).unwrap_err(), ChipError::WrongPin(left));
    }
    assert_eq!(read_with("1234", false).unwrap_err(), ChipError::FewTries(1));
    assert_eq!(read_with("9999", true).unwrap_err(), ChipError::Blocked);
    lying.take_away();
    assert_eq!(next(&events), ChipEvent::Left);

    let lying = Lying::on_reader(licence("見本　太郎"));
    assert_eq!(next(&events), ChipEvent::There(Ok((Kind::Licence, 3))));
    assert_eq!(read_with("1234", false).unwrap().fields.len(), 3);
    lying.take_away();
    assert_eq!(next(&events), ChipEvent::Left);

    let lying = Lying::on_reader(residence());
    assert_eq!(next(&events), ChipEvent::There(Err(ChipError::Unknown)));
    lying.take_away();
    assert_eq!(next(&events), ChipEvent::Left);
    assert_eq!(read_with("1234", false).unwrap_err(), ChipError::Gone);

    // Taken away in the middle: three commands find it, and the reading ends at its fourth.
    let mut card = my_number();
    card.goes_after = Some(7);
    let lying = Lying::on_reader(card);
    assert_eq!(next(&events), ChipEvent::There(Ok((Kind::MyNumber, 3))));
    assert_eq!(read_with("1234", false).unwrap_err(), ChipError::Gone);
    assert_eq!(next(&events), ChipEvent::Left);
    lying.take_away();
}
