//! Pages to bytes.
//!
//! Fonts are embedded as subsets. Every line of text carries what it says as `ActualText`: what is taken out of
//! the PDF is what was meant, also where one glyph stands for several characters. The bytes are the same for
//! the same pages: no clock, no random names.

use std::collections::{BTreeMap, BTreeSet};

use kakanai_domain::Date;
use kakanai_domain::sheet::Area;
use lopdf::{Dictionary, Object, text_string};
use printpdf as p;
use printpdf::Op;

use crate::comb;
use crate::error::PrintError;
use crate::fonts::{Font, Fonts, Installed};
use crate::lay::lay_over;
use crate::page::{MM_PER_PT, Mark, Page, Point, Said, Spacing, Words};
use crate::shape::Cluster;
use crate::typeface::Typeface;

/// Part of the radius at which the Bézier curve of a quarter circle has its controls.
const QUARTER: f32 = 0.552_284_8;
/// Thickness of a tick, part of its square.
const TICK: f32 = 0.14;

/// What the file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocInfo {
    /// Title in the window of a viewer. No names of people.
    pub title: String,
    /// The day of the visit: the file's date.
    pub today: Date,
}

/// The pages as a PDF.
pub fn pdf(pages: &[Page], info: &DocInfo, fonts: &Fonts) -> Result<Vec<u8>, PrintError> {
    if pages.is_empty() {
        return Err(PrintError::NoPages);
    }
    let mut used = BTreeSet::new();
    let sides = pages.iter().map(|page| side(page, fonts, &mut used)).collect();
    let mut document = p::PdfDocument::new(&info.title);
    for font in used {
        let (tag, name) = names(font);
        let parsed = fonts.file(font).and_then(|(bytes, index)| {
            p::ParsedFont::from_bytes(bytes, usize::try_from(index).ok()?, &mut Vec::new())
        });
        let parsed = parsed.ok_or(PrintError::Font(name))?;
        document.resources.fonts.map.insert(p::FontId(tag.to_owned()), p::PdfFont::new(parsed));
    }
    document.with_pages(sides);
    let mut file = document.to_lopdf_document(&p::PdfSaveOptions::default(), &mut Vec::new());
    describe(&mut file, info, pages).map_err(|error| PrintError::Write(error.to_string()))?;
    file.compress();
    lay_over(&mut file, pages)?;
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|error| PrintError::Write(error.to_string()))?;
    Ok(bytes)
}

/// What printpdf has no words for: language, printing without scaling, and no claim to be PDF/X.
fn describe(file: &mut lopdf::Document, info: &DocInfo, pages: &[Page]) -> lopdf::Result<()> {
    let catalog = file.catalog_mut()?;
    catalog.set("Lang", Object::string_literal("ja"));
    let preferences = [
        ("PrintScaling", "None".into()),
        ("DisplayDocTitle", true.into()),
        ("PickTrayByPDFSize", true.into()),
        ("Duplex", duplex(pages).into()),
    ];
    catalog.set("ViewerPreferences", Dictionary::from_iter(preferences));
    let day = info.today;
    let date = format!("D:{:04}{:02}{:02}000000+09'00'", day.year(), day.month(), day.day());
    let about = [
        ("Title", text_string(&info.title)),
        ("Producer", text_string("kakanai")),
        ("CreationDate", Object::string_literal(date.as_str())),
        ("ModDate", Object::string_literal(date.as_str())),
    ];
    let id = file.trailer.get(b"Info")?.as_reference()?;
    file.set_object(id, Dictionary::from_iter(about));
    // The names printpdf gives are counted up through the whole process.
    file.trailer.remove(b"ID");
    file.version = "1.7".into();
    Ok(())
}

/// How the paper is turned for its back (PDF 32000-1, table 150): as a leaf of a book, whichever edge is the long one.
fn duplex(pages: &[Page]) -> &'static str {
    let mut backs = pages.iter().filter(|page| page.back).peekable();
    if backs.peek().is_none() {
        return "Simplex";
    }
    // One word for the whole file: the blank backs do not mind.
    let drawn = backs.filter(|page| !page.marks.is_empty());
    let (wide, high) = drawn.partition::<Vec<_>, _>(|page| page.paper.width > page.paper.height);
    if wide.len() > high.len() { "DuplexFlipShortEdge" } else { "DuplexFlipLongEdge" }
}

