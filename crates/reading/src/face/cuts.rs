//! Which lines of a card are read, and what was read on them.

use super::cut::{Grey, Sheet};
use super::layout::{Area, Field, Layout, MARGIN, MARK_MARGIN, Mark, Place, widened};
use super::picture::Picture;
use super::prepare::{Band, Way, bands};
use super::text::{Hint, Line, LineText, TextEngine, TextError};
use super::values::Said;
use crate::symbol::Frame;
use crate::symbol::plane::Point;

/// Three ways of making a line: they fail in different places.
const WAYS: [Way; 3] =
    [Way { height: 32, smooth: 0.0 }, Way { height: 36, smooth: 1.0 }, Way { height: 36, smooth: 2.0 }];
/// A single character is read as three of it: engines expect lines.
const REPEATED: usize = 3;

/// What a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Mark(usize),
    Field { nth: usize, line: usize, way: usize },
}

impl Of {
    /// Whether both are one line of a field, made in two ways.
    fn is_the_line_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field { nth, line, .. }, Self::Field { nth: field, line: also, .. }) => {
                (nth, line) == (field, also)
            }
            (Self::Mark(_) | Self::Field { .. }, Self::Mark(_)) | (Self::Mark(_), Self::Field { .. }) => {
                false
            }
        }
    }
}

/// A field cut out of a picture.
pub(crate) struct Cut {
    pub(crate) field: Field,
    /// As it is seen: for the screen.
    pub(crate) picture: Grey,
    bands: Vec<Band>,
}

/// What was read of a field, one way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Raw {
    /// Line by line.
    pub(crate) lines: Vec<LineText>,
}

impl Raw {
    /// All lines together.
    pub(crate) fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect()
    }

    /// As something that was said.
    pub(crate) fn said(&self) -> Said {
        Said { text: self.text(), confidence: self.confidence() }
    }

    /// Of the least sure line.
    pub(crate) fn confidence(&self) -> f32 {
        self.lines.iter().map(|line| line.confidence).reduce(f32::min).unwrap_or(0.0)
    }
}

/// All that is cut out of a picture for a layout.
pub(crate) struct Cuts {
    pub(crate) cuts: Vec<Cut>,
    lines: Vec<Line>,
    of: Vec<Of>,
}

/// What was read.
pub(crate) struct Texts {
    /// What stands where the marks to check should be.
    pub(crate) marks: Vec<(String, LineText)>,
    /// Each field with what was read of it: by one engine after the other, one way after the other.
    pub(crate) fields: Vec<(Field, Vec<Raw>)>,
}

impl Cuts {
    pub(crate) fn of(sheet: &Sheet, layout: &Layout) -> Self {
        let mut cuts = Self { cuts: Vec::new(), lines: Vec::new(), of: Vec::new() };
        for (nth, mark) in layout.marks.iter().enumerate().filter(|(_, mark)| mark.check) {
            cuts.add_mark(sheet, nth, mark);
        }
        for place in &layout.places {
            cuts.add_place(sheet, place);
        }
        cuts
    }

    fn add_mark(&mut self, sheet: &Sheet, nth: usize, mark: &Mark) {
        let grey = sheet.cut(widened(mark.at, MARK_MARGIN));
        let [way, ..] = WAYS;
        let line = bands(&grey, 1).first().and_then(|band| band.line(way, 1));
        self.push(line, Hint::Japanese, Of::Mark(nth));
    }

    fn add_place(&mut self, sheet: &Sheet, place: &Place) {
        let nth = self.cuts.len();
        let picture = sheet.cut(widened(place.at, MARGIN));
        let bands = bands(&picture, place.lines);
        let hint = hint(place.field);
        for (line, band) in bands.iter().enumerate() {
            let alone = place.field == Field::Sex && band.width() < 2 * band.height();
            let times = if alone { REPEATED } else { 1 };
            for (way, made) in WAYS.into_iter().enumerate() {
                self.push(band.line(made, times), hint, Of::Field { nth, line, way });
            }
        }
        self.cuts.push(Cut { field: place.field, picture, bands });
    }

