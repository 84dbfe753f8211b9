//! Changes of a JSON file that leave every other byte as its author wrote it.

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// The tree of a text; `None` when it is no JSON. For texts that compile, or are known to be flat: the parser goes down on the stack.
pub fn tree(text: &str) -> Option<Value<'_>> {
    parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?.value
}

/// What stands at a place: keys of objects, numbers of list entries.
pub fn find<'v, 'a>(root: &'v Value<'a>, place: &[&str]) -> Option<&'v Value<'a>> {
    place.iter().try_fold(root, |value, step| match value {
        Value::Object(object) => object.get(step).map(|prop| &prop.value),
        Value::Array(list) => list.elements.get(step.parse::<usize>().ok()?),
        Value::StringLit(_) | Value::NumberLit(_) | Value::BooleanLit(_) | Value::NullKeyword(_) => None,
    })
}

/// The text as it is written at a place.
pub fn written<'t>(text: &'t str, value: &Value<'_>) -> &'t str {
    text.get(value.start()..value.end()).unwrap_or_default()
}

/// A text with an entry put into the list at a place, before the entry that has this number now, or at the end.
/// The entry begins as its neighbours do: on a line of its own, or behind a space. `None` when there is no such list.
pub fn insert(text: &str, place: &[&str], number: usize, entry: &str) -> Option<String> {
    let root = tree(text)?;
    let list = find(&root, place)?.as_array()?;
    let elements = &list.elements;
    let number = number.min(elements.len());
    let neighbour = elements.get(number).or(elements.last());
    let Some(neighbour) = neighbour else {
        let (start, end) = (list.range.start + 1, list.range.end.checked_sub(1)?);
        return spliced(text, start, end, &entry_lines(entry, text, ""));
    };
    let indent = own_line(text, neighbour.start());
    let gap = match indent {
        Some(indent) => format!("{}{indent}", newline(text)),
        None => " ".to_owned(),
    };
    let entry = entry_lines(entry, text, indent.unwrap_or_default());
    if number == elements.len() {
        spliced(text, neighbour.end(), neighbour.end(), &format!(",{gap}{entry}"))
    } else {
        spliced(text, neighbour.start(), neighbour.start(), &format!("{entry},{gap}"))
    }
}

/// A text with a key put behind the last of the object at a place, as that one begins. `None` when there is no such object, or
/// when it has the key already.
pub fn insert_key(text: &str, place: &[&str], key: &str, value: &str) -> Option<String> {
    let root = tree(text)?;
    let object = find(&root, place)?.as_object()?;
    if object.get(key).is_some() {
        return None;
    }
    let entry = format!("{}: {value}", serde_json::Value::from(key));
    let Some(last) = object.properties.last() else {
        let (start, end) = (object.range.start + 1, object.range.end.checked_sub(1)?);
        return spliced(text, start, end, &format!(" {} ", entry_lines(&entry, text, "")));
    };
    let indent = own_line(text, last.range.start);
    let gap = indent.map_or_else(|| " ".to_owned(), |indent| format!("{}{indent}", newline(text)));
    let entry = entry_lines(&entry, text, indent.unwrap_or_default());
    spliced(text, last.range.end, last.range.end, &format!(",{gap}{entry}"))
}

/// A text with another between two places, in bytes.
pub fn spliced(text: &str, start: usize, end: usize, new: &str) -> Option<String> {
    Some(format!("{}{new}{}", text.get(..start)?, text.get(end..)?))
}

/// A text with several others, each between two places; these may not overlap.
pub fn all_spliced(text: &str, mut changes: Vec<(usize, usize, String)>) -> Option<String> {
    changes.sort();
    changes.dedup();
    changes
        .iter()
        .rev()
        .try_fold(text.to_owned(), |text, (start, end, new)| spliced(&text, *start, *end, new))
}

/// How the lines of a text end.
pub fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

// The blanks before what begins there, when nothing else is before it in its line.
fn own_line(text: &str, start: usize) -> Option<&str> {
    let before = text.get(..start)?;
    let line = before.get(before.rfind('\n')? + 1..)?;
    line.chars().all(|c| c == ' ' || c == '\t').then_some(line)
}

fn entry_lines(entry: &str, text: &str, indent: &str) -> String {
    entry.lines().collect::<Vec<_>>().join(&format!("{}{indent}", newline(text)))
}

#[cfg(test)]
mod tests {
    use super::{insert, insert_key};

    #[test]
    fn entries_begin_as_their_neighbours_do() {
        let cases = [
            (r#"{ "a": ["x", "y"] }"#, 2, r#"{ "a": ["x", "y", "z"] }"#),
            (r#"{ "a": ["x", "y"] }"#, 1, r#"{ "a": ["x", "z", "y"] }"#),
            (r#"{ "a": ["x"] }"#, 0, r#"{ "a": ["z", "x"] }"#),
            (r#"{ "a": [ ] }"#, 0, r#"{ "a": ["z"] }"#),
            ("{ \"a\": [\n    \"x\",\n    \"y\" ] }", 9, "{ \"a\": [\n    \"x\",\n    \"y\",\n    \"z\" ] }"),
            ("{ \"a\": [\r\n\t\"x\"\r\n] }\r\n", 1, "{ \"a\": [\r\n\t\"x\",\r\n\t\"z\"\r\n] }\r\n"),
            ("{ \"a\": [\n  \"x\", \"y\"\n] }", 2, "{ \"a\": [\n  \"x\", \"y\", \"z\"\n] }"),
        ];
        for (text, number, expected) in cases {
            assert_eq!(insert(text, &["a"], number, "\"z\"").as_deref(), Some(expected), "{text}");
        }
        let keyed = |text| insert_key(text, &["a"], "k", "false");
        assert_eq!(keyed(r#"{ "a": {} }"#).as_deref(), Some(r#"{ "a": { "k": false } }"#));
        assert_eq!(
            keyed("{ \"a\": {\n    \"b\": 1 } }").as_deref(),
            Some("{ \"a\": {\n    \"b\": 1,\n    \"k\": false } }")
        );
        assert_eq!(keyed(r#"{ "a": { "k": true } }"#), None);
        assert_eq!(insert(r#"{ "a": 1 }"#, &["a"], 0, "1"), None);
        assert_eq!(insert(r#"{ "a": [[1]] }"#, &["a", "0"], 1, "2").as_deref(), Some(r#"{ "a": [[1, 2]] }"#));
    }
}
