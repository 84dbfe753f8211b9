//! Printers that answer nonsense, half an answer, or nothing: a print always ends, and never as completed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a mistake here is a failed test"
)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use kakanai_domain::Lang;
use kakanai_domain::printer::{PrinterUri, Sides};
use kakanai_printer::{Doubt, End, Media, Obstacle, Order, Patience, Progress, print};

/// Group, then attributes of `(value tag, name, value)` as IPP writes them (RFC 8010).
fn ipp(status: u16, group: u8, attributes: &[(u8, &str, &[u8])]) -> Vec<u8> {
    let mut bytes = vec![2, 0];
    bytes.extend(status.to_be_bytes());
    bytes.extend(1_u32.to_be_bytes());
    let charset = (0x47, "attributes-charset", b"utf-8".as_slice());
    let language = (0x48, "attributes-natural-language", b"en".as_slice());
    for (group, attributes) in [(1, [charset, language].as_slice()), (group, attributes)] {
        bytes.push(group);
        for (tag, name, value) in attributes {
            bytes.push(*tag);
            bytes.extend(u16::try_from(name.len()).unwrap().to_be_bytes());
            bytes.extend(name.bytes());
            bytes.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
            bytes.extend_from_slice(value);
        }
    }
    bytes.push(3);
    bytes
}

fn printer() -> Vec<u8> {
    ipp(
        0,
        4,
        &[
            (0x23, "printer-state", &[0, 0, 0, 3]),
            (0x44, "printer-state-reasons", b"none"),
            (0x22, "printer-is-accepting-jobs", &[1]),
            (0x49, "document-format-supported", b"application/pdf"),
            (0x44, "media-ready", b"iso_a4_210x297mm"),
            (0x44, "", b"iso_a5_148x210mm"),
            (0x34, "media-col-ready", b""),
            (0x4a, "", b"media-size"),
            (0x34, "", b""),
            (0x4a, "", b"x-dimension"),
            (0x21, "", &[0, 0, 82, 8]),
            (0x37, "", b""),
            (0x37, "", b""),
        ],
    )
}

fn job(state: u8) -> Vec<u8> {
    let job = [0, 0, 0, 7];
    let state = [0, 0, 0, state];
    ipp(0, 2, &[(0x21, "job-id", &job), (0x23, "job-state", &state), (0x44, "job-state-reasons", b"none")])
}

/// Answers every request by its operation until it is dropped.
struct Nonsense {
    uri: PrinterUri,
    over: Arc<AtomicBool>,
    documents: Arc<AtomicUsize>,
}

impl Nonsense {
    fn start(mut answer: impl FnMut(u16) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let over = Arc::new(AtomicBool::new(false));
        let documents = Arc::new(AtomicUsize::new(0));
        let (ended, counted) = (over.clone(), documents.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                serve(stream, &mut answer, &counted);
            }
        });
        let uri = PrinterUri::parse(&format!("ipp://127.0.0.1:{port}/ipp/print")).unwrap();
        Self { uri, over, documents }
    }

    fn print(&self) -> Progress {
        let ms = Duration::from_millis;
        let patience = Patience {
            answer: ms(300),
            sending: ms(300),
            look: ms(1),
            silence: ms(40),
            standstill: ms(80),
            trouble: ms(120),
            cancelling: ms(40),
        };
        let order = Order {
            title: "M-1201-001",
            pdf: b"%PDF-1.4",
            pages: 2,
            from: 1,
            rest: None,
            media: &[Media::A4],
            sides: Sides::One,
            insist: true,
        };
        print(&self.uri, &order, &patience, &AtomicBool::new(false), &mut |now| {
            for lang in [Lang::Ja, Lang::En] {
                // What comes from outside reaches the screen as a plain word or not at all.
                let words = now.sentences(lang).join("");
                assert!(!words.chars().any(char::is_control) && words.chars().count() < 2000, "{words}");
            }
        })
    }
}

impl Drop for Nonsense {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        let address = self.uri.to_string();
        let port = address.rsplit(':').next().unwrap().split('/').next().unwrap().parse::<u16>().unwrap();
        TcpStream::connect(("127.0.0.1", port)).ok();
    }
}

