//! 案内票 on A4: which counters in which order, until when, with what, and why.
//!
//! Set to be read at arm's length by somebody of eighty: nothing a reader needs is smaller than 9 pt, days are
//! larger and bold, one column, much white. It is tightened only where that saves a page.

use kakanai_domain::event::Event;
use kakanai_domain::guide::{Advice, Due, Guide, Stop, Task};
use kakanai_domain::procedure::Level;
use kakanai_domain::sheet::{Area, Paper};
use kakanai_domain::words::date_words;
use kakanai_domain::{Catalog, Date, Id, Interview, Lang, advise};

use crate::codes;
use crate::flow::{Flow, Look, Row};
use crate::fonts::Fonts;
use crate::guide_words::GuideWords;
use crate::page::{Mark, Note, Page, Problem};
use crate::place::foot;
use crate::plan::plan;
use crate::shape::Doubt;
use crate::typeface::Typeface;

/// Left edge and width of the text; and of what stands under a tick box, mm.
const COLUMN: (f32, f32) = (15.0, 180.0);
const INDENTED: (f32, f32) = (26.0, 169.0);
/// Where the text of a page begins and ends, mm.
const EDGES: (f32, f32) = (12.0, 285.5);
/// Width and height of the plan of the floor, mm.
pub(crate) const PLAN: (f32, f32) = (54.0, 28.0);
/// Most of the number of the reception, mm: what stands before it is the title, with its words in one line.
const NUMBER: f32 = 48.0;
/// Side of a tick box, mm: large enough for an unsteady hand.
const BOX: f32 = 5.0;

/// How its words look.
struct Looks {
    title: Look,
    number: Look,
    counter: Look,
    order: Look,
    task: Look,
    due: Look,
    heading: Look,
    body: Look,
    small: Look,
    label: Look,
}

impl Looks {
    /// All of them a little smaller, never under 9 pt.
    fn new(part: f32) -> Self {
        let look = |size: f32, face| Look::new((size * part).max(9.0), face);
        let (plain, bold) = (Typeface::Plain, Typeface::Bold);
        Self {
            title: Look::new(21.0, bold),
            number: Look::new(30.0, bold),
            counter: look(15.0, bold),
            order: look(12.0, bold).grey(1.0),
            task: look(13.0, bold),
            due: look(13.0, bold),
            heading: look(12.0, bold),
            body: look(11.0, plain),
            small: look(9.5, plain).grey(0.2),
            label: look(9.5, bold),
        }
    }
}

/// The guide a resident takes along: in Japanese, which the staff read, with its symbols; behind it in `lang`, where
/// that is another language.
pub fn place_guides(
    catalog: &Catalog,
    event: Id<Event>,
    interview: &Interview,
    today: Date,
    lang: Lang,
    receipt: &str,
    fonts: &Fonts,
) -> Vec<Page> {
    let mut pages = place_guide(catalog, &advise(catalog, event, interview, today, Lang::Ja), receipt, fonts);
    if lang != Lang::Ja {
        // The symbols are for the staff: once is enough.
        let guide = Guide { handovers: Vec::new(), ..advise(catalog, event, interview, today, lang) };
        pages.extend(place_guide(catalog, &guide, receipt, fonts));
    }
    // One paper, or as few as it takes: what follows stands on the backs.
    for page in pages.iter_mut().skip(1) {
        page.begins = false;
    }
    pages
}

/// Sets the guide: on one page where that is possible, else on both sides of one paper.
pub fn place_guide(catalog: &Catalog, guide: &Guide, receipt: &str, fonts: &Fonts) -> Vec<Page> {
    let setter = |(air, part)| {
        let (words, looks) = (GuideWords::of(guide.lang), Looks::new(part));
        GuideSetter { fonts, catalog, guide, words, looks, receipt, air }
    };
    // The roomiest of those with the fewest pages and the fewest counters that run over them.
    let settings = [(1.0, 1.0), (0.6, 1.0), (0.2, 1.0), (0.5, 0.94), (0.1, 0.94)];
    let set = settings.map(|setting| setter(setting).pages());
    let best = set.into_iter().min_by_key(|(pages, torn)| (pages.len(), *torn));
    best.map(|(pages, _)| pages).unwrap_or_default()
}

