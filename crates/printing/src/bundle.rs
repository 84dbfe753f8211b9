//! Pages on their way to a printer: two-sided, and on paper that is printed already.

use kakanai_domain::sheet::Paper;

use crate::ground::Ground;
use crate::page::Page;

/// How far a printer is off, mm: what is printed is moved by so much. Measured on the calibration sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Offset {
    /// To the right; negative: to the left.
    pub x_mm: f32,
    /// Down; negative: up.
    pub y_mm: f32,
}

/// The pages with the marks on pre-printed paper moved to where the printer puts them right. Other pages stay.
pub fn moved(pages: Vec<Page>, offset: Offset) -> Vec<Page> {
    let moved = |mut page: Page| {
        if matches!(page.ground, Ground::Preprinted(_)) {
            let marks = std::mem::take(&mut page.marks).into_iter();
            page.marks = marks.map(|mark| mark.moved(offset.x_mm, offset.y_mm)).collect();
        }
        page
    };
    pages.into_iter().map(moved).collect()
}

/// The pages for two-sided printing: each paper begins on a front, behind a blank back where the one before ends on a
/// front. Pages that go on with the one before stand on its back if they are of the same size.
pub fn two_sided(pages: Vec<Page>) -> Vec<Page> {
    let mut sides: Vec<Page> = Vec::new();
    // The paper whose back is still free.
    let mut front: Option<Paper> = None;
    for mut page in pages {
        let follows = !page.begins && front == Some(page.paper);
        if let Some(paper) = front.filter(|_| !follows) {
            sides.push(Page { back: true, begins: false, ..Page::new(paper) });
        }
        page.back = follows;
        front = (!follows).then_some(page.paper);
        sides.push(page);
    }
    sides
}
