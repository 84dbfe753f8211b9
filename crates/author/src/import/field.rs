//! The fields of a form made for a screen, as boxes of a sheet.

use kakanai_definition::{FieldKind as Kind, Widget};
use kakanai_domain::sheet::{Blank, PdfPage};

use super::answer::{Answer, beside};
use super::folder::Folder;
use super::line::{middle, right};
use super::meaning::{Before, Meaning, Subject, Words, meaning};
use super::part::Print;
use super::proposal::{Holds, Proposal, name_of, proposals, when};
use super::space::{Layout, Space};

/// Words of a button are at most so far to its right, mm.
const NEAR: f32 = 14.0;

/// One or more boxes for each field, in the order of the file.
pub fn fields(
    folder: &Folder<'_>,
    layout: &Layout,
    page: &PdfPage,
    widgets: &[Widget],
) -> Vec<(Answer, Vec<Proposal>)> {
    let areas = widgets.iter().map(|widget| page.area(widget.rect));
    let space = |area| Space { area, lines: Vec::new(), comb: None, over_line: true };
    let places = Layout { spaces: areas.map(space).collect(), lines: all_lines(layout) };
    let subject = Subject { member: None, any_list: false, each_person: false };
    let (mut all, mut before) = (Vec::new(), None);
    for (index, widget) in widgets.iter().enumerate() {
        // Of several boxes of one text field the first is filled.
        let again = widgets.iter().take(index).any(|other| other.name == widget.name);
        if widget.kind == Kind::Push || (again && widget.kind != Kind::Button) {
            continue;
        }
        let area = page.area(widget.rect);
        // Of the buttons of one field, the words beside the first ask for all.
        let first = widgets.iter().find(|other| other.name == widget.name).unwrap_or(widget);
        let words = beside(&places, page.area(first.rect), &[]);
        let candidates = [&widget.tip, &widget.name, &words.0].map(|label| Words {
            label: label.clone(),
            around: words.1.clone(),
            upper: false,
            office: false,
        });
        let meant = told(folder, &candidates, subject, &mut before);
        let (label, meant) = match (widget.kind, meant) {
            (Kind::Signature, (label, _)) => {
                (label, Meaning::Blank(Blank::Signature, "電子署名の欄です。何も入れません。".to_owned()))
            }
            (Kind::Text | Kind::Button | Kind::Push, meant) => meant,
        };
        let answer = Answer {
            space: None,
            area,
            print: Print::Nothing(area),
            label,
            around: words.1,
            office: false,
            upper: false,
        };
        let mut boxes = match (widget.kind, &meant) {
            (Kind::Button, Meaning::Fact(_)) => buttons(layout, page, widget, &meant),
            (Kind::Button | Kind::Text | Kind::Push | Kind::Signature, _) => proposals(&answer, None, &meant),
        };
        for own in &mut boxes {
            let state = own.field.take().and_then(|(_, state)| state);
            own.field = Some((widget.name.clone(), state));
            if let Holds::Show(_, look) = &mut own.holds {
                // The field knows its 枡 itself.
                look.comb = None;
            }
        }
        all.push((answer, boxes));
    }
    all
}

// Words that the page has in boxes around the fields count like those between them.
fn all_lines(layout: &Layout) -> Vec<super::line::Line> {
    let inside = layout.spaces.iter().flat_map(|space| space.lines.clone());
    layout.lines.iter().cloned().chain(inside).collect()
}

/// The first words that say something the definitions know; else the longest.
fn told<'a>(
    folder: &Folder<'a>,
    candidates: &[Words; 3],
    subject: Subject,
    before: &mut Before,
) -> (String, Meaning<'a>) {
    let mut by_hand = None;
    for words in candidates {
        let meant = meaning(folder, words, subject, before);
        if !matches!(meant, Meaning::Blank(Blank::Hand, _)) {
            return (words.label.clone(), meant);
        }
        if !words.label.is_empty() {
            by_hand = Some((words.label.clone(), meant));
        }
    }
    let nothing = || {
        (
            String::new(),
            Meaning::Blank(Blank::Hand, "見出しが見つかりません。手で書く欄としました。".to_owned()),
        )
    };
    by_hand.unwrap_or_else(nothing)
}

/// A box for each state of a button.
fn buttons(layout: &Layout, page: &PdfPage, widget: &Widget, meant: &Meaning<'_>) -> Vec<Proposal> {
    let Meaning::Fact(fact) = meant else { return Vec::new() };
    let area = page.area(widget.rect);
    let words = behind(layout, area);
    let mut all = Vec::new();
    for state in &widget.states {
        let state = String::from_utf8_lossy(state).into_owned();
        let single = widget.states.len() == 1
            && fact.item.is_some_and(|item| matches!(item.kind, kakanai_domain::item::Kind::YesNo));
        let alone = single.then(|| format!("{{ \"fact\": \"{}\", \"is\": true }}", fact.path));
        let test =
            when(&words, fact).or_else(|| when(&state, fact)).or_else(|| by_id(fact, &state)).or(alone);
        let holds = test.map_or(Holds::Blank(Blank::Hand), Holds::Tick);
        let note = match holds {
            Holds::Blank(_) => {
                format!("{}ただし選択肢「{words}」が項目にありません。手で書く欄としました。", fact.note)
            }
            Holds::Show(..) | Holds::Tick(_) | Holds::Ring(_) => fact.note.clone(),
        };
        // A place that stays empty has no state.
        let state = if matches!(holds, Holds::Tick(_)) { Some(state) } else { None };
        all.push(Proposal {
            area,
            field: Some((widget.name.clone(), state)),
            id: name_of(&fact.path),
            holds,
            note,
        });
    }
    all
}

fn by_id(fact: &super::meaning::Fact<'_>, state: &str) -> Option<String> {
    let kakanai_domain::item::Kind::Choice(options) = &fact.item?.kind else { return None };
    options.find(state)?;
    Some(format!("{{ \"fact\": \"{}\", \"is\": \"{state}\" }}", fact.path))
}

/// The words behind a button.
fn behind(layout: &Layout, area: kakanai_domain::sheet::Area) -> String {
    let lines = all_lines(layout);
    let letters = lines.iter().flat_map(|line| &line.letters).filter(|letter| {
        let (x, y) = middle(letter.area);
        (y - middle(area).1).abs() < 3.0 && x > right(area) && x < right(area) + NEAR
    });
    letters.map(|letter| letter.text.as_str()).collect()
}