struct GuideSetter<'a> {
    fonts: &'a Fonts,
    catalog: &'a Catalog,
    guide: &'a Guide,
    words: &'static GuideWords,
    looks: Looks,
    receipt: &'a str,
    /// Part of the white between blocks.
    air: f32,
}

impl GuideSetter<'_> {
    /// The pages, and how often a counter runs over to the next.
    fn pages(&self) -> (Vec<Page>, usize) {
        let mut flow = Flow::new(Paper::A4, EDGES, self.running_head());
        flow.add(self.head());
        if self.guide.stops.is_empty() {
            flow.add(self.looks.body.rows(self.fonts, COLUMN.0, COLUMN.1, self.words.nothing));
        }
        for (index, stop) in self.guide.stops.iter().enumerate() {
            self.stop(&mut flow, index + 1, stop);
        }
        self.tasks(&mut flow, self.words.automatic, &self.guide.automatic);
        self.tasks(&mut flow, self.words.information, &self.guide.information);
        self.advice(&mut flow, self.words.advice, &self.guide.advice);
        self.not_needed(&mut flow);
        let symbols = codes::rows(self.fonts, self.catalog, self.guide, self.receipt, COLUMN);
        if !symbols.is_empty() {
            let mut rows = self.heading(self.words.codes);
            for symbol in symbols {
                rows.push(symbol);
                flow.add(std::mem::take(&mut rows));
            }
        }
        let torn = flow.torn;
        let mut pages = flow.pages;
        let count = pages.len();
        for (index, page) in pages.iter_mut().enumerate() {
            page.notes = glyph_notes(page, self.fonts);
            let middle = if count > 1 { format!("{} / {count}", index + 1) } else { String::new() };
            foot(page, self.fonts, self.words.title, &middle, self.receipt);
        }
        (pages, torn)
    }

    fn white(&self, height: f32) -> Row {
        Row::space(height * self.air)
    }

    /// Title, event and day at the left; the number in a box at the right.
    fn head(&self) -> Vec<Row> {
        let (x, w) = COLUMN;
        // A long number is set smaller: it must leave room for the title.
        let size =
            self.looks.number.size * (NUMBER / self.looks.number.long(self.fonts, self.receipt).max(NUMBER));
        let number = Look { size, ..self.looks.number };
        let long =
            number.long(self.fonts, self.receipt).max(self.looks.label.long(self.fonts, self.words.receipt))
                + 10.0;
        let frame = Area { x: x + w - long, y: 0.0, w: long, h: 19.0 };
        let mut marks = vec![
            self.looks.title.words(x, 5.0, self.words.title),
            Mark::Frame { area: frame, width: 0.5, grey: 0.0 },
            self.looks.label.words(
                frame.x + (long - self.looks.label.long(self.fonts, self.words.receipt)) / 2.0,
                3.6,
                self.words.receipt,
            ),
            number.words(frame.x + (long - number.long(self.fonts, self.receipt)) / 2.0, 11.8, self.receipt),
        ];
        let office =
            self.catalog.office.name.as_ref().map(|name| name.get(self.guide.lang)).unwrap_or_default();
        let day = date_words(self.guide.today, self.guide.lang);
        let about =
            [office, &day].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("　");
        let plan_at = Area { x: frame.x - PLAN.0 - 3.0, y: 0.25, w: PLAN.0, h: PLAN.1 };
        let plan = plan(self.fonts, self.catalog, self.guide, plan_at);
        let (right, bottom) = if plan.is_empty() { (frame.x, frame.h) } else { (plan_at.x, plan_at.h) };
        let mut y = 13.0;
        for (look, text) in [(self.looks.heading, &self.guide.event), (self.looks.body, &about)] {
            for row in look.rows(self.fonts, x, right - x - 4.0, text) {
                marks.extend(row.marks.into_iter().map(|mark| mark.moved(0.0, y)));
                y += row.height;
            }
        }
        marks.extend(plan);
        let mut rows = vec![Row::new(y.max(bottom) + 2.5, marks)];
        rows.extend(self.looks.body.rows(self.fonts, x, w, self.words.how));
        if let Some(soonest) = self.soonest() {
            let text = format!("{}{}{soonest}", self.words.soonest, self.words.colon);
            rows.extend(self.looks.heading.rows(self.fonts, x, w, &text));
        }
        rows.push(self.white(3.0));
        rows
    }

    /// The words of the first day by which something has to be done.
    fn soonest(&self) -> Option<String> {
        let tasks = self.guide.stops.iter().flat_map(|stop| &stop.tasks);
        let dues = tasks.flat_map(|task| &task.due).filter(|due| due.date.is_some());
        dues.min_by_key(|due| due.date).map(|due| due.words.clone())
    }

    /// At the top of every further page.
    fn running_head(&self) -> Vec<Row> {
        let (x, w) = COLUMN;
        let title = format!("{}{}", self.words.title, self.words.continued);
        let number = format!("{}　{}", self.words.receipt, self.receipt);
        let marks = vec![
            self.looks.heading.words(x, 3.0, &title),
            self.looks.heading.words(x + w - self.looks.heading.long(self.fonts, &number), 3.0, &number),
        ];
        vec![Row::new(7.0, marks), Row::rule(x, w, 0.0), Row::space(4.0)]
    }

    fn stop(&self, flow: &mut Flow, number: usize, stop: &Stop) {
        let mut rows = self.counter(number, stop, "");
        for (index, task) in stop.tasks.iter().enumerate() {
            if index > 0 {
                // The heading stays with the first task; every further task may begin a page.
                flow.add(std::mem::take(&mut rows));
                rows.extend([
                    self.white(1.6),
                    Row { between: true, ..Row::rule(INDENTED.0, INDENTED.1, 0.6) },
                    self.white(1.6),
                ]);
                flow.head = self.running_head();
                flow.head.extend(self.counter(number, stop, self.words.continued));
            }
            rows.extend(self.task(task));
        }
        flow.add(std::mem::take(&mut rows));
        flow.head = self.running_head();
        flow.head.extend(self.counter(number, stop, self.words.continued));
        if !stop.bring.is_empty() {
            let things =
                stop.bring.iter().map(|thing| self.catalog.office.things[*thing].label.get(self.guide.lang));
            rows.push(self.white(1.6));
            rows.extend(self.bring(&things.collect::<Vec<_>>()));
        }
        flow.add(rows);
        flow.head = self.running_head();
        flow.add(vec![Row::space(1.5), self.white(3.0)]);
    }

    /// The band of a counter: its number in the order of visiting, its name, its place.
    fn counter(&self, number: usize, stop: &Stop, after: &str) -> Vec<Row> {
        let (x, w) = COLUMN;
        let counter = &self.catalog.office.counters[stop.counter];
        let label = &format!("{}{after}", counter.label.get(self.guide.lang));
        let place = counter.place.get(self.guide.lang);
        let (before, after) = self.words.stop;
        let order = format!("{before}{number}{after}");
        let height = 10.0;
        let flag = self.looks.order.long(self.fonts, &order) + 6.0;
        let mut marks = vec![
            Mark::Rect { area: Area { x, y: 0.0, w, h: height }, grey: 0.9 },
            Mark::Rect { area: Area { x, y: 0.0, w: flag, h: height }, grey: 0.15 },
            self.looks.order.words(x + 3.0, height / 2.0, &order),
            self.looks.counter.words(x + flag + 4.0, height / 2.0, label),
        ];
        let free = w - flag - self.looks.counter.long(self.fonts, label) - 12.0;
        let fits = self.looks.body.long(self.fonts, place) <= free;
        let mut rows = Vec::new();
        if fits {
            marks.push(self.looks.body.words(
                x + w - 3.0 - self.looks.body.long(self.fonts, place),
                height / 2.0,
                place,
            ));
        } else {
            rows.extend(self.looks.body.rows(self.fonts, INDENTED.0, INDENTED.1, place));
        }
        rows.insert(0, Row::new(height, marks));
        rows.insert(1, Row::space(1.2 + self.air));
        rows
    }

    fn task(&self, task: &Task) -> Vec<Row> {
        let (x, w) = INDENTED;
        let lang = self.guide.lang;
        let title = self.catalog.procedures[task.procedure].title.get(lang);
        let badge = self.badge(x, task.level);
        let start = badge.as_ref().map_or(0.0, |(_, long)| long + 2.0);
        let mut rows = self.looks.task.rows(self.fonts, x + start, w - start, title);
        if let Some(first) = rows.first_mut() {
            let middle = first.height / 2.0;
            let tick = Area { x: COLUMN.0 + 2.9, y: middle - BOX / 2.0, w: BOX, h: BOX };
            first.marks.push(Mark::Frame { area: tick, width: 0.35, grey: 0.0 });
            first.marks.extend(badge.into_iter().flat_map(|(marks, _)| marks));
        }
        // Days stand under each other at the right edge, where they can be looked down.
        match (task.due.as_slice(), rows.as_mut_slice()) {
            ([Due { label: None, words, .. }], [only])
                if start
                    + self.looks.task.long(self.fonts, title)
                    + 6.0
                    + self.looks.due.long(self.fonts, words)
                    <= w =>
            {
                only.marks.push(self.looks.due.words(
                    x + w - self.looks.due.long(self.fonts, words),
                    only.height / 2.0,
                    words,
                ));
            }
            (dues, _) => rows.extend(dues.iter().flat_map(|due| self.due(due))),
        }
        let sheets = task.sheets.iter().map(|sheet| self.catalog.sheets[*sheet].title.as_str());
        let papers = sheets.collect::<Vec<_>>().join(self.words.comma);
        rows.extend(
            self.pairs(&[(self.words.who, &task.who.join(self.words.comma)), (self.words.papers, &papers)]),
        );
        if let Some(agent) = task.agent {
            rows.extend(self.looks.body.rows(self.fonts, x, w, self.words.agent(agent)));
        }
        if let Some(remark) = &task.remark {
            rows.extend(self.looks.body.rows(self.fonts, x, w, remark));
        }
        if !task.reason.is_empty() {
            rows.extend(self.named(self.words.why, &task.reason, self.looks.small));
        }
        rows
    }

    /// How much it is needed, in a small frame in the first row; a duty is white on black.
    fn badge(&self, x: f32, level: Option<Level>) -> Option<(Vec<Mark>, f32)> {
        let text = self.words.level(level);
        let (height, middle) = (5.0, self.looks.task.height() / 2.0);
        let long = self.looks.label.long(self.fonts, text) + 3.0;
        let area = Area { x, y: middle - height / 2.0, w: long, h: height };
        let (ground, look) = match level {
            Some(Level::Required) => (Mark::Rect { area, grey: 0.15 }, self.looks.label.grey(1.0)),
            Some(Level::Apply | Level::Optional | Level::Staff | Level::Automatic | Level::Information)
            | None => (Mark::Frame { area, width: 0.25, grey: 0.15 }, self.looks.label),
        };
        (!text.is_empty()).then(|| (vec![ground, look.words(x + 1.5, middle, text)], long))
    }

    /// A small word before words: 「対象：父（78歳）」. The rows after the first begin under the words.
    fn named(&self, name: &str, text: &str, look: Look) -> Vec<Row> {
        let (x, w) = INDENTED;
        let label = self.looks.label.grey(0.2);
        let name = format!("{name}{}", self.words.colon);
        let start = label.long(self.fonts, &name);
        let mut rows = look.rows(self.fonts, x + start, w - start, text);
        if let Some(first) = rows.first_mut() {
            first.marks.insert(0, label.words(x, first.height / 2.0, &name));
        }
        rows
    }

    /// Named words beside each other where they fit, else under each other; those that say nothing left out.
    fn pairs(&self, pairs: &[(&str, &str)]) -> Vec<Row> {
        let label = self.looks.label.grey(0.2);
        let mut rows: Vec<Row> = Vec::new();
        let mut used = 0.0;
        for (name, text) in pairs.iter().filter(|(_, text)| !text.is_empty()) {
            let before = label.long(self.fonts, &format!("{name}{}", self.words.colon));
            let long = before + self.looks.body.long(self.fonts, text);
            let mut own = self.named(name, text, self.looks.body);
            match (rows.last_mut(), own.as_mut_slice()) {
                (Some(row), [only]) if used + 8.0 + long <= INDENTED.1 => {
                    row.marks.extend(only.marks.drain(..).map(|mark| mark.moved(used + 8.0, 0.0)));
                    used += 8.0 + long;
                }
                (_, [_]) => {
                    used = long;
                    rows.append(&mut own);
                }
                (_, _) => {
                    used = f32::INFINITY;
                    rows.append(&mut own);
                }
            }
        }
        rows
    }

    /// What has to be done at the left, the day at the right; under each other where they do not fit.
    fn due(&self, due: &Due) -> Vec<Row> {
        let (x, w) = INDENTED;
        let name = due.label.as_deref().unwrap_or(self.words.due);
        let mut rows = self.looks.due.rows(self.fonts, x, w, &due.words);
        if let [only] = rows.as_mut_slice() {
            let long = self.looks.due.long(self.fonts, &due.words);
            only.marks = vec![self.looks.due.words(x + w - long, only.height / 2.0, &due.words)];
            if self.looks.body.long(self.fonts, name) + 6.0 + long <= w {
                only.marks.push(self.looks.body.words(x, only.height / 2.0, name));
                return rows;
            }
        }
        rows.splice(0..0, self.looks.body.rows(self.fonts, x, w, name));
        rows
    }

    /// Things to have at hand, each with a box, as many in a row as fit.
    fn bring(&self, things: &[&str]) -> Vec<Row> {
        let (x, w) = INDENTED;
        let mut rows = self.looks.label.rows(self.fonts, x, w, self.words.bring);
        let side = 3.4;
        let height = self.looks.body.em() * 1.6;
        let mut row = Row::new(height, Vec::new());
        let mut used = 0.0;
        for thing in things {
            for (index, text) in self.looks.body.lines(self.fonts, w - side - 2.0, thing).iter().enumerate() {
                let long = side + 1.6 + self.looks.body.long(self.fonts, text);
                if used > 0.0 && (index > 0 || used + long > w) {
                    rows.push(std::mem::replace(&mut row, Row::new(height, Vec::new())));
                    used = 0.0;
                }
                if index == 0 {
                    let area = Area { x: x + used, y: (height - side) / 2.0, w: side, h: side };
                    row.marks.push(Mark::Frame { area, width: 0.25, grey: 0.0 });
                }
                row.marks.push(self.looks.body.words(x + used + side + 1.6, height / 2.0, text));
                used += long + 6.0;
            }
        }
        rows.push(row);
        rows
    }

    fn bracketed(&self, words: &str, inside: &str) -> String {
        let (open, close) = self.words.brackets;
        format!("{words}{open}{inside}{close}")
    }

    fn heading(&self, text: &str) -> Vec<Row> {
        let (x, w) = COLUMN;
        let mut rows = vec![Row::space(1.0), self.white(3.0)];
        rows.extend(self.looks.heading.rows(self.fonts, x, w, text));
        rows.extend([Row::rule(x, w, 0.0), Row::space(1.0)]);
        rows
    }

    fn tasks(&self, flow: &mut Flow, heading: &str, tasks: &[Task]) {
        let mut rows = self.heading(heading);
        for task in tasks {
            let title = self.catalog.procedures[task.procedure].title.get(self.guide.lang);
            let said = task.remark.as_deref().unwrap_or(&task.reason);
            rows.extend(self.entry(title, &task.who, said, self.looks.body, COLUMN));
            // What happens by itself has no day that a resident could miss.
            if task.level != Some(Level::Automatic) {
                rows.extend(task.due.iter().flat_map(|due| self.due(due)));
            }
            flow.add(std::mem::take(&mut rows));
        }
    }

    fn advice(&self, flow: &mut Flow, heading: &str, advice: &[Advice]) {
        let mut rows = self.heading(heading);
        for advice in advice {
            let title = self.catalog.procedures[advice.procedure].title.get(self.guide.lang);
            rows.extend(self.entry(title, &advice.who, &advice.reason, self.looks.body, COLUMN));
            flow.add(std::mem::take(&mut rows));
        }
    }

    /// What is not needed, in two columns: to be found when looked for.
    fn not_needed(&self, flow: &mut Flow) {
        let (x, w) = COLUMN;
        let half = (w - 6.0) / 2.0;
        let mut rows = self.heading(self.words.not_needed);
        for pair in self.guide.not_needed.chunks(2) {
            let mut both: Vec<Row> = Vec::new();
            for (advice, left) in pair.iter().zip([x, x + half + 6.0]) {
                let title = self.catalog.procedures[advice.procedure].title.get(self.guide.lang);
                let own = self.entry(title, &advice.who, &advice.reason, self.looks.small, (left, half));
                for (index, row) in own.into_iter().enumerate() {
                    match both.get_mut(index) {
                        Some(beside) => beside.marks.extend(row.marks),
                        None => both.push(row),
                    }
                }
            }
            rows.append(&mut both);
            flow.add(std::mem::take(&mut rows));
        }
    }

    /// 「・title（who）：sentence」, hanging after the dot.
    fn entry(&self, title: &str, who: &[String], said: &str, look: Look, (x, w): (f32, f32)) -> Vec<Row> {
        let mut text = title.to_owned();
        if !who.is_empty() {
            text = self.bracketed(title, &who.join(self.words.comma));
        }
        if !said.is_empty() {
            text += &format!("{}{said}", self.words.colon);
        }
        let dot = look.long(self.fonts, "・");
        let mut rows = look.rows(self.fonts, x + dot, w - dot, &text);
        if let Some(first) = rows.first_mut() {
            first.marks.insert(0, look.words(x, first.height / 2.0, "・"));
        }
        rows
    }
}

