//! Japanese line breaking. egui's own may begin a line with 「ー」 or 「っ」, or end it with an opening bracket.
//!
//! Breaks are allowed where UAX #14 (strict) *and* a phrase boundary (BudouX) allow them; lines are then
//! balanced, so that no single character is left alone on the last one.
#![allow(clippy::indexing_slicing, reason = "every offset is a character boundary of the same text")]

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align, Color32, Context, FontId, Galley, Id};

/// Sets text in lines no wider than `width` points; `line` is the line height as a multiple of the size.
pub fn set(ctx: &Context, text: &str, font: FontId, line: f32, color: Color32, width: f32) -> Arc<Galley> {
    let text = broken(ctx, text, &font, width);
    let mut job = LayoutJob::default();
    job.wrap.max_width = f32::INFINITY;
    let line_height = Some((font.size * line).round());
    let format =
        TextFormat { font_id: font, color, line_height, valign: Align::Center, ..Default::default() };
    job.append(&text, 0.0, format);
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The text with its line breaks. Remembered by a hash, never by the words: what somebody typed must not
/// stay in the window's memory.
fn broken(ctx: &Context, text: &str, font: &FontId, width: f32) -> String {
    if !width.is_finite() {
        return text.to_owned();
    }
    let key = (text, &font.family, font.size.to_bits(), width.to_bits(), ctx.pixels_per_point().to_bits());
    let id = Id::unique(key);
    if let Some(cuts) = ctx.data(|data| data.get_temp::<Arc<[usize]>>(id)) {
        return cut(text, &cuts);
    }
    let cuts: Arc<[usize]> = cuts(ctx, text, font, width).into();
    ctx.data_mut(|data| data.insert_temp(id, cuts.clone()));
    cut(text, &cuts)
}

fn cut(text: &str, cuts: &[usize]) -> String {
    let mut lines = String::with_capacity(text.len() + cuts.len());
    let mut start = 0;
    for &end in cuts {
        lines.push_str(text.get(start..end).unwrap_or_default().trim_end());
        lines.push('\n');
        start = end;
    }
    lines.push_str(text.get(start..).unwrap_or_default());
    lines
}

fn cuts(ctx: &Context, text: &str, font: &FontId, width: f32) -> Vec<usize> {
    let mut all = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        let words = paragraph.trim_end_matches('\n');
        all.extend(paragraph_cuts(&edges(ctx, words, font), words, width).into_iter().map(|cut| start + cut));
        start += paragraph.len();
    }
    all
}

/// The left edge of the character at each byte, and the right edge of the text at its end.
fn edges(ctx: &Context, text: &str, font: &FontId) -> Vec<f32> {
    let galley = ctx.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font.clone(), Color32::WHITE));
    let mut edges = vec![0.0; text.len() + 1];
    if let Some(row) = galley.rows.first() {
        for ((at, _), glyph) in text.char_indices().zip(&row.row.glyphs) {
            edges[at] = glyph.pos.x;
        }
    }
    edges[text.len()] = galley.size().x;
    edges
}

fn paragraph_cuts(edges: &[f32], text: &str, width: f32) -> Vec<usize> {
    if edges[text.len()] <= width {
        return Vec::new();
    }
    let span = |from: usize, to: usize| edges[from + text[from..to].trim_end().len()] - edges[from];
    let strict = strict_breaks(text);
    let phrases = phrase_breaks(text, &strict);
    let characters: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]).collect();
    fill(&phrases, &strict, width, span)
        .map(|cuts| balance(cuts, &phrases, width, span))
        .or_else(|| fill(&strict, &characters, width, span))
        .or_else(|| fill(&characters, &[], width, span))
        .unwrap_or_default()
}

