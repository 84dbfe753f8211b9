//! Cards: what is never cut out, which layouts ship, what is wrong with a layout.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use kakanai_domain::card::{CardValue, Certainty};
use kakanai_reading::face::{
    Advice, CardError, CardReader, Field, Hint, Layout, LayoutProblem, Line, LineText, Picture, Places,
    TextEngine, TextError,
};
use zeroize::Zeroizing;

fn layouts() -> Vec<Layout> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/cards");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("assets/cards").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let json = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let layout = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).expect("a file");
        Layout::parse(&text).unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()))
    };
    json.map(layout).collect()
}

const TODAY: kakanai_domain::Date = kakanai_domain::Date::constant(2026, 12, 1);

/// Where the card lies in the pictures below: pixels a millimetre, and its upper left corner.
const SCALE: f32 = 10.0;
const CORNER: (f32, f32) = (180.0, 150.0);

/// A card as its layout says, each field full of bars; what must not be seen is bright green.
fn drawn(layout: &Layout) -> Picture {
    let [card_width, card_height] = layout.size;
    let (width, height) = ((card_width * SCALE + 360.0) as usize, (card_height * SCALE + 300.0) as usize);
    let inside = |[l, t, r, b]: [f32; 4], x: f32, y: f32| l <= x && x < r && t <= y && y < b;
    let mut pixels = Zeroizing::new(Vec::with_capacity(width * height * 3));
    for row in 0..height {
        for column in 0..width {
            let x = (column as f32 + 0.5 - CORNER.0) / SCALE;
            let y = (row as f32 + 0.5 - CORNER.1) / SCALE;
            // Characters: bars half a millimetre apart.
            let bars = |at: [f32; 4]| inside(at, x, y) && ((x * 2.0) as i32) % 2 == 0;
            let colour: [u8; 3] = match () {
                () if !inside([0.0, 0.0, card_width, card_height], x, y) => [60, 50, 50],
                () if layout.hidden.iter().any(|hidden| inside(hidden.at, x, y)) => {
                    [0, 255, if ((x * 2.0) as i32) % 2 == 0 { 0 } else { 60 }]
                }
                () if layout.marks.iter().any(|mark| bars(mark.at)) => [20, 20, 20],
                () if layout.places.iter().any(|place| bars(place.at)) => [20, 20, 20],
                () if layout.rules.iter().any(|at| inside(*at, x, y)) => [60, 60, 60],
                () if layout.bands.iter().any(|at| inside(*at, x, y)) => [190, 160, 170],
                () => [240, 240, 240],
            };
            pixels.extend(colour);
        }
    }
    Picture::new(width, height, pixels).expect("a picture")
}

/// Keeps what it is shown and says what it is told.
struct Dictated<'a> {
    shown: RefCell<Vec<Line>>,
    says: &'a dyn Fn(Hint, usize) -> &'a str,
}

impl TextEngine for Dictated<'_> {
    fn read(&self, lines: &[Line]) -> Result<Vec<LineText>, TextError> {
        self.shown.borrow_mut().extend(lines.iter().cloned());
        let said = lines
            .iter()
            .enumerate()
            .map(|(nth, line)| LineText { text: (self.says)(line.hint, nth).to_owned(), confidence: 0.95 });
        Ok(said.collect())
    }
}