    fn push(&mut self, picture: Option<Frame>, hint: Hint, of: Of) {
        if let Some(picture) = picture {
            let again = self.of.last().is_some_and(|before| before.is_the_line_of(&of));
            self.lines.push(Line { picture, hint, again });
            self.of.push(of);
        }
    }

    /// Has every engine read the lines it can, and puts together what they read.
    pub(crate) fn read(&self, layout: &Layout, engines: &[&dyn TextEngine]) -> Result<Texts, TextError> {
        let mut texts = Texts {
            marks: Vec::new(),
            fields: self.cuts.iter().map(|cut| (cut.field, Vec::new())).collect(),
        };
        for engine in engines {
            let (of, lines): (Vec<Of>, Vec<Line>) = self
                .of
                .iter()
                .zip(&self.lines)
                .filter(|(_, line)| engine.reads(line.hint))
                .map(|(of, line)| (*of, line.clone()))
                .unzip();
            let read = engine.read(&lines)?;
            self.add(&mut texts, layout, *engine, of.into_iter().zip(read));
        }
        Ok(texts)
    }

    /// What one engine read.
    fn add(
        &self,
        texts: &mut Texts,
        layout: &Layout,
        engine: &dyn TextEngine,
        read: impl Iterator<Item = (Of, LineText)>,
    ) {
        let count = |cut: &Cut| vec![Raw { lines: vec![LineText::default(); cut.bands.len()] }; WAYS.len()];
        let mut fields: Vec<Vec<Raw>> = self.cuts.iter().map(count).collect();
        for (of, text) in read {
            match of {
                Of::Mark(nth) => {
                    let mark = layout.marks.get(nth).map(|mark| mark.text.clone()).unwrap_or_default();
                    texts.marks.push((mark, text));
                }
                Of::Field { nth, line, way } => {
                    let raw = fields.get_mut(nth).and_then(|raws| raws.get_mut(way));
                    if let Some(place) = raw.and_then(|raw| raw.lines.get_mut(line)) {
                        *place = text;
                    }
                }
            }
        }
        for ((field, raws), read) in texts.fields.iter_mut().zip(fields) {
            // That it read nothing is something it says; that it was not asked is not.
            if engine.reads(hint(*field)) {
                raws.extend(read);
            }
        }
    }

    /// The part of a name's ink that stands left of its widest gap, of all ink; `None` where no gap is wide enough.
    pub(crate) fn division(&self, field: Field) -> Option<f32> {
        let band = self.cuts.iter().find(|cut| cut.field == field)?.bands.first()?;
        let (from, to) = *band.gaps().first()?;
        // The space between 氏 and 名 is a character wide.
        let wide = to - from > band.height() / 2;
        let ink = (band.width() - (to - from)).max(1);
        wide.then(|| from as f32 / ink as f32)
    }
}

/// The lines in a part of something flat whose corners (clockwise, in pixels of the picture) and size (in millimetres) are
/// known, from the top and at most `most`: each made in all the ways in which engines are shown it. For those who train an
/// engine, so that it learns from what it will see.
pub fn lines(
    picture: &Picture,
    corners: [(f32, f32); 4],
    size: [f32; 2],
    at: Area,
    most: usize,
) -> Vec<Vec<Frame>> {
    let corners = corners.map(|(x, y)| Point::new(x, y));
    let Some(sheet) = Sheet::plain(picture, corners, size) else { return Vec::new() };
    let made = |band: &Band| WAYS.into_iter().filter_map(|way| band.line(way, 1)).collect();
    bands(&sheet.cut(at), most).iter().map(made).collect()
}

fn hint(field: Field) -> Hint {
    match field {
        Field::Name | Field::NameHan | Field::Address | Field::Sex => Hint::Japanese,
        Field::NameLatin => Hint::Latin,
        Field::BirthDate | Field::ValidUntil => Hint::Day,
        Field::Number => Hint::LettersAndDigits,
        Field::Mrz => Hint::Zone,
    }
}
