//! What codes hold, however they hold it, and what of it is seen in hard frames.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

#[allow(dead_code, reason = "shared with the example, which uses less of it")]
#[path = "support/draw.rs"]
mod draw;
#[path = "support/frames.rs"]
mod frames;

use draw::{Bits, divided};
use fastrand::Rng;
use image::GrayImage;
use kakanai_reading::{Encoding, Frame, Parts, Payload, ReadError, read_codes};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment};

fn frame(picture: &GrayImage) -> Frame {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    Frame::new(width, height, picture.as_raw().clone().into()).unwrap()
}

fn picture(symbols: &[QrCode]) -> Vec<u8> {
    draw::png(&draw::picture(symbols))
}

fn text(payload: &Payload) -> String {
    payload.text(Encoding::Auto).unwrap().to_string()
}

fn shift_jis(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

#[test]
fn every_way_of_writing_is_understood() {
    let kanji = |bits: &mut Bits, text: &str| {
        bits.segment(8, 8, &frames::kanji(text));
    };
    let mut mixed = Bits::default();
    kanji(&mut mixed, "見本県");
    mixed.bytes(&shift_jis("ﾐﾎﾝ,髙"));
    let mut mixed_utf8 = Bits::default();
    kanji(&mut mixed_utf8, "見本県");
    mixed_utf8.bytes("北見本市".as_bytes()).segment(1, 10, &QrSegment::make_numeric("0000001"));
    let mut said = Bits::default();
    said.eci(26).bytes("見本".as_bytes()).eci(20).bytes(&shift_jis("太郎"));
    let mut fnc1 = Bits::default();
    fnc1.push(5, 4).segment(2, 9, &QrSegment::make_alphanumeric("01A%B%%C"));
    for (symbol, expected) in [
        (Bits::default().segment(1, 10, &QrSegment::make_numeric("0123456")).symbol(), "0123456"),
        (Bits::default().segment(2, 9, &QrSegment::make_alphanumeric("KK1:A/B $%*")).symbol(), "KK1:A/B $%*"),
        (Bits::default().bytes("見本　太郎".as_bytes()).symbol(), "見本　太郎"),
        (Bits::default().bytes(&shift_jis("見本　太郎,ﾐﾎﾝ")).symbol(), "見本　太郎,ﾐﾎﾝ"),
        // Bytes that are both: the code says which.
        (Bits::default().eci(20).bytes(&shift_jis("ﾃｦ")).symbol(), "ﾃｦ"),
        (Bits::default().eci(26).bytes(&shift_jis("ﾃｦ")).symbol(), "æ"),
        (Bits::default().eci(3).bytes(b"M\xFCller").symbol(), "Müller"),
        (Bits::default().eci(25).bytes(&[0x89, 0x8B, 0x67, 0x2C]).symbol(), "見本"),
        (mixed.symbol(), "見本県ﾐﾎﾝ,髙"),
        (mixed_utf8.symbol(), "見本県北見本市0000001"),
        (said.symbol(), "見本太郎"),
        (fnc1.symbol(), "01A\u{1D}B%C"),
    ] {
        let payloads = read_codes(&picture(&[symbol])).unwrap_or_else(|error| panic!("{expected}: {error}"));
        assert_eq!(payloads.len(), 1);
        match payloads[0].text(Encoding::Auto) {
            Ok(text) => assert_eq!(*text, expected),
            // A separator of fields is a control character: its bytes are there, its text is not for a screen.
            Err(error) => {
                assert_eq!(error, ReadError::Characters(0x1D));
                assert_eq!(payloads[0].bytes(), expected.as_bytes());
            }
        }
    }
}

#[test]
fn a_divided_text_is_joined_in_any_order() {
    let whole = "氏名,生年月日\n見本　太郎,19810510\n見本　花子,19830203\n".repeat(4);
    // 50 bytes a symbol cut characters of three bytes in two.
    let mut symbols = divided(whole.as_bytes(), 50);
    assert_eq!(symbols.len(), 6);
    assert_eq!(text(&read_codes(&picture(&symbols)).unwrap()[0]), whole);
    let mut random = Rng::with_seed(16);
    for _ in 0..4 {
        random.shuffle(&mut symbols);
        assert_eq!(read_codes(&picture(&symbols)).unwrap().len(), 1);
        // One after the other before a camera, some of them for a while.
        let mut parts = Parts::default();
        assert_eq!(parts.missing(), None);
        for (nth, symbol) in symbols.iter().enumerate() {
            let frame = frame(&draw::picture(std::slice::from_ref(symbol)));
            let found = parts.look(&frame).unwrap();
            if nth + 1 < symbols.len() {
                assert_eq!((found, parts.look(&frame).unwrap()), (vec![], vec![]));
                assert!(parts.missing().is_some());
            } else {
                assert_eq!((found.len(), text(&found[0])), (1, whole.clone()));
                assert_eq!(parts.missing(), None);
            }
        }
    }
    // Beside a text of its own.
    symbols.push(draw::symbol(b"alone", 5).unwrap());
    let texts: Vec<String> = read_codes(&picture(&symbols)).unwrap().iter().map(text).collect();
    assert_eq!(texts.len(), 2);
    assert!(texts.contains(&whole) && texts.contains(&"alone".into()));
}

#[test]
fn missing_parts_are_named() {
    let symbols = divided("見本　太郎、見本　花子、見本　一郎".repeat(3).as_bytes(), 40);
    assert_eq!(symbols.len(), 4);
    let error = read_codes(&picture(&[symbols[2].clone(), symbols[0].clone()])).unwrap_err();
    assert_eq!(error, ReadError::PartsMissing { count: 4, missing: vec![2, 4] });
    assert!(error.to_string().contains("4つに分かれたコードのうち、2番目・4番目"), "{error}");
    assert!(error.sentence().contains("全部見せてください"));
}

#[test]
fn parts_of_different_texts_are_not_joined() {
    let (one, other) = (vec![b'a'; 60], [vec![b'b'; 40], vec![b'c'; 20]].concat());
    // The same parity, by chance.
    let parity = |bytes: &[u8]| bytes.iter().fold(0_u8, |parity, byte| parity ^ byte);
    assert_eq!(parity(&one), parity(&other));
    let (one, other) = (divided(&one, 30), divided(&other, 30));
    assert_eq!(read_codes(&picture(&[one[0].clone(), other[0].clone()])), Err(ReadError::PartsMixed));
    // A part that was changed on the way.
    let changed = [
        Bits::default().part(0, 2, 0x42).bytes(b"first").symbol(),
        Bits::default().part(1, 2, 0x42).bytes(b"second").symbol(),
    ];
    let error = read_codes(&picture(&changed)).unwrap_err();
    assert_eq!(error, ReadError::PartsMixed);
    assert!(error.sentence().contains("1枚ずつ"));
    // Two texts at once are two payloads.
    let both: Vec<QrCode> = [divided(b"x-first-text", 7), divided(b"y-second-text!", 7)].concat();
    let order = [both[3].clone(), both[0].clone(), both[2].clone(), both[1].clone()];
    assert_eq!(read_codes(&picture(&order)).unwrap().len(), 2);
}

#[test]
fn a_number_is_dropped_as_a_part_and_as_the_sum_of_parts() {
    let number = "123456789018";
    let part = Bits::default().part(0, 2, 0x11).segment(1, 10, &QrSegment::make_numeric(number)).symbol();
    let halves = divided(number.as_bytes(), 6);
    let words = Bits::default().segment(8, 8, &frames::kanji("１２３４５６７８９０１８")).symbol();
    let utf16: Vec<u8> = number.bytes().flat_map(|digit| [0, digit]).collect();
    let utf16 = Bits::default().eci(25).bytes(&utf16).symbol();
    for symbols in [vec![part.clone()], halves, vec![words], vec![utf16]] {
        assert_eq!(read_codes(&picture(&symbols)), Err(ReadError::IndividualNumber));
    }
    // What was gathered before it is forgotten with it.
    let mut parts = Parts::default();
    let begun = divided(&[b'x'; 80], 40);
    assert_eq!(parts.look(&frame(&draw::picture(&begun[..1]))), Ok(vec![]));
    assert!(parts.missing().is_some());
    assert_eq!(parts.look(&frame(&draw::picture(&[part]))), Err(ReadError::IndividualNumber));
    assert_eq!(parts.missing(), None);
}

#[test]
fn light_on_dark_mirrored_and_turned_symbols_are_read() {
    let upright = draw::picture(&[draw::symbol("見本　太郎".as_bytes(), 9).unwrap()]);
    let mut inverted = upright.clone();
    image::imageops::invert(&mut inverted);
    for symbol in [upright, inverted] {
        let mirrored = image::imageops::flip_horizontal(&symbol);
        let turned = image::imageops::rotate90(&symbol);
        for picture in [&symbol, &mirrored, &turned, &image::imageops::rotate180(&mirrored)] {
            assert_eq!(text(&read_codes(&draw::png(picture)).unwrap()[0]), "見本　太郎");
        }
    }
}

#[test]
fn symbols_of_every_size_on_the_picture_are_read() {
    for version in [1, 2, 7, 14, 25, 40] {
        let version = qrcodegen::Version::new(version);
        let segments = [QrSegment::make_bytes(b"kakanai")];
        let symbol =
            QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, version, version, None, false)
                .unwrap();
        let small = draw::picture(&[symbol]);
        for side in [2 * small.width() / 6, 700, 1999] {
            if side < 2 * small.width() / 6 {
                continue;
            }
            let filter = image::imageops::FilterType::Triangle;
            let picture = image::imageops::resize(&small, side, side, filter);
            let read = read_codes(&draw::png(&picture));
            assert!(read.is_ok_and(|found| text(&found[0]) == "kakanai"), "{version:?} {side}");
        }
    }
}