fn glyph_notes(page: &Page, fonts: &Fonts) -> Vec<Note> {
    let texts =
        page.marks.iter().filter_map(|mark| if let Mark::Text(words) = mark { Some(words) } else { None });
    let doubts: Vec<Doubt> = texts.flat_map(|words| fonts.doubts(&words.text, words.face)).collect();
    let (cell, sheet, label) = ("guide".to_owned(), "案内票".to_owned(), "本文".to_owned());
    let note = |doubts| Note { cell, row: 0, sheet, label, problem: Problem::Glyph(doubts) };
    if doubts.is_empty() { Vec::new() } else { vec![note(doubts)] }
}

#[cfg(test)]
mod tests {
    use kakanai_domain::room;

    use super::*;

    #[test]
    fn the_name_of_a_counter_that_has_room_stays_in_its_band() {
        let (fonts, looks) = (Fonts::default(), Looks::new(1.0));
        let name = "国".repeat(room::COUNTER.letters as usize);
        for lang in Lang::ALL {
            let words = GuideWords::of(lang);
            let (before, after) = words.stop;
            let flag = looks.order.long(&fonts, &format!("{before}10{after}")) + 6.0;
            let long = looks.counter.long(&fonts, &format!("{name}{}", words.continued));
            assert!(flag + 4.0 + long <= COLUMN.1, "{lang:?}: {flag} {long}");
        }
    }
}
