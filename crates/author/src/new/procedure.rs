//! A procedure with everything that it takes: its question, its sheet, its place in an event, a scenario in which it is
//! needed, and one in which it is not.

use kakanai_definition::{Compiled, Source};
use kakanai_domain::event::{Ask, Event};
use kakanai_domain::filled::Ink;
use kakanai_domain::session::SlotName;
use kakanai_domain::sheet::Block;
use kakanai_domain::{Catalog, Date, Id, fill};

use super::sample::{Asked, Sample};
use super::sheet::list;
use super::sheet_text::{Format, Known, name_in, sheet_text};
use super::{Place, Thing, json, unknown, unsure};
use crate::loading::{in_force, today};
use crate::revision::{Revision, sound};
use crate::splice::{insert, insert_key};

pub(super) fn procedure(
    thing: &Thing,
    event: Option<&str>,
    for_each: Option<&str>,
    counter: Option<&str>,
) -> Result<String, String> {
    let mut place = Place::open(thing)?;
    let catalog = place.catalog()?;
    let id = &thing.id;
    if catalog.procedures.find(id).is_some() {
        return Err(format!(
            "手続「{id}」は、もうあります。別の id にしてください。\nthere is a procedure \"{id}\" already: choose another id\n"
        ));
    }
    let (event, event_file) = place.event(event)?;
    let for_each = for_each.map(|name| list(catalog, name)).transpose()?;
    let counters =
        catalog.office.counters.ids().map(|id| catalog.office.counters.name(id)).collect::<Vec<_>>();
    let counter = match counter {
        Some(name) if !counters.contains(&name) => return Err(unknown("窓口", "counter", name, &counters)),
        Some(name) => name.to_owned(),
        None => (*counters.first().unwrap_or(&"")).to_owned(),
    };
    let known = Known::of(catalog, Some(event));
    let tries = [known.clone(), Known { role: None, ..known }, Known::default()];
    let day = place.compiled.scenarios.iter().map(|scenario| scenario.today).max().unwrap_or_else(today);
    let files = Files { thing, catalog, event, for_each, counter: &counter };
    let mut problems = String::new();
    let mut made = None;
    // What a role rests on may be asked in another event only: then somebody writes the name by hand.
    for known in &tries {
        let mut revision = place.revision.clone();
        files.put(&mut revision, &event_file, known)?;
        let compiled = revision.compiled();
        match sound(&compiled) {
            Err(wrong) if problems.is_empty() => problems = wrong,
            Err(_) => {}
            Ok(()) => {
                let answered = files.answer_elsewhere(&mut revision, &compiled);
                files.scenarios(&mut revision, &compiled, day)?;
                made = Some((revision, answered));
                break;
            }
        }
    }
    let Some((revision, answered)) = made else {
        return Err(format!(
            "{problems}このままでは上の誤りになるので、何も書いていません。\nthis would give the errors above, so nothing was written\n"
        ));
    };
    let next = files.next(answered);
    place.revision = revision;
    place.finish(thing, &next)
}

struct Files<'a> {
    thing: &'a Thing,
    catalog: &'a Catalog,
    event: Id<Event>,
    for_each: Option<Id<kakanai_domain::item::List>>,
    counter: &'a str,
}

impl Files<'_> {
    fn wish(&self) -> String {
        let wish = format!("wants_{}", self.thing.id);
        let taken =
            |name: &str| self.catalog.items.find(name).is_some() || self.catalog.lists.find(name).is_some();
        let others = (2..100).map(|number| format!("{wish}_{number}"));
        [wish.clone()].into_iter().chain(others).find(|name| !taken(name)).unwrap_or(wish)
    }

    fn put(&self, revision: &mut Revision, event_file: &str, known: &Known) -> Result<(), String> {
        let Files { thing, catalog, for_each, .. } = *self;
        let id = &thing.id;
        revision.add(Source::json(format!("items/{id}.json"), self.item()))?;
        revision.add(Source::json(format!("procedures/{id}.json"), self.procedure()))?;
        let title = format!("{}申請書", thing.title);
        let text = sheet_text(catalog, (id, &title), Format::ALL[0], for_each, known);
        revision.add(Source::json(format!("sheets/{id}.json"), text))?;
        let old = revision.text(event_file).unwrap_or_default();
        let new = self.event(old, known).ok_or_else(|| unsure(event_file))?;
        revision.set(event_file, new);
        Ok(())
    }

    fn item(&self) -> String {
        let Files { thing, catalog, for_each, .. } = *self;
        let of = for_each.map_or("visit", |list| catalog.lists.name(list));
        let title = &thing.title;
        let ask = match for_each.map(|list| name_in(catalog, list)) {
            Some(Some(_)) => format!("{{}}さんは、{title}を申し込みますか"),
            Some(None) => format!("{{}}の{title}を申し込みますか"),
            None => format!("{title}を申し込みますか"),
        };
        format!(
            r#"{{ "format": 1, "of": {},
  "items": [
    {{ "id": {}, "type": "yes_no",
      "note": "ask は住民の画面に出る問い。だれにでも分かる短い言葉に直す。help は補足で、いらなければ消す。",
      "label": {},
      "ask": {},
      "help": {} }} ] }}
