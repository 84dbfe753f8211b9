//! A life event, with the questions that most events share.

use kakanai_definition::Source;
use kakanai_domain::item::Kind;

use super::{Place, Thing, json};

pub(super) fn event(thing: &Thing) -> Result<String, String> {
    let mut place = Place::open(thing)?;
    let catalog = place.catalog()?;
    let (id, title) = (&thing.id, thing.text(catalog, &thing.title, str::to_owned));
    if catalog.events.find(id).is_some() {
        return Err(format!(
            "ライフイベント「{id}」は、もうあります。別の id にしてください。\nthere is an event \"{id}\" already: choose another id\n"
        ));
    }
    let of_visit = |wanted: fn(&Kind) -> bool| {
        let found = catalog.visit.iter().filter(move |item| wanted(&catalog.items[**item].kind));
        found.map(|item| json(catalog.items.name(*item))).collect::<Vec<_>>().join(", ")
    };
    let people = catalog.lists.find("people").map(|_| json("people")).unwrap_or_default();
    let phones = of_visit(|kind| matches!(kind, Kind::Phone));
    let heading = |ja: &str, en: &str| thing.text(catalog, ja, |_| en.to_owned());
    let (family, contact) = (heading("ご家族", "The family"), heading("連絡先", "Contact"));
    let text = format!(
        r#"{{ "format": 1, "id": {},
  "note": "sections には、聞くかもしれない項目を順に並べる。聞くか聞かないかは、手続の条件から決まる。手続は kakanai-author new procedure で加える。",
  "title": {title},
  "sections": [
    {{ "title": {family},
      "items": [{people}] }},
    {{ "title": {contact},
      "items": [{phones}] }} ],
  "procedures": [] }}
"#,
        json(id)
    );
    let option = thing.forms_option();
    let mut next = thing.missing_languages(catalog);
    next.push_str(&format!(
        "  1. 手続を加える / add a procedure\n       kakanai-author new procedure {id}_1 --title 最初の手続 --event {id}{option}\n"
    ));
    place.revision.add(Source::json(format!("events/{id}.json"), text))?;
    place.finish(thing, &next)
}
