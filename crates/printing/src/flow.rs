//! Rows that flow over pages. A group stays together where a page can hold it.

use kakanai_domain::sheet::Paper;

use crate::fit::wrap;
use crate::fonts::Fonts;
use crate::page::{MM_PER_PT, Mark, Page, Point, Said, Spacing, Words};
use crate::typeface::Typeface;

/// From row to row of running text, em.
const LEADING: f32 = 1.45;

/// How words look.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub size: f32,
    pub face: Typeface,
    pub grey: f32,
}

impl Look {
    pub(crate) const fn new(size: f32, face: Typeface) -> Self {
        Self { size, face, grey: 0.0 }
    }

    pub(crate) const fn grey(self, grey: f32) -> Self {
        Self { grey, ..self }
    }

    pub(crate) fn em(self) -> f32 {
        self.size * MM_PER_PT
    }

    /// Width of words, mm.
    pub(crate) fn long(self, fonts: &Fonts, text: &str) -> f32 {
        fonts.width(text, self.face) * self.em()
    }

    /// Words whose kanji are centred on a height.
    pub(crate) fn words(self, x: f32, middle: f32, text: &str) -> Mark {
        let at = Point { x, y: self.baseline(middle) };
        let Look { size, face, grey } = self;
        let (text, spacing, said) = (text.to_owned(), Spacing::Natural, Said::Line);
        Mark::Text(Words { at, size, face, grey, text, spacing, said })
    }

    fn baseline(self, middle: f32) -> f32 {
        let (top, bottom) = self.face.kanji_box();
        middle + (top + bottom) / 2.0 * self.em()
    }

    /// Rows of running text.
    pub(crate) fn rows(self, fonts: &Fonts, x: f32, width: f32, text: &str) -> Vec<Row> {
        let height = self.height();
        let lines = self.lines(fonts, width, text);
        let said = Said::of_lines(text, &lines);
        let row = |(line, said): (&String, Said)| {
            let Look { size, face, grey } = self;
            let at = Point { x, y: self.baseline(height / 2.0) };
            let (text, spacing) = (line.to_owned(), Spacing::Natural);
            Row::new(height, vec![Mark::Text(Words { at, size, face, grey, text, spacing, said })])
        };
        lines.iter().zip(said).map(row).collect()
    }

    /// Words broken to a width.
    pub(crate) fn lines(self, fonts: &Fonts, width: f32, text: &str) -> Vec<String> {
        wrap(fonts, text, self.face, self.size, width)
    }

    /// Height of a row of running text.
    pub(crate) fn height(self) -> f32 {
        LEADING * self.em()
    }
}

/// Marks under each other; their heights are counted from the top of the row.
#[derive(Clone, Default)]
pub(crate) struct Row {
    pub height: f32,
    pub marks: Vec<Mark>,
    /// White or a rule between blocks: left out at the top of a page.
    pub between: bool,
}

impl Row {
    pub(crate) fn new(height: f32, marks: Vec<Mark>) -> Self {
        Self { height, marks, between: false }
    }

    pub(crate) fn space(height: f32) -> Self {
        Self { height, between: true, ..Row::default() }
    }

    pub(crate) fn rule(x: f32, width: f32, grey: f32) -> Self {
        let (from, to) = (Point { x, y: 0.0 }, Point { x: x + width, y: 0.0 });
        Self { height: 0.0, marks: vec![Mark::Line { from, to, width: 0.15, grey }], between: false }
    }
}

/// Pages that fill up from the top.
pub(crate) struct Flow {
    pub pages: Vec<Page>,
    paper: Paper,
    y: f32,
    /// Nothing but the head stands on the page.
    fresh: bool,
    edges: (f32, f32),
    /// What stands at the top of every further page.
    pub head: Vec<Row>,
    /// The part of that head that every page has; more of it is there while something is in the middle.
    common: usize,
    /// How often a page ended in the middle of something.
    pub torn: usize,
}

impl Flow {
    /// `edges`: where the text of a page begins and ends, mm.
    pub(crate) fn new(paper: Paper, edges: (f32, f32), head: Vec<Row>) -> Self {
        let common = head.len();
        Self { pages: vec![Page::new(paper)], paper, y: edges.0, fresh: true, edges, head, common, torn: 0 }
    }

    /// Adds rows that stay together where a page can hold them.
    pub(crate) fn add(&mut self, rows: Vec<Row>) {
        let height: f32 = rows.iter().map(|row| row.height).sum();
        let (top, bottom) = self.edges;
        let head: f32 = self.head.iter().map(|row| row.height).sum();
        if self.y + height > bottom && height <= bottom - top - head {
            self.turn();
        }
        for row in rows {
            if self.y + row.height > bottom {
                self.turn();
            }
            self.draw(row);
        }
    }

    fn turn(&mut self) {
        self.torn += usize::from(self.head.len() > self.common);
        self.pages.push(Page::new(self.paper));
        self.y = self.edges.0;
        for row in self.head.clone() {
            self.draw(row);
        }
        self.fresh = true;
    }

    fn draw(&mut self, row: Row) {
        if row.between && self.fresh {
            return;
        }
        self.fresh = false;
        let y = self.y;
        self.y += row.height;
        if let Some(page) = self.pages.last_mut() {
            page.marks.extend(row.marks.into_iter().map(|mark| mark.moved(0.0, y)));
        }
    }
}
