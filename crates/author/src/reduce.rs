//! Events and scenarios without what does not belong to some procedures.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;

use crate::definitions::{Definition, Kind};
use crate::new::json;
use crate::pack::Needed;
use crate::splice::{find, tree, written};

/// How much of what a scenario expects is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whole {
    /// Everything that is about these procedures.
    All,
    /// Not which questions were asked, and which pages came: that may hang together with other procedures.
    Papers,
    /// Only what is needed.
    Verdicts,
}

/// A scenario that is about some procedures only.
pub(crate) struct Reduced {
    pub name: String,
    pub text: String,
    /// What it says of the resident: two that say the same show the same.
    pub answers: String,
}

/// An event with these procedures, and what is asked for their sake; `None` when none of them is in it.
pub(crate) fn event(part: &Definition, needed: &Needed<'_>) -> Option<String> {
    let root = tree(&part.text)?;
    let text = |value: &Value<'_>| written(&part.text, value).to_owned();
    let kept = |list: &Value<'_>, kinds: &[Kind]| {
        let elements = list.as_array().map_or(&[][..], |list| &list.elements);
        let names = elements.iter().filter_map(|name| name.as_string_lit());
        let names = names.filter(|name| kinds.iter().any(|kind| needed.has(*kind, &name.value)));
        names.map(|name| json(&name.value)).collect::<Vec<_>>()
    };
    let procedures = kept(find(&root, &["procedures"])?, &[Kind::Procedure]);
    if procedures.is_empty() {
        return None;
    }
    let mut lines = vec![format!("{{ \"format\": 1, \"id\": {}", json(&part.id))];
    for key in ["title", "help"] {
        lines.extend(find(&root, &[key]).map(|value| format!("  \"{key}\": {}", text(value))));
    }
    let mut sections = Vec::new();
    for section in &find(&root, &["sections"])?.as_array()?.elements {
        let items = kept(find(section, &["items"])?, &[Kind::Item, Kind::List]);
        if !items.is_empty() {
            let title = find(section, &["title"]).map(text).unwrap_or_default();
            sections.push(format!("    {{ \"title\": {title},\n      \"items\": [{}] }}", items.join(", ")));
        }
    }
    lines.push(format!("  \"sections\": [\n{} ]", sections.join(",\n")));
    lines.push(format!("  \"procedures\": [{}]", procedures.join(", ")));
    Some(format!("{} }}\n", lines.join(",\n")))
}

/// A scenario about these procedures. One that is about nothing else is left as it is written.
pub(crate) fn scenario(part: &Definition, package: &str, needed: &Needed<'_>, whole: Whole) -> Reduced {
    let reduction = Reduction { part, needed, whole };
    let whole_text = || (part.id.clone(), part.text.clone());
    let (name, text) = match tree(&part.text) {
        Some(root) if whole != Whole::All || !reduction.fits(&root) => {
            let name = format!("{package}_{}", part.id);
            let text = root.as_object().map(|root| reduction.text(root, &name));
            (name, text.unwrap_or_default())
        }
        Some(_) | None => whole_text(),
    };
    let said = serde_json::from_str::<serde_json::Value>(&text).unwrap_or_default();
    let answers =
        ["event", "today", "answers", "verdicts"].map(|key| said.get(key).map(crate::definitions::canonical));
    Reduced { name, text, answers: answers.map(Option::unwrap_or_default).concat() }
}

struct Reduction<'a> {
    part: &'a Definition,
    needed: &'a Needed<'a>,
    whole: Whole,
}

