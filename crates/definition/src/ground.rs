//! The office's own papers: a page of a PDF with its form fields, and paper that is printed already.

use std::collections::BTreeMap;
use std::sync::Arc;

use kakanai_domain::sheet::{Cell, Content, FormField, Ground, Paper, PdfPage};

use crate::code::Code;
use crate::folder::Source;
use crate::names::{Names, nearest};
use crate::node::{Fields, Node};
use crate::pdf_file::{Kind, Unusable, Widget, read};
use crate::problem::Words;

/// The office's PDF files by path.
pub(crate) type Pdfs = BTreeMap<String, Arc<[u8]>>;

/// How far a page may be from the size of its paper, mm: 595 points for 210 mm are usual.
const TOLERANCE: f32 = 2.0;
/// How many names of fields a problem lists.
const LISTED: usize = 30;

/// The PDF files among the sources.
pub(crate) fn pdfs(sources: &[Source]) -> Pdfs {
    let pdf = |source: &Source| Some((source.path.clone(), source.pdf.clone()?));
    sources.iter().filter_map(pdf).collect()
}

/// What a sheet is laid over, while its blocks are read.
pub(crate) enum Laid {
    /// Nothing, or paper that is printed already.
    On(Ground),
    /// A page of a PDF, and its form fields.
    Over(PdfPage, Vec<Widget>),
    /// Something that cannot be used: reported already.
    Unknown,
}

/// Reads `ground` and `preprinted`.
pub(crate) fn laid(fields: Fields<'_>, names: &Names, paper: Option<Paper>) -> Laid {
    let preprinted = fields.get("preprinted").map_or(Some(false), Node::flag);
    let Some(node) = fields.get("ground") else {
        return match preprinted {
            Some(true) => Laid::On(Ground::Preprinted),
            Some(false) => Laid::On(Ground::Blank),
            None => Laid::Unknown,
        };
    };
    crate::page::either(fields, "ground", "preprinted");
    over(node, names, paper).map_or(Laid::Unknown, |(page, widgets)| Laid::Over(page, widgets))
}

fn over(node: Node<'_>, names: &Names, paper: Option<Paper>) -> Option<(PdfPage, Vec<Widget>)> {
    let fields = node.record(&["pdf", "page"])?;
    let number = fields.get("page").map_or(Some(1), |node| node.within(1, 9999));
    let pdf = fields.need("pdf")?;
    let path = pdf.str()?;
    let Some(file) = names.pdfs.get(path) else {
        let near = nearest(path, names.pdfs.keys().map(String::as_str));
        pdf.spot().wrong_near(Code::NoPdf, [path.into()], near);
        return None;
    };
    let (page, widgets) = match read(file, number?) {
        Ok(read) => read,
        Err(Unusable::NoPage(pages)) => {
            let number = number.unwrap_or_default();
            let spot = fields.get("page").unwrap_or(pdf);
            spot.wrong(
                Code::NoSuchPage,
                [path.into(), Words::same(number.to_string()), Words::same(pages.to_string())],
            );
            return None;
        }
        Err(Unusable::File(why)) => {
            pdf.wrong(Code::BadPdf, [path.into(), why.into()]);
            return None;
        }
    };
    let paper = paper?;
    let (w, h) = page.size();
    let (wide, high) = (f32::from(paper.width), f32::from(paper.height));
    if (w - wide).abs() > TOLERANCE || (h - high).abs() > TOLERANCE {
        let size = |w: f32, h: f32| Words::same(format!("{w:.0} × {h:.0} mm"));
        node.wrong(Code::OtherPaper, [size(wide, high), size(w, h)]);
        return None;
    }
    Some((page, widgets))
}

impl Laid {
    /// Whether the sheet is laid over a page of the office's own.
    pub fn is_over(&self) -> bool {
        matches!(self, Laid::Over(..))
    }

