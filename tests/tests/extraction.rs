//! The bundles of all households as other programs see them: sound files, whose text comes out as it was meant, and
//! pages that look the same in another renderer.
#![allow(clippy::expect_used, reason = "a broken workspace must stop the test")]
#![allow(clippy::print_stderr, reason = "what was skipped has to be seen")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kakanai_domain::Lang;
use kakanai_printing::preview::Preview;
use kakanai_printing::{DocInfo, Fonts, Footer, Mark, Page, pdf, place, place_guides};
use support::{Household, household, shipped};

/// A folder that is gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kakanai-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The whole bundle: the guide first, then the papers by counter.
fn bundle(name: &str) -> (Vec<Page>, Vec<u8>) {
    let Household { catalog, scenario, interview, pages } = household(name);
    let fonts = Fonts::default();
    let mut all =
        place_guides(&catalog, scenario.event, &interview, scenario.today, Lang::Ja, "A-012", &fonts);
    let footer = Footer { code: "A-012".to_owned() };
    all.extend(pages.iter().flat_map(|filled| place(&catalog, filled, &footer, &fonts)));
    let info = DocInfo { title: "papers".to_owned(), today: scenario.today };
    let bytes = pdf(&all, &info, &fonts).expect("a PDF");
    (all, bytes)
}

/// What a program of the system says to a file; `None` where it is not installed.
fn said(program: &str, arguments: &[&str], folder: &Path) -> Option<(bool, String)> {
    let Ok(output) = Command::new(program).args(arguments).current_dir(folder).output() else {
        eprintln!("skipped: {program} is not installed");
        return None;
    };
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

/// Text without the white between characters: a viewer may see a gap in spread words.
fn closed_up(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[test]
fn every_bundle_is_a_sound_file_and_says_what_stands_on_it() {
    let folder = Folder::new("bundles");
    for scenario in shipped().scenarios {
        let name = &scenario.name;
        let (pages, bytes) = bundle(name);
        fs::write(folder.0.join("all.pdf"), bytes).expect("the file");
        if let Some((sound, words)) = said("qpdf", &["--check", "all.pdf"], &folder.0) {
            assert!(sound, "{name}: {words}");
        }
        let Some((_, text)) = said("pdftotext", &["-raw", "all.pdf", "-"], &folder.0) else { continue };
        let seen: Vec<String> = text.split('\u{c}').map(closed_up).collect();
        for (number, (page, text)) in (1..).zip(pages.iter().zip(&seen)) {
            for mark in &page.marks {
                let Mark::Text(words) = mark else { continue };
                let meant = closed_up(&words.text);
                assert!(text.contains(&meant), "{name}, page {number}: 「{}」 does not come out", words.text);
            }
        }
    }
}

#[test]
fn a_preview_is_what_another_renderer_draws() {
    let folder = Folder::new("preview");
    let (_, bytes) = bundle("T01");
    fs::write(folder.0.join("all.pdf"), &bytes).expect("the file");
    if said("pdftoppm", &["-gray", "-png", "-r", "144", "all.pdf", "page"], &folder.0).is_none() {
        return;
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder.0).expect("the folder").map(|file| file.expect("a file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "png"));
    files.sort();
    let preview = Preview::open(bytes).expect("our own PDF opens");
    assert_eq!(preview.pages(), files.len());
    for (ours, theirs) in preview.all(144.0).into_iter().zip(files) {
        let theirs = image::open(&theirs).expect("a picture").into_luma8();
        let (w, h) = (ours.width.min(theirs.width()), ours.height.min(theirs.height()));
        assert!(ours.width.abs_diff(theirs.width()) <= 1 && ours.height.abs_diff(theirs.height()) <= 1);
        let grey = |x: u32, y: u32| ours.rgba.get((y * ours.width + x) as usize * 4).copied().unwrap_or(255);
        // Renderers place the edges of letters differently: squares of 8 dots are compared, not dots.
        let (mut squares, mut apart) = (0, 0);
        for (x, y) in (0..h / 8).flat_map(|y| (0..w / 8).map(move |x| (x * 8, y * 8))) {
            let dots = || (0..8).flat_map(|dy| (0..8).map(move |dx| (x + dx, y + dy)));
            let mine: u32 = dots().map(|(x, y)| u32::from(grey(x, y))).sum();
            let other: u32 = dots().map(|(x, y)| u32::from(theirs.get_pixel(x, y).0[0])).sum();
            squares += 1;
            apart += u32::from(mine.abs_diff(other) > 64 * 32);
        }
        // A page of the guide that is full of small words comes to 37 of 31,080; a line that is missing, to hundreds.
        assert!(apart * 500 <= squares, "{apart} of {squares} squares differ by more than an eighth");
    }
}

#[test]
fn what_is_no_pdf_is_refused_with_a_sentence() {
    for bytes in [&b""[..], b"%PDF-1.7", &[0x5a; 2000]] {
        let sentence = Preview::open(bytes.to_vec()).err().map(|error| error.to_string());
        assert!(sentence.is_some_and(|sentence| sentence.contains("PDF")));
    }
    let (_, bytes) = bundle("T02");
    let preview = Preview::open(bytes.clone()).expect("a PDF");
    assert!(preview.page(0, 72.0).is_err() && preview.page(preview.pages() + 1, 72.0).is_err());
    // A file that was cut short is refused, or shows fewer pages; it never ends the program.
    for cut in [bytes.len() / 3, bytes.len() / 2, bytes.len() - 10] {
        let _ = Preview::open(bytes.get(..cut).unwrap_or_default().to_vec()).map(|preview| preview.all(20.0));
    }
}
