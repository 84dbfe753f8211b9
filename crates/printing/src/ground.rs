//! What a page is laid over: paper that is printed already, or a page of the office's own PDF.

use std::sync::Arc;

use kakanai_domain::filled::{FilledSheet, Ink};
use kakanai_domain::sheet::{self, Area, Cell, Content, PdfPage, Sheet};

use crate::cell::PEN;
use crate::page::{Mark, Page, Point};

/// Side of a tick that fills its place, part of the shorter side of the place.
const FULL: f32 = 0.9;

/// What is under the marks of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Ground {
    /// Nothing: a blank paper.
    Blank,
    /// The paper carries these marks already: they are shown in previews ([`Page::seen`]) and not printed.
    Preprinted(Vec<Mark>),
    /// A page of the office's own PDF, with what goes into the fields of its form.
    Pdf(Arc<PdfPage>, Vec<Entry>),
}

/// What goes into a field of the office's own form.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Index of the field's widget among the annotations of the page.
    pub annotation: usize,
    /// What it becomes.
    pub becomes: Becomes,
}

/// What a field of a form becomes.
#[derive(Clone, PartialEq, Eq)]
pub enum Becomes {
    /// A text, which the page shows by its marks: the field only knows it.
    Text(String),
    /// A button in this state, which the form shows by itself.
    State(Box<[u8]>),
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entry({} …)", self.annotation)
    }
}

impl Page {
    /// The page as it will look on its paper: with what is printed there already. For previews.
    pub fn seen(mut self) -> Page {
        if let Ground::Preprinted(paper) = &mut self.ground {
            let mut marks = std::mem::take(paper);
            marks.append(&mut self.marks);
            self.marks = marks;
            self.ground = Ground::Blank;
        }
        self
    }
}

/// Keeps apart what is printed and what stands on the paper already, while a sheet is set.
pub(crate) struct Under<'a> {
    sheet: &'a Sheet,
    /// Marks that the paper carries.
    paper: Vec<Mark>,
}

impl<'a> Under<'a> {
    /// The page has the shades and rules of the sheet so far.
    pub fn new(sheet: &'a Sheet, page: &mut Page) -> Self {
        let paper = match sheet.ground {
            sheet::Ground::Blank => Vec::new(),
            sheet::Ground::Pdf(_) | sheet::Ground::Preprinted => std::mem::take(&mut page.marks),
        };
        Self { sheet, paper }
    }

    /// Whether nothing stands on the paper yet.
    pub fn is_blank(&self) -> bool {
        matches!(self.sheet.ground, sheet::Ground::Blank)
    }

    /// A cell was set: its marks are those from `start` on.
    pub fn keep_ink(&mut self, page: &mut Page, start: usize, area: Area, cell: &Cell, ink: Option<&Ink>) {
        if self.is_blank() {
            return;
        }
        let own = page.marks.split_off(start);
        let marked = matches!(ink, Some(Ink::Marked));
        match &cell.content {
            Content::Tick(_, words) | Content::Ring(_, words) if words.is_empty() => {
                self.paper.extend(own);
                if marked && !self.is_button(&cell.id) {
                    page.marks.push(full(area, &cell.content));
                }
            }
            Content::Tick(..) | Content::Ring(..) | Content::Options(..) => {
                let (ink, rest) = own.into_iter().partition::<Vec<_>, _>(|mark| {
                    matches!(mark, Mark::Tick { .. } | Mark::Ring { .. }) && !self.is_button(&cell.id)
                });
                page.marks.extend(ink);
                self.paper.extend(rest);
            }
            // Between 枡 the paper has its own rules.
            Content::Show(_) => {
                let (ink, rest) =
                    own.into_iter().partition::<Vec<_>, _>(|mark| matches!(mark, Mark::Text(_)));
                page.marks.extend(ink);
                self.paper.extend(rest);
            }
            Content::Label(_) if self.is_free_words(cell) => page.marks.extend(own),
            Content::Label(_) | Content::Blank(..) => self.paper.extend(own),
        }
    }

    // Words that a sheet adds to a page of the office's own.
    fn is_free_words(&self, cell: &Cell) -> bool {
        matches!(self.sheet.ground, sheet::Ground::Pdf(_))
            && self
                .sheet
                .blocks
                .iter()
                .any(|block| matches!(block, sheet::Block::Free(_, own) if std::ptr::eq(own, cell)))
    }

    // A button of the form shows its state itself.
    fn is_button(&self, id: &str) -> bool {
        let sheet::Ground::Pdf(page) = &self.sheet.ground else { return false };
        page.fields.iter().filter(|field| field.state.is_some()).any(|field| {
            matches!(self.sheet.blocks.get(field.block), Some(sheet::Block::Free(_, cell)) if cell.id == id)
        })
    }

    /// Everything is set.
    pub fn finish(self, page: &mut Page, filled: &FilledSheet) {
        page.ground = match &self.sheet.ground {
            sheet::Ground::Blank => Ground::Blank,
            sheet::Ground::Preprinted => Ground::Preprinted(self.paper),
            sheet::Ground::Pdf(pdf) => {
                let entries = pdf.fields.iter().filter_map(|field| {
                    let ink = &filled.boxes.iter().find(|filled| filled.block == field.block)?.ink;
                    let becomes = match (ink, &field.state) {
                        (Ink::Text(text), None) => Becomes::Text(text.clone()),
                        (Ink::Marked, Some(state)) => Becomes::State(state.clone()),
                        (Ink::Text(_) | Ink::Marked | Ink::Options(_) | Ink::Blank, _) => return None,
                    };
                    Some(Entry { annotation: field.annotation, becomes })
                });
                Ground::Pdf(pdf.clone(), entries.collect())
            }
        };
    }
}

/// A tick or ring without words fills its place.
fn full(area: Area, content: &Content) -> Mark {
    match content {
        Content::Ring(..) => Mark::Ring { area, width: PEN },
        Content::Tick(..)
        | Content::Label(_)
        | Content::Show(_)
        | Content::Options(..)
        | Content::Blank(..) => {
            let size = area.w.min(area.h) * FULL;
            let at = Point { x: area.x + (area.w - size) / 2.0, y: area.y + (area.h - size) / 2.0 };
            Mark::Tick { at, size }
        }
    }
}