fn serve(mut stream: TcpStream, answer: &mut impl FnMut(u16) -> Vec<u8>, documents: &AtomicUsize) {
    stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let (mut request, mut part) = (Vec::new(), [0; 4096]);
    // The body is chunked: it is all here with its last chunk.
    while !request.ends_with(b"\r\n0\r\n\r\n") {
        match stream.read(&mut part) {
            Ok(0) | Err(_) => break,
            Ok(count) => request.extend_from_slice(&part[..count]),
        }
    }
    let Some(start) = request.windows(4).position(|four| four == b"\r\n\r\n") else { return };
    let body = &request[start + 4..];
    let Some(body) = body.windows(2).position(|two| two == b"\r\n").map(|line| &body[line + 2..]) else {
        return;
    };
    let operation = u16::from_be_bytes([body[2], body[3]]);
    if operation == 2 {
        documents.fetch_add(1, Ordering::Relaxed);
    }
    let body = answer(operation);
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).ok();
}

/// The answers of a sound printer: Get-Printer-Attributes, Print-Job, Get-Job-Attributes and the rest.
fn sound(operation: u16, state: u8) -> Vec<u8> {
    match operation {
        0x000b => printer(),
        0x0002 => job(3),
        0x0009 => job(state),
        _ => ipp(0, 1, &[]),
    }
}

#[test]
fn a_sound_answer_is_understood() {
    let device = Nonsense::start(|operation| sound(operation, 9));
    assert_eq!(device.print().end(), Some(&End::Completed));
}

#[test]
fn a_print_ends_whatever_comes_back_and_sends_once_at_most() {
    for seed in 0..300 {
        let mut random = fastrand::Rng::with_seed(seed);
        let device = Nonsense::start(move |operation| {
            // A job that never completes: nothing may be made of its broken answers.
            let mut bytes = sound(operation, 5);
            let spared = operation != 0x0009 && random.bool();
            for _ in 0..if spared { 0 } else { random.usize(1..6) } {
                let place = random.usize(8..bytes.len().max(9));
                match random.u8(0..4) {
                    0 => bytes.truncate(place),
                    1 => bytes.insert(place.min(bytes.len()), random.u8(..)),
                    2 => bytes = std::iter::repeat_with(|| random.u8(..)).take(place).collect(),
                    _ if place < bytes.len() => bytes[place] ^= 1 << random.u8(0..8),
                    _ => bytes.clear(),
                }
                if bytes.len() < 9 {
                    break;
                }
            }
            bytes
        });
        let end = device.print();
        assert!(end.is_over(), "{seed}");
        assert!(device.documents.load(Ordering::Relaxed) <= 1, "{seed}: sent twice");
    }
}

#[test]
fn an_answer_to_the_document_without_a_number_is_a_doubt() {
    let no_number =
        Nonsense::start(|operation| if operation == 2 { ipp(0, 2, &[]) } else { sound(operation, 9) });
    assert_eq!(no_number.print().end(), Some(&End::Doubtful(Doubt::NoAnswer)));
    let no_answer =
        Nonsense::start(|operation| if operation == 2 { Vec::new() } else { sound(operation, 9) });
    assert_eq!(no_answer.print().end(), Some(&End::Doubtful(Doubt::NoAnswer)));
    let inside = Nonsense::start(|op| if op == 2 { ipp(0x0500, 2, &[]) } else { sound(op, 9) });
    assert_eq!(inside.print().end(), Some(&End::Doubtful(Doubt::NoAnswer)), "it failed while taking it");
    let busy = Nonsense::start(|op| if op == 2 { ipp(0x0507, 2, &[]) } else { sound(op, 9) });
    assert!(matches!(busy.print().end(), Some(End::NotSent(_))), "it said no");
    let forgets = Nonsense::start(|op| if op == 9 { ipp(0x0406, 2, &[]) } else { sound(op, 9) });
    assert_eq!(forgets.print().end(), Some(&End::Doubtful(Doubt::Forgotten)));
}

#[test]
fn a_web_page_is_no_printer() {
    let page = Nonsense::start(|_| b"<html><body>It works!</body></html>".to_vec());
    assert_eq!(page.print().end(), Some(&End::NotSent(vec![Obstacle::NoPrinter])));
}

/// Papers are for the printer alone: a web proxy never sees them.
#[test]
fn no_proxy_is_asked_whatever_the_machine_is_told() {
    let mut again = std::process::Command::new(std::env::current_exe().unwrap());
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        // Nobody listens there: whoever asks it gets nowhere.
        again.env(name, "http://127.0.0.1:9");
    }
    let output = again.args(["--exact", "a_sound_answer_is_understood"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}
