//! What `pdftotext` takes out of the papers, with the fonts of the program alone and with those of the machine.
#![allow(clippy::unwrap_used, reason = "a PDF that cannot be read back is a failure")]

mod invented;

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use invented::{HARD_NAMES, catalog, filled, show, styled, text};
use kakanai_domain::Date;
use kakanai_domain::sheet::{Area, Block};
use kakanai_printing::{
    DocInfo, Fonts, Footer, Installed, Mark, Page, Said, Source, Typeface, fonts_on_disk, pdf, place,
};

/// Says that a test is left out. Not with `eprintln!`, which is shown for tests that fail only.
fn skip(why: &str) {
    let mut stderr = std::io::stderr();
    writeln!(stderr, "SKIPPED: {why}").unwrap();
}

/// Runs a program of the system with the PDF as its input; `None`, and a word about it, where it is not installed.
fn run(program: &str, arguments: &[&str], input: &[u8]) -> Option<String> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut child) = command.spawn() else {
        skip(&format!("{program} is not installed (Debian: poppler-utils, qpdf)"));
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && complaints.is_empty(), "{program}: {complaints}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn bytes(pages: &[Page], fonts: &Fonts) -> Vec<u8> {
    let info = DocInfo { title: "見本".into(), today: Date::constant(2026, 12, 1) };
    pdf(pages, &info, fonts).unwrap()
}

fn placed(words: &[&str], (w, h, lines): (f32, f32, u8), fonts: &Fonts) -> Vec<Page> {
    let catalog = catalog(|_, _| {
        let at = |index: usize| Area { x: 20.0, y: 10.0 + (h + 2.0) * index as f32, w, h };
        let cell = |index: usize| styled(show(&format!("name{index}")), |style| style.lines = lines);
        (0..words.len()).map(|index| Block::Free(at(index), cell(index))).collect()
    });
    let ink = words.iter().enumerate().map(|(index, name)| (index, 0, 0, text(name))).collect();
    place(&catalog, &filled(&catalog, ink), &Footer { code: "A-0001".into() }, fonts)
}

#[test]
fn hard_names_come_out_as_they_were_meant() {
    let names = HARD_NAMES.map(|(name, _)| name);
    for (fonts, which) in [(Fonts::default(), "the program's fonts"), (fonts_on_disk(), "all fonts")] {
        let pages = placed(&names, (120.0, 10.0, 1), &fonts);
        for arguments in [["-raw", "-", "-"], ["-layout", "-", "-"]] {
            let Some(found) = run("pdftotext", &arguments, &bytes(&pages, &fonts)) else { return };
            for name in names {
                let is_name = |line: &&str| {
                    let (line, sign) = line.split_once('※').unwrap_or((line, ""));
                    line.trim() == name && sign.chars().all(|c| c.is_ascii_digit())
                };
                assert!(
                    found.lines().filter(is_name).count() == 1,
                    "{name} with {which}, {arguments:?}:\n{found}"
                );
            }
        }
    }
}

#[test]
fn the_fonts_of_the_machine_leave_little_to_check() {
    let fonts = fonts_on_disk();
    let names = HARD_NAMES.iter().flat_map(|(name, _)| fonts.doubts(name, Typeface::Mincho));
    let doubts: Vec<String> = names.map(|doubt| doubt.code()).collect();
    if !Installed::ALL.iter().all(|font| fonts.opened().contains(font)) {
        skip("fonts are not installed (Debian: fonts-ipamj-mincho, fonts-noto-cjk)");
        return;
    }
    // A form that was never registered, and a picture.
    assert_eq!(doubts, ["U+9089 E01EF", "U+1F642"]);
}

#[test]
fn a_text_in_several_lines_comes_out_as_one() {
    let fonts = Fonts::default();
    let said = [
        "見本県見本郡見本町大字見本1234番地の5　メゾン・ド・ミホンキャッスルガーデンヒルズ見本弐番館1205号室",
        "ALEXANDRINA MAXIMILIANA VON HOHENLOHE-X",
        "葛\u{E0100}城　邉\u{E0102}子と葛城　邉子の住所は見本町字見本1番地の1、見本ハイツ205号",
        "見本ハイツ\n管理人室の2階にある事務所の中の受付",
    ];
    let pages = placed(&said, (42.0, 16.0, 3), &fonts);
    let broken = pages[0].marks.iter().filter(|mark| matches!(mark, Mark::Text(w) if w.said == Said::Before));
    assert!(broken.count() >= 3);
    for arguments in [["-raw", "-", "-"], ["-layout", "-", "-"]] {
        let Some(found) = run("pdftotext", &arguments, &bytes(&pages, &fonts)) else { return };
        for text in said {
            // A break of the author's own is one in the text as well.
            for text in text.lines() {
                assert!(found.lines().any(|line| line.trim() == text), "{text} with {arguments:?}:\n{found}");
            }
        }
    }
}

#[test]
fn the_file_is_sound_with_every_font() {
    let fonts = fonts_on_disk();
    let names = HARD_NAMES.map(|(name, _)| name);
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("sound.pdf");
    std::fs::write(&file, bytes(&placed(&names, (120.0, 10.0, 1), &fonts), &fonts)).unwrap();
    run("qpdf", &["--check", file.to_str().unwrap()], &[]);
    let Some(list) = run("pdffonts", &[file.to_str().unwrap()], &[]) else { return };
    // One line for each font: embedded, a subset, with the way back to Unicode.
    let fonts: Vec<&str> = list.lines().skip(2).collect();
    assert!(fonts.len() >= 2, "{list}");
    for line in fonts {
        assert!(line.contains("Identity-H       yes yes yes"), "{list}");
        assert!(line.contains("CID TrueType") || line.contains("CID Type 0C"), "{list}");
    }
}

#[test]
fn fonts_of_the_machine_are_opened_only_when_some_text_needs_them() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    let load = || {
        ASKED.fetch_add(1, Ordering::Relaxed);
        None
    };
    let fonts = Installed::ALL
        .into_iter()
        .fold(Fonts::default(), |fonts, font| fonts.with(font, Source { load, index: 0 }));
    let (everything, sheet) = invented::everything();
    let usual = |code: &str| place(&everything, &sheet, &Footer { code: code.into() }, &fonts);
    // 𠮷 stands on it: each is asked for once, whatever is printed after it.
    usual("A-0001");
    usual("A-0002");
    assert_eq!(ASKED.load(Ordering::Relaxed), Installed::ALL.len());
    ASKED.store(0, Ordering::Relaxed);
    let fresh = Fonts::default().with(Installed::Mj, Source { load, index: 0 });
    placed(&["見本　太郎", "髙﨑　葛\u{E0100}子", "ALEXANDRINA", "ﾀﾅﾍﾞ"], (120.0, 10.0, 1), &fresh);
    assert_eq!(ASKED.load(Ordering::Relaxed), 0);
}