#[test]
fn frames_of_any_size_and_content_never_panic() {
    let mut random = Rng::with_seed(720);
    assert!(Frame::new(2, 2, vec![0; 3].into()).is_none() && Frame::new(0, 0, vec![].into()).is_none());
    for nth in 0..150 {
        let (width, height) = (random.usize(1..240), random.usize(1..240));
        let coarse = random.usize(1..9);
        let cells: Vec<u8> =
            (0..width * height).map(|_| if random.bool() { 0 } else { random.u8(..) }).collect();
        let at = |i: usize| match nth % 3 {
            0 => cells[i],
            // Blocks look like modules more than noise does.
            1 => cells[i / width / coarse * width + i % width / coarse],
            _ => cells[i % width / coarse],
        };
        let pixels: Vec<u8> = (0..width * height).map(at).collect();
        let frame = Frame::new(width, height, pixels.into()).unwrap();
        assert_eq!(Parts::default().look(&frame), Ok(vec![]), "{width} {height} {nth}");
    }
}

/// A set for this test alone: neither the one for figures (2026) nor the one for tuning (1).
const PINNED_SET: u64 = 7;

/// How many frames of a kind are looked at, and how many of them must be read.
fn pinned(kind: &str) -> (usize, usize) {
    match kind {
        "defocus" => (4, 1),
        "hard" => (6, 2),
        _ => (2, 2),
    }
}