"#,
            json(of),
            json(&self.wish()),
            thing.text(catalog, &format!("{title}の希望"), |en| format!("{en}: wish")),
            thing.text(catalog, &ask, |en| format!("{en}: would you like it?")),
            thing.text(
                catalog,
                "分からないことがあれば、職員にお声がけください。",
                |_| { "Please ask the staff if anything is unclear.".to_owned() }
            ),
        )
    }

    fn procedure(&self) -> String {
        let Files { thing, catalog, for_each, counter, .. } = *self;
        let each = for_each
            .map(|list| format!("\n      \"for_each\": {},", json(catalog.lists.name(list))))
            .unwrap_or_default();
        let member = if for_each.is_some() { "member." } else { "" };
        let bring = match catalog.office.things.find("id_document") {
            Some(_) => "\n      \"bring\": [\"id_document\"],",
            None => "",
        };
        format!(
            r#"{{ "format": 1,
  "procedures": [
    {{ "id": {0},
      "title": {1},
      "counter": {2},{each}
      "note": "when は、いつ要るか。ほかの項目も all（すべて）や any（どれか）で組み合わせられる。level は required 必須・apply 要申請・optional 任意・staff 職員・automatic 自動・information 案内。期限があれば \"due\": {{ \"days\": 14, \"after\": \"日付の項目\" }}、根拠があれば \"law\": \"…要綱\" を足す。agent は代理人が free そのまま・letter 委任状・inquiry 照会書・in_person 不可。",
      "when": {{ "fact": "{member}{3}", "is": true }},
      "level": "optional",
      "agent": "letter",{bring}
      "sheets": [{0}] }} ] }}
