//! The page as a picture, with every place outlined, numbered and named.

use image::{Rgb, RgbImage};
use kakanai_domain::sheet::{Area, Paper, PdfPage};
use kakanai_printing::preview::{Picture, Preview};
use kakanai_printing::{DocInfo, Fonts, Mark, Page, Point, Said, Spacing, Typeface, Words, pdf};

use super::find::Found;
use super::proposal::{Holds, Proposal};

/// Dots an inch: names of 5 pt can be read.
const DPI: f32 = 150.0;
/// What is proposed, what stays empty, and rows.
const COLOURS: [[u8; 3]; 3] = [[0, 80, 200], [205, 90, 0], [0, 130, 60]];
/// Size of names, pt.
const NAME: f32 = 5.0;
/// Thickness of outlines, mm.
const PEN: f32 = 0.3;

/// Draws what was found over the page.
pub fn picture(page: &PdfPage, paper: Paper, found: &Found) -> Result<RgbImage, String> {
    let ground = Preview::open(page.file.to_vec()).and_then(|preview| preview.page(page.number, DPI));
    let ground = ground.map_err(|error| format!("{error}\n"))?;
    let fonts = Fonts::default();
    let mut layers = COLOURS.map(|_| Page::new(paper));
    let [proposed, empty, rows] = &mut layers;
    for (number, (_, boxes)) in (1..).zip(&found.places) {
        for (index, own) in boxes.iter().enumerate() {
            let layer = if matches!(own.holds, Holds::Blank(_)) { &mut *empty } else { &mut *proposed };
            layer.marks.push(Mark::Frame { area: own.area, width: PEN, grey: 0.0 });
            layer.marks.push(name(own, number, index > 0, &fonts));
        }
    }
    if let Some(table) = &found.table {
        rows.marks.push(Mark::Frame { area: table.rows.area, width: 2.0 * PEN, grey: 0.0 });
        let Area { x, y, w, .. } = table.rows.area;
        let text = format!("{} × {}", table.list, table.rows.room);
        rows.marks.push(words(Point { x: x + w - 20.0, y: y - 1.0 }, 8.0, text));
    }
    let used = layers.into_iter().zip(COLOURS).filter(|(layer, _)| !layer.marks.is_empty());
    let (layers, colours) = used.collect::<(Vec<_>, Vec<_>)>();
    let info = DocInfo { title: found.title.clone(), today: crate::loading::today() };
    let bytes = pdf(&layers, &info, &fonts).map_err(|error| format!("{error}\n"))?;
    let layers = Preview::open(bytes).map_err(|error| format!("{error}\n"))?.all(DPI);
    let over = layers.iter().zip(colours).collect::<Vec<_>>();
    Ok(RgbImage::from_fn(ground.width, ground.height, |x, y| {
        over.iter().fold(Rgb(dot(&ground, x, y)), |under, (layer, colour)| {
            let [clear, ..] = dot(layer, x, y).map(u16::from);
            let mixed = |a: u8, b: u8| ((u16::from(a) * clear + u16::from(b) * (255 - clear)) / 255) as u8;
            let (Rgb([r, g, b]), [red, green, blue]) = (under, *colour);
            Rgb([mixed(r, red), mixed(g, green), mixed(b, blue)])
        })
    }))
}

fn dot(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
    let at = (y as usize * picture.width as usize + x as usize) * 4;
    match picture.rgba.get(at..at + 3) {
        Some([red, green, blue]) if x < picture.width => [*red, *green, *blue],
        Some(_) | None => [255; 3],
    }
}

/// The number of the place, and what stands in the box; for the further boxes of a place the part alone.
fn name(own: &Proposal, number: usize, further: bool, fonts: &Fonts) -> Mark {
    let part = own.id.rsplit('_').next().unwrap_or_default();
    let text = match (&own.holds, further) {
        (Holds::Show(..), true) => part.to_owned(),
        (Holds::Tick(_) | Holds::Ring(_), true) => String::new(),
        (Holds::Show(..), false) => format!("{number} {}", own.id),
        (Holds::Tick(_) | Holds::Ring(_) | Holds::Blank(_), false) => number.to_string(),
        (Holds::Blank(_), true) => String::new(),
    };
    let wide = fonts.width(&text, Typeface::Gothic) * NAME * 25.4 / 72.0;
    let (text, size) = match own.area.w / wide.max(0.1) {
        enough if enough >= 1.0 => (text, NAME),
        close if close >= 0.75 => (text, NAME * close),
        _ if further => (String::new(), NAME),
        _ => (number.to_string(), NAME),
    };
    words(Point { x: own.area.x + 0.5, y: own.area.y + 2.1 }, size, text)
}

fn words(at: Point, size: f32, text: String) -> Mark {
    Mark::Text(Words {
        at,
        size,
        face: Typeface::Gothic,
        grey: 0.0,
        text,
        spacing: Spacing::Natural,
        said: Said::Line,
    })
}