    /// Takes the place of a form field for a cell, which becomes the block with that index; `None` after reporting
    /// why it cannot.
    pub fn take(
        &mut self,
        fields: Fields<'_>,
        cell: &mut Cell,
        block: usize,
    ) -> Option<kakanai_domain::sheet::Area> {
        let node = fields.get("field")?;
        let name = node.str()?;
        let state = match fields.get("state") {
            None => None,
            Some(state) => Some((state, state.str()?)),
        };
        let Laid::Over(page, widgets) = self else {
            if let Laid::On(_) = self {
                fields.key_spot("field").wrong(Code::KeyWithout, ["field".into(), "ground".into()]);
            }
            return None;
        };
        let own = widgets.iter().filter(|widget| widget.name == name).collect::<Vec<_>>();
        let Some(first) = own.first() else {
            let names = || widgets.iter().map(|widget| widget.name.as_str());
            let mut all = names().collect::<Vec<_>>();
            all.dedup();
            let more = if all.len() > LISTED { " …" } else { "" };
            all.truncate(LISTED);
            let all = if all.is_empty() {
                Words::new("（ありません）", "(none)")
            } else {
                Words::same(format!("{}{more}", all.join(" ")))
            };
            node.spot().wrong_near(Code::UnknownField, [name.into(), all], nearest(name, names()));
            return None;
        };
        let (fits, key) = fit(&cell.content, first.kind);
        if !fits {
            node.wrong(Code::UnfitField, [name.into(), first.kind.words().into(), key.into()]);
            return None;
        }
        let ticked = matches!(cell.content, Content::Tick(..));
        if let Some((state, _)) = state
            && !ticked
        {
            state.wrong(Code::KeyWithout, ["state".into(), "tick".into()]);
        }
        let (widget, state) = if ticked { widget_in(&own, name, state, fields)? } else { (*first, None) };
        let again = page.fields.iter().any(|taken| taken.annotation == widget.annotation);
        if again {
            node.wrong(Code::FieldAgain, [name.into()]);
            return None;
        }
        if cell.style.comb.is_none() && matches!(cell.content, Content::Show(_)) {
            cell.style.comb = widget.comb;
        }
        let area = page.area(widget.rect);
        if matches!(cell.content, Content::Show(_) | Content::Tick(..)) {
            page.fields.push(FormField { block, annotation: widget.annotation, state });
        }
        Some(area)
    }

    /// What the finished sheet is laid over; `None` where that is not known.
    pub fn ground(self) -> Option<Ground> {
        match self {
            Laid::On(ground) => Some(ground),
            Laid::Over(page, _) => Some(Ground::Pdf(Arc::new(page))),
            Laid::Unknown => None,
        }
    }
}

/// The button of a field that has the state.
fn widget_in<'w>(
    own: &[&'w Widget],
    name: &str,
    state: Option<(Node<'_>, &str)>,
    fields: Fields<'_>,
) -> Option<(&'w Widget, Option<Box<[u8]>>)> {
    let mut all = own.iter().flat_map(|widget| widget.states.iter().map(|state| (*widget, state)));
    let texts = || {
        let texts = own.iter().flat_map(|widget| widget.states.iter().map(|state| shown(state)));
        texts.collect::<Vec<_>>()
    };
    let found = match state {
        Some((_, wanted)) => all.find(|(_, state)| shown(state) == wanted),
        None if texts().len() == 1 => all.next(),
        None => {
            fields.key_spot("field").wrong(
                Code::UnknownState,
                [("（なし）", "(none)").into(), name.into(), Words::same(texts().join(" "))],
            );
            return None;
        }
    };
    if found.is_none()
        && let Some((node, wanted)) = state
    {
        let texts = texts();
        let near = nearest(wanted, texts.iter().map(String::as_str));
        let all = Words::same(texts.join(" "));
        node.spot().wrong_near(Code::UnknownState, [wanted.into(), name.into(), all], near);
    }
    found.map(|(widget, state)| (widget, Some(state.clone())))
}

fn shown(state: &[u8]) -> String {
    String::from_utf8_lossy(state).into_owned()
}

/// Whether a content fits a kind of field, and the key that says so.
fn fit(content: &Content, kind: Kind) -> (bool, &'static str) {
    let text = matches!(kind, Kind::Text);
    match content {
        Content::Show(_) => (text, "show"),
        Content::Tick(..) => (matches!(kind, Kind::Button), "tick"),
        Content::Ring(..) => (false, "ring"),
        Content::Options(..) => (false, "options"),
        Content::Label(_) => (text, "label"),
        Content::Blank(..) => (true, "blank"),
    }
}