"#,
            json(&thing.id),
            thing.text(catalog, &thing.title, str::to_owned),
            json(counter),
            self.wish()
        )
    }

    // The event with a section for the question, before that of the telephone, which is best asked last.
    fn event(&self, old: &str, known: &Known) -> Option<String> {
        let Files { thing, catalog, event, for_each, .. } = *self;
        let sections = &catalog.events[event].sections;
        let there = |ask: &Ask| sections.iter().any(|section| section.asks.contains(ask));
        let (lists, items): (Vec<_>, Vec<_>) = known
            .asks(catalog, for_each)
            .into_iter()
            .filter(|(ask, _)| !there(ask))
            .partition(|(ask, _)| matches!(ask, Ask::Roster(_)));
        let name = |(_, name): (Ask, String)| json(&name);
        let asks = lists.into_iter().map(name).chain([json(&self.wish())]).chain(items.into_iter().map(name));
        let entry = format!(
            "{{ \"title\": {},\n  \"items\": [{}] }}",
            thing.text(catalog, &thing.title, str::to_owned),
            asks.collect::<Vec<_>>().join(", ")
        );
        let phone = known.phone.map(Ask::Item);
        let number =
            sections.iter().position(|section| phone.is_some_and(|phone| section.asks.contains(&phone)));
        let needs_members = |section: &kakanai_domain::event::Section| {
            for_each.is_some_and(|list| section.asks.contains(&Ask::Roster(list)))
        };
        let number = number.filter(|number| !sections.iter().skip(*number).any(needs_members));
        let text = insert(old, &["sections"], number.unwrap_or(usize::MAX), &entry)?;
        insert(&text, &["procedures"], usize::MAX, &json(&thing.id))
    }

    // Whoever is in the other scenarios of the event is asked too: they do not want it, so that nothing else changes for them.
    fn answer_elsewhere(&self, revision: &mut Revision, compiled: &Compiled) -> usize {
        let event = self.catalog.events.name(self.event);
        let Some(event) = in_force(compiled).and_then(|catalog| catalog.events.find(event)) else {
            return 0;
        };
        let mut answered = 0;
        for scenario in compiled.scenarios.iter().filter(|of| of.event == event && of.only.is_none()) {
            let old = revision.text(&scenario.file).unwrap_or_default();
            let new = match self.for_each.map(|list| self.catalog.lists.name(list)) {
                None => insert_key(old, &["answers"], &self.wish(), "false"),
                Some(list) => {
                    let members = (0_u16..).map(|number| number.to_string());
                    let mut text = None;
                    for number in members {
                        let place = ["answers", list, &number];
                        match insert_key(text.as_deref().unwrap_or(old), &place, &self.wish(), "false") {
                            Some(new) => text = Some(new),
                            None => break,
                        }
                    }
                    text
                }
            };
            if let Some(new) = new {
                revision.set(&scenario.file, new);
                answered += 1;
            }
        }
        answered
    }

    fn scenarios(&self, revision: &mut Revision, compiled: &Compiled, day: Date) -> Result<(), String> {
        let found = in_force(compiled).and_then(|catalog| {
            let event = catalog.events.find(self.catalog.events.name(self.event))?;
            Some((
                catalog,
                event,
                catalog.procedures.find(&self.thing.id)?,
                catalog.items.find(&self.wish())?,
            ))
        });
        let (catalog, event, only, wish) = found.ok_or_else(|| unsure("procedures"))?;
        let id = &self.thing.id;
        for (ending, wished, words) in [("yes", true, "申し込む方"), ("no", false, "申し込まない方")]
        {
            let sample = Asked { catalog, event, only, today: day, wish: (wish, wished) }.sample();
            let asked = sample.interview.asked.iter().find(|slot| slot.item() == Some(wish));
            let asked = asked.map(|slot| json(&SlotName::of(catalog, *slot).0)).unwrap_or_default();
            let verdict = match (wished, self.for_each) {
                (true, Some(_)) => r#"{ "optional": [1] }"#,
                (true, None) => r#""optional""#,
                (false, _) => r#""not_needed""#,
            };
            let text = format!(
                r#"{{ "format": 1, "name": "{id}_{ending}",
  "note": "answers のように答えたら、verdicts・sheets・boxes のようになるはず、という確かめ。only は、この手続だけを見るという意味。",
  "title": {},
  "event": {},
  "only": [{}],
  "today": "{day}",
  "answers": {{
{} }},
  "asked": [{asked}],
  "verdicts": {{ {}: {verdict} }}{} }}
"#,
                json(&format!("{}を{words}", self.thing.title)),
                json(catalog.events.name(event)),
                json(id),
                sample.written(),
                json(id),
                papers(&sample, event, day)
            );
            revision.add(Source::json(format!("scenarios/{id}_{ending}.json"), text))?;
        }
        Ok(())
    }

    fn next(&self, answered: usize) -> String {
        let (id, forms, option) = (&self.thing.id, self.thing.forms.display(), self.thing.forms_option());
        let event = self.catalog.events.name(self.event);
        let counter = self.catalog.office.counters.find(self.counter);
        let counter = counter
            .map(|id| self.catalog.office.counters[id].label.get(kakanai_domain::Lang::Ja))
            .unwrap_or_default();
        let mut notes = self.thing.missing_languages(self.catalog);
        if answered > 0 {
            notes.push_str(&format!(
                "  ・前からあるシナリオ {answered} 個の answers に、「申し込まない」という答えを足しました（新しい問いの答えがないと、失敗になるため）。\n    \
                 the answer that they do not want it was added to {answered} older scenarios\n"
            ));
        }
        format!(
            "{notes}  ・窓口は「{counter}」にしました。ほかの窓口なら、procedures のファイルの counter を直す / the counter is {}\n\
             \x20 1. {forms}/procedures/{id}.json と items/{id}.json を開き、\"note\" を読みながら直す / make them your own\n\
             \x20 2. {forms}/sheets/{id}.json を、役場の様式に合わせる。保存するたびに絵が新しくなる / make the paper your own\n\
             \x20      kakanai-author watch {event} {id}_yes{option} --out mihon\n\
             \x20 3. 誤りがないか確かめる / look for mistakes\n\
             \x20      kakanai-author check {forms}\n\
             \x20 4. 記入済みの紙を PDF にする / write the filled papers\n\
             \x20      kakanai-author place {event} {id}_yes{option} --out mihon\n",
            self.counter
        )
    }
}

// What is printed, and what stands in the boxes with words, as a scenario says it.
fn papers(sample: &Sample, event: Id<Event>, day: Date) -> String {
    let catalog = sample.catalog();
    let sheets = fill(catalog, event, &sample.interview, day);
    let page = |sheet: &kakanai_domain::filled::FilledSheet| {
        let member = sheet.member.map(|member| format!(":{}", member.0)).unwrap_or_default();
        format!("{}{member}", catalog.sheets.name(sheet.sheet))
    };
    let mut boxes = Vec::new();
    for sheet in &sheets {
        for filled in &sheet.boxes {
            let cell = match catalog.sheets[sheet.sheet].blocks.get(filled.block) {
                Some(Block::Grid(grid)) => grid.cells.get(filled.cell).map(|(_, cell)| cell),
                Some(Block::Free(_, cell)) => Some(cell),
                None => None,
            };
            let named = cell.filter(|cell| ["name", "address", "phone"].contains(&&*cell.id));
            if let (Some(cell), Ink::Text(text)) = (named, &filled.ink) {
                boxes.push(format!("    {}: {}", json(&format!("{}.{}", page(sheet), cell.id)), json(text)));
            }
        }
    }
    let pages = sheets.iter().map(|sheet| json(&page(sheet))).collect::<Vec<_>>().join(", ");
    let mut text = format!(",\n  \"sheets\": [{pages}]");
    if !boxes.is_empty() {
        text.push_str(&format!(",\n  \"boxes\": {{\n{} }}", boxes.join(",\n")));
    }
    text
}