/// The name of a font in a PDF, six capitals that become the tag of its subset (PDF 32000-1, 9.6.4); and for
/// people.
fn names(font: Font) -> (&'static str, &'static str) {
    match font {
        Font::Own(Typeface::Gothic) => ("GOTHIC", Typeface::Gothic.name()),
        Font::Own(Typeface::Mincho) => ("MINCHO", Typeface::Mincho.name()),
        Font::Own(Typeface::Plain) => ("PLAING", Typeface::Plain.name()),
        Font::Own(Typeface::Bold) => ("BOLDGO", Typeface::Bold.name()),
        Font::Installed(Installed::Mj) => ("IPAMJM", "IPAmj Mincho"),
        Font::Installed(Installed::Serif) => ("NOTOSE", "Noto Serif CJK JP"),
        Font::Installed(Installed::Sans) => ("NOTOSA", "Noto Sans CJK JP"),
    }
}

fn side(page: &Page, fonts: &Fonts, used: &mut BTreeSet<Font>) -> p::PdfPage {
    let (width, height) = (f32::from(page.paper.width), f32::from(page.paper.height));
    let mut pen = Pen { height, fonts, ops: Vec::new(), used, shade: None, outline: None, thickness: None };
    for mark in &page.marks {
        pen.draw(mark);
    }
    p::PdfPage::new(p::Mm(width), p::Mm(height), pen.ops)
}

/// Draws marks; PDF counts upwards from the bottom of the page. What is set already is not set again.
struct Pen<'a> {
    height: f32,
    fonts: &'a Fonts,
    ops: Vec<Op>,
    used: &'a mut BTreeSet<Font>,
    shade: Option<f32>,
    outline: Option<f32>,
    thickness: Option<f32>,
}

