//! What the truth says is what the picture shows.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a broken picture must stop the test")]

use std::path::Path;

use image::RgbImage;
use kakanai_cards::faces::face;
use kakanai_cards::number::is_individual;
use kakanai_cards::truth::Area;
use kakanai_cards::{Canvas, Fonts, Kind, Level, Order, Photo, Studio, Truth, family, set};

fn studio() -> Studio {
    Studio::new(Fonts::shipped())
}

fn photo(kind: Kind, level: Level, seed: u64) -> Photo {
    studio().photo(&Order::new(kind, level, seed)).expect("a photograph")
}

/// How dark the darkest pixel of a rectangle is, and how bright the brightest, as grey levels.
fn extremes(canvas: &Canvas, area: Area) -> [f32; 2] {
    let [l, t, r, b] = area.map(|mm| mm * canvas.px_per_mm);
    let mut found = [f32::MAX, f32::MIN];
    for y in t as usize..(b.ceil() as usize).min(canvas.height) {
        for x in l as usize..(r.ceil() as usize).min(canvas.width) {
            let grey = canvas.pixels[y * canvas.width + x].iter().sum::<f32>() / 3.0;
            found = [found[0].min(grey), found[1].max(grey)];
        }
    }
    found
}

#[test]
fn boxes_lie_tightly_around_ink() {
    let fonts = Fonts::shipped();
    for kind in Kind::ALL {
        for seed in 0..4 {
            let press = face(&fonts, kind, seed, 16.0);
            let lines: Vec<_> = press.fields.iter().flat_map(|field| &field.lines).collect();
            assert_eq!(lines.is_empty(), matches!(kind, Kind::MyNumberBack | Kind::Stranger));
            for line in lines {
                let [l, t, r, b] = line.area;
                for side in [[l, t, r, t + 0.2], [l, b - 0.2, r, b], [l, t, l + 0.2, b], [r - 0.2, t, r, b]] {
                    let [dark, _] = extremes(&press.canvas, side);
                    let [_, paper] = extremes(&press.canvas, line.area);
                    assert!(paper - dark > 60.0, "{} {seed}: no ink at {side:?} of {line:?}", kind.name());
                }
            }
        }
    }
}

#[test]
fn lines_of_a_field_make_up_its_text() {
    let fonts = Fonts::shipped();
    for seed in 0..40 {
        for kind in Kind::ALL {
            for field in face(&fonts, kind, seed, 4.0).fields {
                let lines: String = field.lines.iter().map(|line| line.text.as_str()).collect();
                assert_eq!(lines.replace('　', ""), field.text.replace('　', ""), "{} {seed}", kind.name());
                let [l, t, r, b] = field.area;
                let [width, height] = kind.size();
                assert!(
                    l > 0.5 && t > 0.5 && r < width - 0.5 && b < height - 0.5,
                    "{field:?} leaves the card"
                );
            }
        }
    }
}

#[test]
fn nothing_that_is_read_touches_what_must_not_be() {
    let fonts = Fonts::shipped();
    let touch = |a: &Area, b: &Area| a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    for seed in 0..40 {
        for kind in Kind::ALL {
            let press = face(&fonts, kind, seed, 4.0);
            assert!(!press.hidden.is_empty() || kind == Kind::Stranger, "{}", kind.name());
            for (field, hidden) in
                press.fields.iter().flat_map(|field| press.hidden.iter().map(move |h| (field, h)))
            {
                assert!(!touch(&field.area, &hidden.area), "{} {seed}: {field:?} {hidden:?}", kind.name());
            }
            let all: Vec<_> = press.fields.iter().enumerate().collect();
            for (nth, a) in &all {
                for (_, b) in &all[nth + 1..] {
                    assert!(!touch(&a.area, &b.area), "{} {seed}: {a:?} {b:?}", kind.name());
                }
            }
        }
    }
}

fn grey(picture: &RgbImage, [x, y]: [f32; 2]) -> Option<f32> {
    if x < 0.0 || y < 0.0 || x > picture.width() as f32 - 2.0 || y > picture.height() as f32 - 2.0 {
        return None;
    }
    let (left, top) = (x as u32, y as u32);
    let (u, v) = (x.fract(), y.fract());
    let at = |x, y| picture.get_pixel(x, y).0.iter().map(|&value| f32::from(value)).sum::<f32>() / 3.0;
    let upper = at(left, top) * (1.0 - u) + at(left + 1, top) * u;
    Some(upper * (1.0 - v) + (at(left, top + 1) * (1.0 - u) + at(left + 1, top + 1) * u) * v)
}

/// How far from the side between two corners the sharpest step lies, in millimetres: the middle one of many places.
fn off_by(picture: &RgbImage, truth: &Truth, side: usize) -> f32 {
    let (a, b) = (truth.corners[side], truth.corners[(side + 1) % 4]);
    let long = (b[0] - a[0]).hypot(b[1] - a[1]);
    let normal = [(a[1] - b[1]) / long, (b[0] - a[0]) / long];
    let per_mm = long / truth.size[side % 2];
    let mut offs = Vec::new();
    for step in 20..80 {
        let along = step as f32 / 100.0;
        let on = [a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along];
        let mut best = (0.0, 0.0);
        for tenth in -15..=15 {
            let off = tenth as f32 / 10.0;
            let at =
                |mm: f32| grey(picture, [on[0] + normal[0] * mm * per_mm, on[1] + normal[1] * mm * per_mm]);
            let (Some(one), Some(other)) = (at(off - 0.15), at(off + 0.15)) else { continue };
            if (one - other).abs() > best.0 {
                best = ((one - other).abs(), off);
            }
        }
        offs.push(best.1);
    }
    offs.sort_by(f32::total_cmp);
    offs[offs.len() / 2]
}

