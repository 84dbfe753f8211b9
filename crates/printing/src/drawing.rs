//! What is drawn on a page of the office's own PDF: its letters and its rules, in millimetres as the page is seen.
//!
//! The renderer reads the page; we only write down what it would paint. Rules are drawn in many ways: as lines, as
//! rectangles around a box, as bars of a tenth of a millimetre that are filled.

use std::collections::BTreeSet;

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    Paint, RenderContent, SoftMask, interpret_page,
};
use hayro::kurbo::{Affine, BezPath, PathSeg, Point, Rect, Shape};
use kakanai_domain::sheet::{Area, PdfPage};
use lopdf::{Document, Object};

use crate::preview::{Preview, PreviewError};

/// A filled bar up to this thickness is a rule, mm.
const THIN: f32 = 0.9;
/// A rule is at least so long, mm: shorter ones are parts of letters and ornaments.
const SHORT: f32 = 1.0;
/// A line that rises or falls by less than this is level, mm.
const LEVEL: f32 = 0.25;
/// Fills and strokes as light as this cannot be seen on paper.
const WHITE: f32 = 0.97;
/// The foot of a letter over its base line, thousandths of its size, as in Japanese fonts.
const FOOT: f64 = -120.0;
/// The head of a letter over its base line, likewise.
const HEAD: f64 = 880.0;

/// What a page shows.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Letters in the order of the file, spaces left out.
    pub letters: Vec<Letter>,
    /// Rules, each level or upright.
    pub rules: Vec<Rule>,
    /// How many letters cannot be told, because the file does not say which letters its glyphs are.
    pub untold: usize,
    /// Whether a picture covers most of the page.
    pub is_picture: bool,
}

/// A letter, and the place that it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Mostly one character.
    pub text: String,
    /// From its left to its right neighbour, from foot to head.
    pub area: Area,
}

/// A rule, from left to right or from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Whether it is upright.
    pub upright: bool,
    /// Its distance from the top of the page, or from the left side when it is upright, mm.
    pub at: f32,
    /// Where it begins, mm.
    pub from: f32,
    /// Where it ends, mm.
    pub to: f32,
}

/// Reads a page.
///
/// # Errors
/// When it cannot be read.
pub fn drawing(page: &PdfPage) -> Result<Drawing, PreviewError> {
    let preview = Preview::open(page.file.to_vec())?;
    let pages = preview.pdf.pages();
    let found = page.number.checked_sub(1).and_then(|index| pages.get(index));
    let found = found.ok_or(PreviewError::NoPage { page: page.number, pages: pages.len() })?;
    let mut settings = preview.settings.clone();
    settings.render_content = RenderContent::PAGE;
    let cache = InterpreterCache::new();
    // Coordinates stay those of the file, which the page knows how to turn.
    let everywhere = Rect::new(-1e5, -1e5, 1e5, 1e5);
    let mut context = Context::new(Affine::IDENTITY, everywhere, &cache, preview.pdf.xref(), settings);
    let mut recorder = Recorder { page, coding: coding(&page.file), drawing: Drawing::default() };
    interpret_page(found, &mut context, &mut recorder);
    Ok(recorder.drawing)
}

/// How the codes of a font are turned into letters where the font itself does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Coding {
    Unicode,
    ShiftJis,
}

/// The coding of the fonts that say nothing but the name of a coding (PDF 32000-1, table 118). `None` when there are
/// several: which one a glyph came from cannot be told.
fn coding(file: &[u8]) -> Option<Coding> {
    let document = Document::load_mem(file).ok()?;
    let of_font = |object: &Object| {
        let font = object.as_dict().ok()?;
        let named =
            font.get(b"Subtype").and_then(Object::as_name).ok()? == b"Type0" && !font.has(b"ToUnicode");
        let name = font.get(b"Encoding").and_then(Object::as_name).ok().filter(|_| named)?;
        let name = String::from_utf8_lossy(name).into_owned();
        if name.starts_with("UniJIS") {
            Some(Coding::Unicode)
        } else {
            name.contains("RKSJ").then_some(Coding::ShiftJis)
        }
    };
    let all = document.objects.values().filter_map(of_font).collect::<BTreeSet<_>>();
    if all.len() == 1 { all.first().copied() } else { None }
}

