//! A sheet, and its place in a procedure.

use kakanai_definition::{Scenario, Source, Verdicts};
use kakanai_domain::{Catalog, Id, Outcome};

use crate::loading::in_force;

use super::sheet_text::{Format, Known, sheet_text};
use super::{Place, Thing, json, unknown, unsure};
use crate::revision::sound;
use crate::splice;

const NOT_NEEDED: Verdicts = Verdicts::All(Outcome::NotNeeded);

pub(super) fn sheet(
    thing: &Thing,
    for_each: Option<&str>,
    procedure: Option<&str>,
    format: Format,
) -> Result<String, String> {
    let mut place = Place::open(thing)?;
    let catalog = place.catalog()?;
    let names = catalog.procedures.ids().map(|id| catalog.procedures.name(id)).collect::<Vec<_>>();
    let owner = match procedure {
        None => None,
        Some(name) => {
            Some(catalog.procedures.find(name).ok_or_else(|| unknown("手続", "procedure", name, &names))?)
        }
    };
    let for_each = match (for_each, owner) {
        (Some(name), _) => Some(list(catalog, name)?),
        (None, Some(owner)) => catalog.procedures[owner].for_each,
        (None, None) => None,
    };
    let event = owner.and_then(|owner| {
        catalog.events.iter().find(|(_, event)| event.procedures.contains(&owner)).map(|(id, _)| id)
    });
    let known = Known::of(catalog, event);
    // What a role rests on may be asked in another event only: then somebody writes the name by hand.
    let tries = [known.clone(), Known { role: None, ..known }, Known::default()];
    let texts = tries.map(|known| sheet_text(catalog, (&thing.id, &thing.title), format, for_each, &known));
    if let Some(name) = procedure {
        named(&mut place, name, &thing.id)?;
    }
    let path = format!("sheets/{}.json", thing.id);
    let before = place.revision.clone();
    for text in texts {
        place.revision = before.clone();
        place.revision.add(Source::json(&*path, text))?;
        if sound(&place.revision.compiled()).is_ok() {
            break;
        }
    }
    let (id, forms, option) = (&thing.id, thing.forms.display(), thing.forms_option());
    let mut next = format!(
        "  1. {forms}/{path} を開き、\"note\" を読みながら、役場の様式に合わせる / make it your own\n"
    );
    next.push_str(&match procedure {
        Some(name) => format!(
            "  2. 手続「{name}」のシナリオの \"sheets\" に {} を足す（いっしょに印刷されるようになりました） / it is printed with this procedure: add it to \"sheets\" of the scenarios\n  3. 確かめる / check\n       kakanai-author check {forms}\n",
            json(id)
        ),
        None => format!(
            "  2. 手続の \"sheets\" に {} を加える（まだ、どの手続の様式でもありません） / name it in a procedure\n  3. 確かめる / check\n       kakanai-author check {forms}\n",
            json(id)
        ),
    });
    let needed = |scenario: &&Scenario| {
        let verdict = |id| scenario.verdicts.iter().any(|(of, said)| *of == id && *said != NOT_NEEDED);
        owner.is_some_and(verdict)
    };
    let shown = place.compiled.scenarios.iter().find(needed);
    if let (Some(scenario), Some(catalog)) = (shown, in_force(&place.compiled)) {
        let (event, name) = (catalog.events.name(scenario.event), &scenario.name);
        next.push_str(&format!(
            "  ・紙を絵で見る / see it\n       kakanai-author preview {event} {name}{option} --out mihon\n"
        ));
    }
    place.finish(thing, &next)
}

/// The list of a name.
pub(super) fn list(catalog: &Catalog, name: &str) -> Result<Id<kakanai_domain::item::List>, String> {
    let known = catalog.lists.ids().map(|id| catalog.lists.name(id)).collect::<Vec<_>>();
    catalog.lists.find(name).ok_or_else(|| unknown("リスト", "list", name, &known))
}

// Names a sheet in a procedure: in its `sheets`, or in new ones behind its `when`.
fn named(place: &mut Place, procedure: &str, sheet: &str) -> Result<(), String> {
    let found = place.revision.sources().iter().filter(|source| source.path.starts_with("procedures/"));
    let changed = found.into_iter().find_map(|source| {
        let text = &source.text;
        let root = splice::tree(text)?;
        let all = &splice::find(&root, &["procedures"])?.as_array()?.elements;
        let number = all.iter().position(|entry| {
            splice::find(entry, &["id"])
                .and_then(|id| id.as_string_lit())
                .is_some_and(|id| id.value == procedure)
        })?;
        let at = number.to_string();
        let new =
            splice::insert(text, &["procedures", &at, "sheets"], usize::MAX, &json(sheet)).or_else(|| {
                let entry = all.get(number)?;
                let level = entry.as_object()?.get("level")?;
                splice::spliced(
                    text,
                    level.range.end,
                    level.range.end,
                    &format!(", \"sheets\": [{}]", json(sheet)),
                )
            })?;
        Some((source.path.clone(), new))
    });
    let (path, text) = changed.ok_or_else(|| unsure("procedures"))?;
    place.revision.set(&path, text);
    Ok(())
}