#[test]
fn corners_lie_on_the_edges_of_the_card() {
    let mut offs = Vec::new();
    for seed in 0..6 {
        let photo = photo(Kind::MyNumber, Level::Clean, seed);
        let picture = photo.pixels().expect("a picture");
        offs.extend((0..4).map(|side| off_by(&picture, &photo.truth, side).abs()));
    }
    offs.sort_by(f32::total_cmp);
    // A shadow beside a pale card may be a sharper step than its edge, so not every side counts.
    let near = offs.iter().filter(|off| **off <= 0.25).count();
    assert!(near * 10 >= offs.len() * 8, "millimetres from the edge: {offs:?}");
}

#[test]
fn the_whole_card_is_in_the_photograph() {
    for kind in [Kind::Licence, Kind::Passport] {
        for seed in 0..3 {
            let photo = photo(kind, Level::Hard, seed);
            for [x, y] in photo.truth.corners {
                assert!(
                    (0.0..1920.0).contains(&x) && (0.0..1080.0).contains(&y),
                    "{:?}",
                    photo.truth.corners
                );
            }
        }
    }
}

#[test]
fn the_same_order_gives_the_same_bytes_and_another_frame_others() {
    let order = Order::new(Kind::Residence1, Level::Mild, 11);
    let studio = studio();
    let [one, again] = [order, order].map(|order| studio.photo(&order).expect("a photograph"));
    assert!(one.jpeg == again.jpeg && one.truth == again.truth);
    let next = studio.photo(&Order { frame: 1, ..order }).expect("a photograph");
    let other = studio.photo(&Order { take: 1, ..order }).expect("a photograph");
    assert_eq!(one.truth.fields, next.truth.fields);
    assert_eq!(one.truth.fields.len(), other.truth.fields.len());
    let moved = |truth: &Truth| {
        let pairs = one.truth.corners.iter().zip(&truth.corners);
        pairs.map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1])).fold(0.0, f32::max)
    };
    assert!(one.jpeg != next.jpeg && moved(&next.truth) < 25.0, "a hand moved {} pixels", moved(&next.truth));
    assert!(moved(&other.truth) > 25.0, "another take lies where the first lay");
}

#[test]
fn sets_have_every_kind_and_each_level_alike_often() {
    let orders: Vec<_> = set(kakanai_cards::EVALUATION, 360).collect();
    for level in Level::ALL {
        assert_eq!(orders.iter().filter(|order| order.level == level).count(), 120);
        let has = |kind: &Kind| orders.iter().any(|order| order.kind == *kind && order.level == level);
        assert!(Kind::ALL.iter().all(|kind| has(kind) != (*kind == Kind::Stranger)));
    }
    let tuning: Vec<_> = set(kakanai_cards::TUNING, 360).map(|order| order.seed).collect();
    assert!(orders.iter().all(|order| !tuning.contains(&order.seed)));
}

/// All runs of twelve digits, spaces between them or not.
fn twelves(text: &str) -> Vec<String> {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    digits.windows(12).map(|run| run.iter().collect()).collect()
}

#[test]
fn no_card_says_a_possible_individual_number() {
    let fonts = Fonts::shipped();
    let mut seen = 0;
    for seed in 0..60 {
        for kind in [Kind::Licence, Kind::DrivingHistory, Kind::MyNumber, Kind::Insurance] {
            for field in face(&fonts, kind, seed, 3.0).fields {
                for number in twelves(&field.text) {
                    assert!(!is_individual(&number), "{number}");
                }
            }
        }
        let back = face(&fonts, Kind::MyNumberBack, seed, 8.0).canvas;
        let at = |x: usize, y: usize| back.pixels[y * back.width + x][1] as u8;
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(back.width, back.height, at);
        for grid in picture.detect_grids() {
            let (_, text) = grid.decode().expect("a symbol");
            assert!(text.len() == 12 && !is_individual(&text), "{text}");
            seen += 1;
        }
    }
    assert!(seen > 50, "read only {seen} of 60 symbols");
}

#[test]
fn the_cards_of_the_demo_are_those_in_seeds() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/cards");
    for (file, photo) in family::photos().expect("photographs") {
        let fields = std::fs::read_to_string(seeds.join(format!("{file}.json"))).expect("its fields");
        for name in ["name", "address", "birth_date", "sex"] {
            let field = photo.truth.fields.iter().find(|field| field.name == name).expect("a field");
            assert!(fields.contains(&format!("\"{}\"", field.text)), "{file}: {field:?}");
        }
        let stored = std::fs::read(seeds.join(format!("{file}.jpg"))).expect("its photograph");
        assert!(stored.len() < 200_000, "{file}: {} bytes", stored.len());
        let stored = image::load_from_memory(&stored).expect("a picture").into_rgb8();
        let made = photo.pixels().expect("a picture");
        assert_eq!(stored.dimensions(), made.dimensions());
        // Not to the byte: another machine rounds a sine another way.
        let apart: u64 = stored.iter().zip(made.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let mean = apart as f64 / made.as_raw().len() as f64;
        assert!(
            mean < 3.0,
            "{file}: {mean:.1} grey levels apart; cargo run -p kakanai-cards -- --family seeds/cards"
        );
    }
}