#[test]
fn what_must_not_be_read_is_in_no_box() {
    for layout in layouts() {
        let reader = CardReader::new(vec![layout.clone()], Places::default());
        let picture = drawn(&layout);
        // Without its mark it would be another card.
        let mark = layout.marks.iter().find(|mark| mark.check).map_or("", |mark| &mark.text);
        let says = |_: Hint, _: usize| mark;
        let engine = Dictated { shown: RefCell::default(), says: &says };
        if layout.refuse.is_some() {
            assert_eq!(reader.look(&picture).err(), Some(Advice::TurnOver), "{}", layout.id);
            let frame = reader.preview(&picture, None, 800).expect("a frame");
            assert!(frame.width() <= 72, "a number on it can be read");
            continue;
        }
        let shown = reader.look(&picture).unwrap_or_else(|advice| panic!("{}: {advice:?}", layout.id));
        for (x, y) in shown.quad.corners() {
            let near = |at: f32, from: f32, size: f32| {
                (at - from).abs() < 7.0 || (at - from - size * SCALE).abs() < 7.0
            };
            let [width, height] = layout.size;
            assert!(near(x, CORNER.0, width) && near(y, CORNER.1, height), "{}: {x} {y}", layout.id);
        }
        let frame = reader.preview(&picture, Some(&shown), 800).expect("a frame");
        assert!(frame.width() > 500, "{}: the live view is coarse", layout.id);
        // Two greens in stripes were there; what covers them is of one colour.
        let times = picture.width().div_ceil(800) as f32;
        for [left, top, right, bottom] in layout.hidden.iter().map(|hidden| hidden.at) {
            let place = |mm: f32, corner: f32| ((corner + mm * SCALE) / times) as usize;
            let columns = place(left, CORNER.0)..place(right, CORNER.0);
            let mut colours = Vec::new();
            for row in frame
                .rows_of_bytes()
                .chunks_exact(frame.width() * 3)
                .take(place(bottom, CORNER.1))
                .skip(place(top, CORNER.1))
            {
                colours.extend(row.chunks_exact(3).take(columns.end).skip(columns.start).map(<[u8]>::to_vec));
            }
            assert!(!colours.is_empty());
            colours.dedup();
            assert_eq!(colours.len(), 1, "{}: something is seen through", layout.id);
        }
        let sighting = reader
            .sight(&picture, &shown, &[&engine])
            .unwrap_or_else(|error| panic!("{}: {error}", layout.id));
        assert!(!engine.shown.borrow().is_empty(), "{}: nothing was cut out", layout.id);
        // Bright greens are 150 to 157 in grey; nothing else on these cards is near it.
        let mut pictures = 0;
        for (field, cut) in sighting.pictures() {
            pictures += 1;
            let green = cut.rows().flatten().filter(|pixel| (148..=158).contains(*pixel)).count();
            let all = cut.width() * cut.height();
            assert!(
                green * 50 < all,
                "{}: {green} of {all} pixels of {} are forbidden",
                layout.id,
                field.name()
            );
        }
        assert!(pictures > 0, "{}: no picture was cut out", layout.id);
    }
}

#[test]
fn a_card_is_read_field_by_field() {
    let layout = layouts().into_iter().find(|layout| layout.id == "my_number_front").expect("the front");
    let reader = CardReader::new(vec![layout.clone()], Places::default());
    // In the order of the layout: the mark, name, address (lines), birth, sex, until; each two ways.
    let says = |hint: Hint, nth: usize| match (hint, nth) {
        (Hint::Japanese, 0) => "個人番号カード",
        (Hint::Japanese, 1..=2) => "見本太郎",
        (Hint::Japanese, nth) if nth < 7 => "見本県見本町中央1丁目2番3号",
        (Hint::Japanese, _) => "男男男",
        (Hint::Day, _) => "昭和56年5月10日生",
        (Hint::Digits | Hint::LettersAndDigits | Hint::Latin | Hint::Zone, _) => "",
    };
    let engine = Dictated { shown: RefCell::default(), says: &says };
    let seen = reader.read(&drawn(&layout), &[&engine], TODAY).expect("a card");
    assert_eq!(seen.reading.card, "個人番号カード（表面）");
    let birth = seen.reading.fields.iter().find_map(|(value, certainty)| match value {
        CardValue::BirthDate(day) => Some((day.exact().map(|day| day.to_string()), *certainty)),
        CardValue::Name(_) | CardValue::Address(_) | CardValue::Female(_) => None,
    });
    assert_eq!(birth.map(|(day, _)| day), Some(Some("1981-05-10".to_owned())));
    let name = seen.fields.iter().find(|field| field.field == Field::Name).expect("a name");
    assert_eq!(
        (name.text.replace('\u{3000}', "").as_str(), name.certainty),
        ("見本太郎", Certainty::Doubtful)
    );
    assert!(seen.fields.iter().all(|field| field.picture.is_some()));
}

#[test]
fn twelve_digits_are_kept_nowhere() {
    let layout = layouts().into_iter().find(|layout| layout.id == "my_number_front").expect("the front");
    let reader = CardReader::new(vec![layout.clone()], Places::default());
    let says = |_: Hint, nth: usize| if nth == 0 { "個人番号カード" } else { "1234 5678 9018" };
    let engine = Dictated { shown: RefCell::default(), says: &says };
    let seen = reader.read(&drawn(&layout), &[&engine], TODAY).expect("a card");
    assert!(seen.fields.is_empty() && seen.reading.fields.is_empty());
}