impl Coding {
    fn text(self, code: u32) -> Option<String> {
        let bytes = code.to_be_bytes();
        match self {
            Coding::Unicode => {
                let units = [(code >> 16) as u16, code as u16];
                let units = units.into_iter().skip_while(|unit| *unit == 0);
                char::decode_utf16(units).collect::<Result<String, _>>().ok()
            }
            Coding::ShiftJis => {
                let bytes = bytes.into_iter().skip_while(|byte| *byte == 0).collect::<Vec<_>>();
                encoding_rs::SHIFT_JIS
                    .decode_without_bom_handling_and_without_replacement(&bytes)
                    .map(|text| text.into_owned())
            }
        }
    }
}

struct Recorder<'p> {
    page: &'p PdfPage,
    coding: Option<Coding>,
    drawing: Drawing,
}

impl Recorder<'_> {
    fn area(&self, rect: Rect) -> Area {
        self.page.area([rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32])
    }

    fn rule(&mut self, a: Point, b: Point) {
        let area = self.area(Rect::from_points(a, b));
        let upright = area.h > area.w;
        let (long, across) = if upright { (area.h, area.w) } else { (area.w, area.h) };
        if across < LEVEL && long >= SHORT {
            self.bar(area, upright);
        }
    }

    fn bar(&mut self, area: Area, upright: bool) {
        let rule = if upright {
            Rule { upright, at: area.x + area.w / 2.0, from: area.y, to: area.y + area.h }
        } else {
            Rule { upright, at: area.y + area.h / 2.0, from: area.x, to: area.x + area.w }
        };
        self.drawing.rules.push(rule);
    }

    fn fill(&mut self, part: &BezPath) {
        let area = self.area(part.bounding_box());
        if area.w.min(area.h) <= THIN && area.w.max(area.h) >= SHORT {
            self.bar(area, area.h > area.w);
        }
    }

    fn stroke(&mut self, part: &BezPath) {
        let mut round = false;
        let mut lines = 0;
        for segment in part.segments() {
            match segment {
                PathSeg::Line(line) => {
                    lines += 1;
                    self.rule(line.p0, line.p1);
                }
                PathSeg::Quad(_) | PathSeg::Cubic(_) => round = true,
            }
        }
        // A box with round corners: for us the corners are there.
        if round && lines == 4 {
            let Rect { x0, y0, x1, y1 } = part.bounding_box();
            let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)].map(Point::from);
            for (from, to) in corners.into_iter().zip(corners.into_iter().skip(1)) {
                self.rule(from, to);
            }
        }
    }
}

fn is_seen(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, opacity] = color.to_rgba().components();
            opacity > 0.0 && red.min(green).min(blue) < WHITE
        }
        Paint::Pattern(_) => true,
    }
}

/// The parts of a path that hang together.
fn parts(path: &BezPath) -> Vec<BezPath> {
    let mut all: Vec<BezPath> = Vec::new();
    for element in path.elements() {
        if all.is_empty() || matches!(element, hayro::kurbo::PathEl::MoveTo(_)) {
            all.push(BezPath::new());
        }
        if let Some(last) = all.last_mut() {
            last.push(*element);
        }
    }
    all
}

impl<'a> Device<'a> for Recorder<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if !is_seen(&props.paint) {
            return;
        }
        for part in parts(path) {
            let part = props.transform * part;
            match mode {
                DrawMode::Fill(_) => self.fill(&part),
                DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => self.stroke(&part),
                DrawMode::Invisible => {}
            }
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        // What a reader of scans put under its picture is a guess.
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        for glyph in run.glyphs() {
            let told = glyph.as_unicode().map(|told| match told {
                BfString::Char(letter) => letter.to_string(),
                BfString::String(text) => text,
            });
            let code = glyph.char_code();
            let Some(text) = told.or_else(|| self.coding?.text(code)) else {
                self.drawing.untold += 1;
                continue;
            };
            if text.trim().is_empty() {
                continue;
            }
            let wide = match &**glyph {
                hayro::hayro_interpret::font::Glyph::Outline(outline) => outline.advance_width(),
                hayro::hayro_interpret::font::Glyph::Type3(own) => own.advance_width(),
            };
            let square = Rect::new(0.0, FOOT, f64::from(wide.unwrap_or(1000.0)), HEAD);
            let area = self.area((props.transform * glyph.transform()).transform_rect_bbox(square));
            self.drawing.letters.push(Letter { text, area });
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let area = self.area(props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0)));
        let (w, h) = self.page.size();
        self.drawing.is_picture |= area.w * area.h > w * h / 2.0;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
