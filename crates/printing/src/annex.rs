//! 別紙: what had no room in its box, in full.

use kakanai_domain::sheet::Paper;

use crate::flow::{Flow, Look, Row};
use crate::fonts::Fonts;
use crate::page::Page;
use crate::typeface::Typeface;

/// Left and right edge of the text, mm.
const SIDE: f32 = 20.0;
/// Where the text of a page begins, and how far from the lower edge it ends, mm.
const EDGES: (f32, f32) = (16.0, 16.0);

const TITLE: Look = Look::new(18.0, Typeface::Gothic);
const ABOUT: Look = Look::new(10.5, Typeface::Gothic);
const LABEL: Look = Look::new(10.5, Typeface::Gothic);
const TEXT: Look = Look::new(12.0, Typeface::Mincho);

/// The texts that go to the annex of a sheet.
#[derive(Default)]
pub struct Annex {
    /// Names of the boxes, and their text.
    entries: Vec<(String, String)>,
}

impl Annex {
    /// Takes a text; gives the number under which the box refers to it. Boxes with the same text share it.
    pub fn add(&mut self, label: &str, text: &str) -> usize {
        match self.entries.iter_mut().zip(1..).find(|((_, other), _)| other == text) {
            Some(((labels, _), number)) => {
                labels.push('、');
                labels.push_str(label);
                number
            }
            None => {
                self.entries.push((label.to_owned(), text.to_owned()));
                self.entries.len()
            }
        }
    }

    /// The pages, without foot; none where everything had room. `about` says whose annex it is.
    pub fn pages(&self, fonts: &Fonts, paper: Paper, about: &str) -> Vec<Page> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let wide = f32::from(paper.width) - 2.0 * SIDE;
        let edges = (EDGES.0, f32::from(paper.height) - EDGES.1);
        let mut flow = Flow::new(paper, edges, head(fonts, wide, about, "別　紙（続き）"));
        flow.add(head(fonts, wide, about, "別　紙"));
        for (number, (label, text)) in (1..).zip(&self.entries) {
            let name = format!("別紙{number}　{label}");
            let mut rows = LABEL.rows(fonts, SIDE, wide, &name);
            rows.push(Row::space(1.0));
            rows.extend(TEXT.rows(fonts, SIDE + 4.0, wide - 4.0, text));
            rows.extend([
                Row::space(3.0),
                Row { between: true, ..Row::rule(SIDE, wide, 0.6) },
                Row::space(3.0),
            ]);
            flow.add(rows);
        }
        flow.pages
    }
}

fn head(fonts: &Fonts, wide: f32, about: &str, title: &str) -> Vec<Row> {
    let height = TITLE.height();
    let x = SIDE + (wide - TITLE.long(fonts, title)) / 2.0;
    let mut rows = vec![Row::new(height, vec![TITLE.words(x, height / 2.0, title)]), Row::space(2.0)];
    rows.extend(ABOUT.rows(fonts, SIDE, wide, about));
    rows.extend([Row::space(2.0), Row::rule(SIDE, wide, 0.0), Row::space(4.0)]);
    rows
}