#[test]
fn no_card_is_said_so() {
    let reader = CardReader::new(layouts(), Places::default());
    let blank = Picture::new(640, 360, Zeroizing::new(vec![128; 640 * 360 * 3])).expect("a picture");
    assert_eq!(reader.look(&blank).err(), Some(Advice::ShowCard));
    let engine = Dictated { shown: RefCell::default(), says: &|_, _| "" };
    assert_eq!(reader.read(&blank, &[&engine], TODAY).err(), Some(CardError::Picture(Advice::ShowCard)));
    assert!(reader.settle(&[], TODAY).is_none());
    let tiny = Picture::new(1, 1, Zeroizing::new(vec![0; 3])).expect("a picture");
    assert!(reader.look(&tiny).is_err());
}

#[test]
fn all_that_is_wrong_with_a_layout_is_said() {
    let text = r#"{ "format": 2, "id": "My Card", "card": "見本", "size": [85.6, 0],
        "marks": [ {"text": "見本", "at": [5, 5, 4, 9]} ],
        "fields": [ {"field": "individual_number", "at": [1, 1, 9, 4]}, {"field": "nmae", "at": [1, 1, 9, 4]},
                    {"field": "name", "at": [1, 1, 9, 4], "lines": 9}, {"field": "name", "at": [1, 1, 9, 4]} ],
        "never": [ {"what": "face", "at": [8, 2, 20, 30]} ] }"#;
    let problems = Layout::parse(text).expect_err("it is wrong");
    let has = |wanted: &LayoutProblem| problems.contains(wanted);
    assert!(
        has(&LayoutProblem::Format(2))
            && has(&LayoutProblem::Id("My Card".into()))
            && has(&LayoutProblem::Size)
    );
    assert!(has(&LayoutProblem::Forbidden("individual_number".into())));
    assert!(has(&LayoutProblem::UnknownField("nmae".into())));
    assert!(has(&LayoutProblem::Twice("name")) && has(&LayoutProblem::Lines("name")));
    assert!(has(&LayoutProblem::NothingChecked));
    assert!(problems.iter().any(|problem| matches!(problem, LayoutProblem::Overlap { .. })));
    assert!(problems.iter().any(|problem| matches!(problem, LayoutProblem::Area(_))));
    assert!(problems.iter().all(|problem| !problem.to_string().is_empty() && !problem.english().is_empty()));
    assert_eq!(Layout::parse("{\n x").err(), Some(vec![LayoutProblem::Json { line: 2, column: 2 }]));
}

#[test]
fn no_layout_can_name_what_must_not_be_read() {
    for name in [
        "individual_number",
        "organ_donation",
        "security_code",
        "face",
        "insurance_number",
        "個人番号",
        "臓器提供",
    ] {
        assert_eq!(Field::named(name), None);
        let text = format!(
            r#"{{ "format": 1, "id": "a", "card": "a", "size": [85.6, 54.0], "marks": [ {{"text": "a", "at": [1, 1, 9, 4], "check": true}} ],
                 "fields": [ {{"field": "{name}", "at": [1, 10, 9, 14]}} ] }}"#
        );
        assert_eq!(Layout::parse(&text).err(), Some(vec![LayoutProblem::Forbidden(name.to_owned())]));
    }
}

#[test]
fn a_card_added_by_a_file_is_told_from_the_others() {
    let own = r#"{ "format": 1, "id": "my_card", "card": "見本カード", "size": [85.6, 53.98],
        "marks": [ {"text": "見本町図書館利用者証", "at": [40, 44, 80, 48], "check": true},
                   {"text": "氏名", "at": [30, 12, 36, 14]}, {"text": "生年月日", "at": [30, 22, 40, 24]} ],
        "fields": [ {"field": "name", "at": [44, 10.5, 80, 14.5]}, {"field": "birth_date", "at": [44, 20.5, 80, 24.5]} ],
        "never": [ {"what": "face", "at": [4, 6, 26, 40]} ] }"#;
    let own = Layout::parse(own).expect("a layout");
    let others = CardReader::new(layouts(), Places::default());
    let kind = others.look(&drawn(&own)).map(|shown| shown.kind);
    assert!(matches!(kind, Err(Advice::OtherCard | Advice::ShowCard)), "{kind:?}");
    let mut all = layouts();
    all.push(own.clone());
    let reader = CardReader::new(all, Places::default());
    assert_eq!(reader.look(&drawn(&own)).map(|shown| shown.kind), Ok("my_card".to_owned()));
    let labels_only: Vec<Layout> =
        layouts().into_iter().filter(|layout| layout.id.starts_with("insurance")).collect();
    assert_eq!(labels_only.len(), 3);
    for layout in labels_only {
        assert_eq!(reader.look(&drawn(&layout)).map(|shown| shown.kind), Ok(layout.id));
    }
}