/// The frames of a kind that are read. Nothing else than what is written in them ever is.
fn read_of(kind: &str) -> usize {
    let mut read = 0;
    for nth in 0..pinned(kind).0 {
        let scene = frames::scene(kind, PINNED_SET, nth);
        let found = Parts::default().look(&frame(&scene.frame)).unwrap();
        let found: Vec<String> = found.iter().map(text).collect();
        assert!(found.iter().all(|text| scene.texts.contains(text)), "{kind} {nth}: a wrong text");
        read += usize::from(scene.texts.iter().all(|text| found.contains(text)));
    }
    read
}

#[test]
fn hard_frames_are_read_as_well_as_before() {
    // Two threads: a debug build takes a second for a frame.
    let counts: Vec<(&str, usize)> = std::thread::scope(|scope| {
        let halves: Vec<_> = frames::KINDS
            .chunks(frames::KINDS.len().div_ceil(2))
            .map(|kinds| scope.spawn(|| kinds.iter().map(|kind| (*kind, read_of(kind))).collect::<Vec<_>>()))
            .collect();
        halves.into_iter().flat_map(|half| half.join().expect("a reading thread")).collect()
    });
    for (kind, read) in counts {
        let (frames, least) = pinned(kind);
        assert!(read >= least, "{kind}: {read} of {frames} read; it were {least} before");
    }
}
