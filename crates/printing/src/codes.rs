//! The symbols of the guide, for those who sit at the counters: one row of symbols for each counter.

use kakanai_domain::guide::Guide;
use kakanai_domain::handover::Encoding;
use kakanai_domain::{Catalog, Lang};

use crate::flow::{Look, Row};
use crate::fonts::Fonts;
use crate::handover::{payloads, typed};
use crate::page::Point;
use crate::symbol::{QUIET, Symbol};
use crate::typeface::Typeface;

/// A module, mm: read by the scanners of offices at 0.33 mm and more.
const MODULE: f32 = 0.4;
/// From one symbol to the next, mm.
const PITCH: f32 = 36.0;
const CAPTION: Look = Look::new(9.0, Typeface::Bold);

/// One row of symbols after the other, from the left edge `x` to the width `w`.
pub(crate) fn rows(
    fonts: &Fonts,
    catalog: &Catalog,
    guide: &Guide,
    receipt: &str,
    (x, w): (f32, f32),
) -> Vec<Row> {
    let office = &catalog.office;
    let wanted = office.handover.as_ref().map_or(Encoding::Utf8, |rule| rule.encoding);
    let mut symbols: Vec<(String, Symbol)> = Vec::new();
    for (order, handed) in (1..).zip(&guide.handovers) {
        let label = office.counters[handed.counter].label.get(Lang::Ja);
        let texts = payloads(&office.code, receipt, office.counters.name(handed.counter), handed, wanted);
        let count = texts.len();
        for (number, text) in (1..).zip(texts) {
            let part = if count > 1 { format!(" {number}/{count}") } else { String::new() };
            symbols.extend(Symbol::new(&text).map(|symbol| (format!("{order} {label}{part}"), symbol)));
        }
        for (label, encoding, text) in &handed.typed {
            symbols.extend(
                typed(text, *encoding).map(|symbol| (format!("{order} {}", label.get(Lang::Ja)), symbol)),
            );
        }
    }
    let in_row = ((w / PITCH).floor() as usize).max(1);
    symbols.chunks(in_row).map(|chunk| row(fonts, chunk, x)).collect()
}

fn row(fonts: &Fonts, symbols: &[(String, Symbol)], x: f32) -> Row {
    let tallest = symbols.iter().map(|(_, symbol)| symbol.side).max().unwrap_or_default();
    let high = f32::from(tallest + QUIET) * MODULE;
    let caption = CAPTION.height();
    let mut marks = Vec::new();
    for (column, (label, symbol)) in symbols.iter().enumerate() {
        let left = x + PITCH * column as f32;
        // A long label is set smaller: the symbols keep their distance.
        let size = CAPTION.size * ((PITCH - 1.0) / CAPTION.long(fonts, label)).min(1.0);
        marks.push(Look { size, ..CAPTION }.words(left, caption / 2.0, label));
        marks.push(symbol.clone().mark(Point { x: left, y: caption + 0.6 }, MODULE));
    }
    Row::new(caption + 0.6 + high, marks)
}
