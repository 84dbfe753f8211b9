//! The place of procedures in the events of another office.

use jsonc_parser::ast::Value;

use crate::new::json;
use crate::splice::{find, insert, tree, written};

/// An event with the procedures of another, and the questions for their sake: each in the section of the same title, behind what
/// it stood behind, or else in a new section. `None` when one of them is not written as an event is.
pub fn merge(ours: &str, theirs: &str) -> Option<String> {
    let root = tree(theirs)?;
    let mut text = ours.to_owned();
    let sections = &find(&root, &["sections"])?.as_array()?.elements;
    let titles = |text: &str| -> Option<Vec<String>> {
        let root = tree(text)?;
        let sections = &find(&root, &["sections"])?.as_array()?.elements;
        Some(sections.iter().map(title).collect())
    };
    let mut behind = None;
    for (number, section) in sections.iter().enumerate() {
        let known = titles(&text)?;
        let here = known.iter().position(|known| *known == title(section));
        let names = strings(find(section, &["items"])?);
        let asked = all_asked(&text)?;
        let missing = names.iter().filter(|name| !asked.contains(name)).collect::<Vec<_>>();
        let place = here.map(|place| place.to_string());
        match place {
            _ if missing.is_empty() => {}
            Some(place) => {
                for name in missing {
                    let list = ["sections", &place, "items"];
                    let at = behind_neighbour(&strings(find(&tree(&text)?, &list)?), &names, name);
                    text = insert(&text, &list, at, &json(name))?;
                }
            }
            None => {
                let rest = sections.get(number + 1..).unwrap_or_default();
                let before =
                    rest.iter().find_map(|next| known.iter().position(|known| *known == title(next)));
                let at = behind.map(|at: usize| at + 1).or(before).unwrap_or(known.len());
                let items = missing.iter().map(|name| json(name)).collect::<Vec<_>>().join(", ");
                let words = find(section, &["title"]).map(|title| written(theirs, title)).unwrap_or_default();
                let entry = format!("{{ \"title\": {words},\n  \"items\": [{items}] }}");
                text = insert(&text, &["sections"], at, &entry)?;
                behind = Some(at);
            }
        }
        behind = here.or(behind);
    }
    let procedures = strings(find(&root, &["procedures"])?);
    for name in &procedures {
        let known = strings(find(&tree(&text)?, &["procedures"])?);
        if !known.contains(name) {
            text = insert(&text, &["procedures"], behind_neighbour(&known, &procedures, name), &json(name))?;
        }
    }
    Some(text)
}

// Where a name goes among others: behind the nearest of those it stood behind, or at the end.
fn behind_neighbour(known: &[String], order: &[String], name: &str) -> usize {
    let before = order.iter().take_while(|other| *other != name).collect::<Vec<_>>();
    let found = before.iter().rev().find_map(|other| known.iter().position(|known| known == *other));
    found.map_or(known.len(), |at| at + 1)
}

fn title(section: &Value<'_>) -> String {
    let title = find(section, &["title", "ja"]).and_then(|title| title.as_string_lit());
    title.map(|title| title.value.to_string()).unwrap_or_default()
}

fn strings(list: &Value<'_>) -> Vec<String> {
    let elements = list.as_array().map_or(&[][..], |list| &list.elements);
    elements.iter().filter_map(|name| Some(name.as_string_lit()?.value.to_string())).collect()
}

fn all_asked(text: &str) -> Option<Vec<String>> {
    let root = tree(text)?;
    let sections = &find(&root, &["sections"])?.as_array()?.elements;
    Some(sections.iter().filter_map(|section| find(section, &["items"])).flat_map(strings).collect())
}

#[cfg(test)]
mod tests {
    use super::merge;

    #[test]
    fn what_is_missing_is_put_where_it_belongs() {
        let ours = "{ \"sections\": [\n    { \"title\": { \"ja\": \"家族\" }, \"items\": [\"people\"] },\n    { \"title\": { \"ja\": \"連絡先\" }, \"items\": [\"phone\", \"mail\"] } ],\n  \"procedures\": [\"a\", \"z\"] }";
        let theirs = r#"{ "sections": [
            { "title": { "ja": "家族" }, "items": ["people", "sex"] },
            { "title": { "ja": "暮らし" }, "items": ["water", "mail"] },
            { "title": { "ja": "連絡先" }, "items": ["phone", "fax"] } ], "procedures": ["a", "b"] }"#;
        let merged = "{ \"sections\": [\n    { \"title\": { \"ja\": \"家族\" }, \"items\": [\"people\", \"sex\"] },\n    { \"title\": { \"ja\": \"暮らし\" },\n      \"items\": [\"water\"] },\n    { \"title\": { \"ja\": \"連絡先\" }, \"items\": [\"phone\", \"fax\", \"mail\"] } ],\n  \"procedures\": [\"a\", \"b\", \"z\"] }";
        assert_eq!(merge(ours, theirs).as_deref(), Some(merged));
        assert_eq!(merge(merged, theirs).as_deref(), Some(merged), "twice changes nothing");
    }
}
