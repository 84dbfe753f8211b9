//! What holds for every guide: nothing too small, nothing off the page, nothing left out.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its data has failed"
)]

mod invented;

use kakanai_domain::guide::Guide;
use kakanai_domain::{Catalog, Lang};
use kakanai_printing::page::MM_PER_PT;
use kakanai_printing::{Fonts, Mark, Page, Typeface, Words, place_guide};

/// Baseline under which only the footer stands, mm.
const FOOT: f32 = 287.0;

fn words_of(page: &Page) -> Vec<&Words> {
    let texts =
        page.marks.iter().filter_map(|mark| if let Mark::Text(words) = mark { Some(words) } else { None });
    texts.filter(|words| words.at.y < FOOT).collect()
}

/// The invented guide with its tasks repeated: as many pages as wanted.
fn longer(catalog: &Catalog, lang: Lang, times: usize) -> Guide {
    let mut guide = invented::guide::guide(catalog, lang);
    for stop in &mut guide.stops {
        let tasks = std::mem::take(&mut stop.tasks);
        stop.tasks = std::iter::repeat_n(tasks, times).flatten().collect();
        stop.tasks.first_mut().unwrap().reason = "引っ越してきた日から14日以内に届け出るため。".repeat(times);
    }
    guide.not_needed = std::iter::repeat_n(guide.not_needed, times).flatten().collect();
    guide
}

#[test]
fn a_family_of_four_has_one_page_and_its_symbols_may_be_on_the_back() {
    let catalog = invented::guide::catalog();
    let guide = invented::guide::guide(&catalog, Lang::Ja);
    let alone = Guide { handovers: Vec::new(), ..guide.clone() };
    assert_eq!(place_guide(&catalog, &alone, "A-0123", &Fonts::default()).len(), 1);
    assert!(place_guide(&catalog, &guide, "A-0123", &Fonts::default()).len() <= 2);
}

#[test]
fn the_plan_numbers_the_counters_in_the_order_of_visiting() {
    let catalog = invented::guide::catalog();
    let pages =
        place_guide(&catalog, &invented::guide::guide(&catalog, Lang::Ja), "A-0123", &Fonts::default());
    let marks = &pages[0].marks;
    let discs: Vec<_> = marks
        .iter()
        .filter_map(|mark| if let Mark::Disc { area, .. } = mark { Some(area) } else { None })
        .collect();
    assert_eq!(discs.len(), 3);
    for (number, disc) in (1..).zip(discs) {
        let inside = |words: &&Words| {
            let at = words.at;
            (disc.x..disc.x + disc.w).contains(&at.x) && (disc.y..disc.y + disc.h).contains(&at.y)
        };
        let texts = words_of(&pages[0]);
        let told = texts.iter().copied().find(inside).unwrap();
        assert_eq!(told.text, format!("{number}"));
    }
}

#[test]
fn everything_can_be_read_at_arms_length() {
    let catalog = invented::guide::catalog();
    for lang in [Lang::Ja, Lang::En] {
        let guide = invented::guide::guide(&catalog, lang);
        for page in place_guide(&catalog, &guide, "A-0123", &Fonts::default()) {
            for words in words_of(&page) {
                assert!(words.size >= 9.0, "{}", words.text);
                let due = guide.stops.iter().flat_map(|stop| &stop.tasks).flat_map(|task| &task.due);
                if due.into_iter().any(|due| due.words == words.text) {
                    assert!(words.size >= 12.0 && words.face == Typeface::Bold, "{}", words.text);
                }
            }
        }
    }
}

#[test]
fn a_long_guide_flows_over_pages_and_leaves_nothing_out() {
    let catalog = invented::guide::catalog();
    for (times, lang) in [(2, Lang::Ja), (5, Lang::Ja), (12, Lang::En)] {
        let guide = longer(&catalog, lang, times);
        let pages = place_guide(&catalog, &guide, "A-0123", &Fonts::default());
        assert!(pages.len() > 1);
        let mut titles = 0;
        for page in &pages {
            let words = words_of(page);
            assert!(words.iter().any(|words| words.text.contains("A-0123")), "every page has the number");
            for words in &words {
                let right =
                    words.at.x + Fonts::default().width(&words.text, words.face) * words.size * MM_PER_PT;
                assert!(words.at.x >= 14.9 && right <= 195.1, "{} at {:?}", words.text, words.at);
                assert!((12.0..286.0).contains(&words.at.y), "{} at {:?}", words.text, words.at);
                let titled = |text: &str| catalog.procedures.iter().any(|(_, p)| p.title.get(lang) == text);
                titles += usize::from(words.face == Typeface::Bold && titled(&words.text));
            }
        }
        assert_eq!(titles, guide.stops.iter().map(|stop| stop.tasks.len()).sum::<usize>());
    }
}