/// UAX #14, but never inside a number in full-width digits.
fn strict_breaks(text: &str) -> Vec<usize> {
    let in_number = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "，．：－".contains(c);
    unicode_linebreak::linebreaks(text)
        .map(|(at, _)| at)
        .filter(|&at| {
            let before = text[..at].chars().next_back().is_some_and(in_number);
            !(before && text[at..].chars().next().is_some_and(in_number))
        })
        .collect()
}

fn phrase_breaks(text: &str, strict: &[usize]) -> Vec<usize> {
    if !text.chars().any(|c| ('\u{3041}'..='\u{30FF}').contains(&c)) {
        return strict.to_vec();
    }
    let phrases: HashSet<usize> = budoux::parse(budoux::models::default_japanese_model(), text)
        .iter()
        .scan(0, |end, phrase| {
            *end += phrase.len();
            Some(*end)
        })
        .collect();
    let after_space = |at: usize| text[..at].ends_with(['\u{3000}', ' ']);
    strict
        .iter()
        .copied()
        .filter(|at| phrases.contains(at) || *at == text.len() || after_space(*at))
        .collect()
}

/// Greedy lines. `fine` breaks are used only inside a piece that is wider than a line; `None` when even
/// they do not help.
fn fill(
    breaks: &[usize],
    fine: &[usize],
    width: f32,
    span: impl Fn(usize, usize) -> f32,
) -> Option<Vec<usize>> {
    let (mut cuts, mut start, mut last) = (Vec::new(), 0, 0);
    for &at in breaks {
        if span(start, at) > width && last > start {
            cuts.push(last);
            start = last;
        }
        while span(start, at) > width {
            let inner = fine.iter().copied().rfind(|&f| f > start && f < at && span(start, f) <= width)?;
            cuts.push(inner);
            start = inner;
        }
        last = at;
    }
    Some(cuts)
}

/// The narrowest lines that are as many, for the few lines of a heading.
fn balance(cuts: Vec<usize>, breaks: &[usize], width: f32, span: impl Fn(usize, usize) -> f32) -> Vec<usize> {
    let count = cuts.len();
    if count == 0 || count > 3 {
        return cuts;
    }
    let (mut least, mut most, mut best) = (width / (count + 1) as f32 * 0.9, width, cuts);
    for _ in 0..8 {
        let middle = f32::midpoint(least, most);
        match fill(breaks, &[], middle, &span) {
            Some(cuts) if cuts.len() == count => {
                best = cuts;
                most = middle;
            }
            Some(_) | None => least = middle,
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of `text` when every character is one unit wide and a line holds `width`.
    fn lines(text: &str, width: f32) -> Vec<String> {
        let mut edges = vec![0.0; text.len() + 1];
        for (n, (at, _)) in text.char_indices().enumerate() {
            edges[at] = n as f32;
        }
        edges[text.len()] = text.chars().count() as f32;
        cut(text, &paragraph_cuts(&edges, text, width)).lines().map(str::to_owned).collect()
    }

    #[test]
    fn lines_break_where_a_reader_would() {
        assert_eq!(
            lines("入力した内容を確認してから、受付するボタンを押してください。", 20.0),
            ["入力した内容を確認してから、", "受付するボタンを押してください。"]
        );
        assert_eq!(lines("手数料は１，２３４円です。", 10.0).concat(), "手数料は１，２３４円です。");
        assert!(lines("手数料は１，２３４円です。", 10.0).iter().any(|line| line.contains("１，２３４")));
    }

    #[test]
    fn no_line_begins_with_what_belongs_to_the_one_before() {
        let text = "マイナンバーカードなど、カードをお持ちの方は「はい」を、ちょっとわからないときは職員へ。";
        for width in 3..20 {
            for line in lines(text, width as f32).iter().skip(1) {
                assert!(!line.starts_with(['ー', 'っ', 'ょ', '、', '。', '」']), "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_word_wider_than_the_line_still_breaks() {
        assert_eq!(lines("ABCDEFGH", 3.0), ["ABC", "DEF", "GH"]);
    }
}