impl Pen<'_> {
    fn draw(&mut self, mark: &Mark) {
        match mark {
            Mark::Text(words) => self.text(words),
            Mark::Line { from, to, width, grey } => {
                self.stroke(*width, *grey);
                self.path(vec![self.corner(*from), self.corner(*to)], false);
            }
            Mark::Rect { area, grey } => {
                self.ink(*grey);
                self.area(corners(*area).map(|at| self.corner(at)).to_vec());
            }
            Mark::Frame { area, width, grey } => {
                self.stroke(*width, *grey);
                self.path(corners(*area).map(|at| self.corner(at)).to_vec(), true);
            }
            Mark::Ring { area, width } => {
                self.stroke(*width, 0.0);
                self.path(self.ellipse(*area), true);
            }
            Mark::Disc { area, grey } => {
                self.ink(*grey);
                self.area(self.ellipse(*area));
            }
            Mark::Symbol { area, symbol } => {
                self.ink(0.0);
                let module = area.w / f32::from(symbol.side.max(1));
                let run = |(x, y, long): (u16, u16, u16)| {
                    let [x, y, long] = [x, y, long].map(|modules| f32::from(modules) * module);
                    let run = Area { x: area.x + x, y: area.y + y, w: long, h: module };
                    corners(run).map(|at| self.corner(at)).to_vec()
                };
                let rings = symbol.runs().into_iter().map(|modules| p::PolygonRing { points: run(modules) });
                let rings = rings.collect();
                self.fill(rings);
            }
            Mark::Tick { at, size } => {
                self.stroke(size * TICK, 0.0);
                let stroke = [(0.12, 0.5), (0.42, 0.82), (1.02, 0.02)];
                let points =
                    stroke.map(|(x, y)| self.corner(Point { x: at.x + x * size, y: at.y + y * size }));
                self.path(points.to_vec(), false);
            }
        }
    }

    fn text(&mut self, words: &Words) {
        self.ink(words.grey);
        let em = words.size * MM_PER_PT;
        let clusters = placed(self.fonts.shape(&words.text, words.face), words, em);
        let said = match &words.said {
            Said::Line => &words.text,
            Said::Whole(text) => text,
            Said::Before => "",
        };
        let mut actual = vec![0xFE, 0xFF];
        actual.extend(said.encode_utf16().flat_map(u16::to_be_bytes));
        let properties =
            BTreeMap::from([("ActualText".to_owned(), p::DictItem::String { data: actual, literal: false })]);
        let properties = p::DictItem::Dict { map: properties };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties });
        self.ops.push(Op::StartTextSection);
        for run in clusters.chunk_by(|a, b| a.1.font == b.1.font) {
            self.run(run, words, em);
        }
        self.ops.push(Op::EndTextSection);
        self.ops.push(Op::EndMarkedContent);
    }

    /// Characters of one font, each with its distance from the beginning of the line in em.
    fn run(&mut self, run: &[(f32, Cluster)], words: &Words, em: f32) {
        let Some((first, cluster)) = run.first() else { return };
        self.used.insert(cluster.font);
        let font = p::PdfFontHandle::External(p::FontId(names(cluster.font).0.to_owned()));
        self.ops.push(Op::SetFont { font, size: p::Pt(words.size) });
        let (x, y) = (words.at.x + first * em, self.height - words.at.y);
        let matrix = p::TextMatrix::Translate(p::Mm(x).into_pt(), p::Mm(y).into_pt());
        self.ops.push(Op::SetTextMatrix { matrix });
        let glyphs: Vec<_> = run
            .iter()
            .flat_map(|(x, cluster)| cluster.glyphs.iter().map(move |glyph| (x + glyph.x, glyph)))
            .collect();
        let nexts = glyphs.iter().skip(1).map(|(x, _)| Some(*x)).chain([None]);
        let items = glyphs.iter().zip(nexts).map(|((x, glyph), next)| {
            // Thousandths of an em by which the next glyph is nearer than this one is wide.
            let offset = next.map_or(0.0, |next| ((x + glyph.advance - next) * 1000.0).round());
            p::Codepoint { gid: glyph.id, offset, cid: Some(glyph.source.clone()) }
        });
        self.ops.push(Op::ShowText { items: vec![p::TextItem::GlyphIds(items.collect())] });
    }

    fn ink(&mut self, grey: f32) {
        if self.shade.replace(grey) != Some(grey) {
            self.ops.push(Op::SetFillColor { col: shade(grey) });
        }
    }

    fn stroke(&mut self, width: f32, grey: f32) {
        if self.outline.replace(grey) != Some(grey) {
            self.ops.push(Op::SetOutlineColor { col: shade(grey) });
        }
        if self.thickness.replace(width) != Some(width) {
            self.ops.push(Op::SetOutlineThickness { pt: p::Mm(width).into_pt() });
        }
    }

    fn path(&mut self, points: Vec<p::LinePoint>, is_closed: bool) {
        self.ops.push(Op::DrawLine { line: p::Line { points, is_closed } });
    }

    fn area(&mut self, points: Vec<p::LinePoint>) {
        self.fill(vec![p::PolygonRing { points }]);
    }

    fn fill(&mut self, rings: Vec<p::PolygonRing>) {
        let (mode, winding_order) = (p::PaintMode::Fill, p::WindingOrder::NonZero);
        self.ops.push(Op::DrawPolygon { polygon: p::Polygon { rings, mode, winding_order } });
    }

    fn corner(&self, at: Point) -> p::LinePoint {
        self.point(at.x, at.y, false)
    }

    fn point(&self, x: f32, y: f32, bezier: bool) -> p::LinePoint {
        p::LinePoint { p: p::Point { x: p::Mm(x).into_pt(), y: p::Mm(self.height - y).into_pt() }, bezier }
    }

    /// Four quarters, each with two controls.
    fn ellipse(&self, area: Area) -> Vec<p::LinePoint> {
        let (rx, ry) = (area.w / 2.0, area.h / 2.0);
        let (x, y) = (area.x + rx, area.y + ry);
        let (kx, ky) = (rx * QUARTER, ry * QUARTER);
        let points = [
            (rx, 0.0, false),
            (rx, ky, true),
            (kx, ry, true),
            (0.0, ry, false),
            (-kx, ry, true),
            (-rx, ky, true),
            (-rx, 0.0, false),
            (-rx, -ky, true),
            (-kx, -ry, true),
            (0.0, -ry, false),
            (kx, -ry, true),
            (rx, -ky, true),
            (rx, 0.0, false),
        ];
        points.into_iter().map(|(dx, dy, bezier)| self.point(x + dx, y + dy, bezier)).collect()
    }
}

/// Where each character stands, em from the beginning of the line.
fn placed(clusters: Vec<Cluster>, words: &Words, em: f32) -> Vec<(f32, Cluster)> {
    let mut pen = 0.0;
    let mut step = |x: f32| {
        let at = pen;
        pen += x;
        at
    };
    match words.spacing {
        Spacing::Natural => clusters.into_iter().map(|cluster| (step(cluster.width), cluster)).collect(),
        Spacing::Gap(gap) => {
            clusters.into_iter().map(|cluster| (step(cluster.width + gap / em), cluster)).collect()
        }
        Spacing::Comb(pitch) => {
            let pitch = pitch / em;
            let places = comb::places(&words.text).into_iter();
            let place = |(cluster, (_, before, between)): (Cluster, (&str, usize, bool))| {
                let middle = pitch * (before as f32 + if between { 0.0 } else { 0.5 });
                (middle - cluster.width / 2.0, cluster)
            };
            clusters.into_iter().zip(places).map(place).collect()
        }
    }
}

fn corners(area: Area) -> [Point; 4] {
    let (right, bottom) = (area.x + area.w, area.y + area.h);
    [(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom)].map(|(x, y)| Point { x, y })
}

fn shade(grey: f32) -> p::Color {
    p::Color::Greyscale(p::Greyscale { percent: grey, icc_profile: None })
}