impl Reduction<'_> {
    fn has(&self, kinds: &[Kind], id: &str) -> bool {
        kinds.iter().any(|kind| self.needed.has(*kind, id))
    }

    // Whether it says what it is about, and that is all in the package.
    fn fits(&self, root: &Value<'_>) -> bool {
        find(root, &["only"]).is_some()
            && self
                .needed
                .named_in(self.part)
                .iter()
                .all(|(kind, id)| *kind == Kind::Event || self.has(&[*kind], id))
    }

    fn text(&self, root: &Object<'_>, name: &str) -> String {
        let mut lines = Vec::new();
        for prop in &root.properties {
            let (key, value) = (prop.name.as_str(), &prop.value);
            let whole = || Some(written(&self.part.text, value).to_owned());
            let kept = match key {
                "name" => Some(json(name)),
                "event" => self.event(value),
                "answers" => Some(self.answers(value)),
                "asked" | "not_asked" => self.listed(value, Whole::All, |slot| {
                    let first = slot.split('.').next().unwrap_or_default();
                    let last = slot.rsplit('.').next().unwrap_or_default();
                    self.has(&[Kind::Item, Kind::List], first) && self.has(&[Kind::Item, Kind::List], last)
                }),
                "sheets" => self.listed(value, Whole::All, |page| self.has_page(page)),
                "verdicts" => Some(self.keyed(value, |id| self.has(&[Kind::Procedure], id))),
                "due" => (self.whole != Whole::Verdicts)
                    .then(|| self.keyed(value, |id| self.has(&[Kind::Procedure], id))),
                "boxes" => (self.whole != Whole::Verdicts).then(|| {
                    self.keyed(value, |name| self.has_page(name.split('.').next().unwrap_or_default()))
                }),
                // How often somebody would have written counts everything on all papers.
                "only" | "writes" => None,
                _ => whole(),
            };
            lines.extend(kept.map(|kept| format!("{}: {kept}", json(key))));
        }
        format!("{{ {} }}\n", lines.join(",\n  "))
    }

    // The event, and which of its procedures it is about.
    fn event(&self, value: &Value<'_>) -> Option<String> {
        let event = &value.as_string_lit()?.value;
        let all = self.needed.in_event(event);
        Some(format!(
            "{}, \"only\": [{}]",
            json(event),
            all.iter().map(|id| json(id)).collect::<Vec<_>>().join(", ")
        ))
    }

    fn has_page(&self, page: &str) -> bool {
        self.has(&[Kind::Sheet], page.split(':').next().unwrap_or_default())
    }

    fn listed(&self, value: &Value<'_>, least: Whole, keep: impl Fn(&str) -> bool) -> Option<String> {
        let names = value.as_array()?.elements.iter().filter_map(|name| name.as_string_lit());
        let names = names.filter(|name| keep(&name.value)).map(|name| json(&name.value)).collect::<Vec<_>>();
        (self.whole == least).then(|| format!("[{}]", names.join(", ")))
    }

    fn keyed(&self, value: &Value<'_>, keep: impl Fn(&str) -> bool) -> String {
        let kept = self.kept(value, keep);
        format!("{{ {} }}", kept.join(", "))
    }

    fn kept(&self, value: &Value<'_>, keep: impl Fn(&str) -> bool) -> Vec<String> {
        let properties = value.as_object().map_or(&[][..], |object| &object.properties);
        let kept = properties.iter().filter(|prop| keep(prop.name.as_str()));
        kept.map(|prop| self.part.text.get(prop.range.start..prop.range.end).unwrap_or_default().to_owned())
            .collect()
    }

    fn answers(&self, value: &Value<'_>) -> String {
        let mut lines = Vec::new();
        for prop in value.as_object().map_or(&[][..], |object| &object.properties) {
            let key = prop.name.as_str();
            if !self.has(&[Kind::Item, Kind::List], key) {
                continue;
            }
            let Value::Array(members) = &prop.value else {
                lines.push(
                    self.part.text.get(prop.range.start..prop.range.end).unwrap_or_default().to_owned(),
                );
                continue;
            };
            let members = members.elements.iter().map(|member| match member {
                Value::Object(_) => {
                    let kept = self.kept(member, |key| self.has(&[Kind::Item], key));
                    format!("\n      {{ {} }}", kept.join(", "))
                }
                Value::StringLit(_)
                | Value::NumberLit(_)
                | Value::BooleanLit(_)
                | Value::Array(_)
                | Value::NullKeyword(_) => {
                    self.part.text.get(member.start()..member.end()).unwrap_or_default().to_owned()
                }
            });
            lines.push(format!("{}: [{}]", json(key), members.collect::<Vec<_>>().join(", ")));
        }
        format!("{{\n    {} }}", lines.join(",\n    "))
    }
}
