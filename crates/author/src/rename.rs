//! Another name for something, wherever it is named.

use kakanai_definition::{Mention, Source, compile};

use crate::definitions::{Definition, Kind, definitions};
use crate::splice::{all_spliced, find, tree};

/// Gives what has a name another one, in files that compile. Counters keep theirs: they are named by `counter`.
pub fn rename(sources: &mut [Source], old: &str, new: &str) {
    let kinds = definitions(sources).into_iter().filter(|part| part.id == old).map(|part| part.kind);
    let kinds = kinds.filter(|kind| !matches!(kind, Kind::Counter | Kind::Scenario)).collect::<Vec<_>>();
    change(sources, &kinds, old, new);
}

/// Lets another counter stand for one.
pub fn counter(sources: &mut [Source], old: &str, new: &str) {
    change(sources, &[Kind::Counter], old, new);
}

fn change(sources: &mut [Source], kinds: &[Kind], old: &str, new: &str) {
    let mentions = compile(sources).mentions;
    let parts = definitions(sources);
    for source in sources.iter_mut().filter(|source| source.pdf.is_none()) {
        let mut changes = Vec::new();
        let here = mentions.iter().filter(|mention| mention.file == source.path && mention.name == old);
        for mention in here.filter(|mention| Kind::of(mention.noun).is_some_and(|kind| kinds.contains(&kind)))
        {
            changes.extend(name_at(&source.text, mention).map(|(start, end)| (start, end, new.to_owned())));
        }
        let given = parts.iter().filter(|part| part.file == source.path && part.id == old);
        for part in given.filter(|part| kinds.contains(&part.kind)) {
            changes.extend(id_at(part).map(|(start, end)| (start, end, new.to_owned())));
        }
        if kinds.contains(&Kind::List) {
            let of = tree(&source.text).and_then(|root| {
                let of = find(&root, &["of"])?.as_string_lit()?;
                (of.value == old).then_some((of.range.start + 1, of.range.end - 1, new.to_owned()))
            });
            changes.extend(of.filter(|_| source.path.starts_with("items/")));
        }
        if let Some(text) = all_spliced(&source.text, changes) {
            source.text = text;
        }
        let own = [("sheets", Kind::Sheet), ("events", Kind::Event)];
        let own = own
            .iter()
            .find(|(folder, kind)| kinds.contains(kind) && source.path == format!("{folder}/{old}.json"));
        if let Some((folder, _)) = own {
            source.path = format!("{folder}/{new}.json");
        }
    }
}

// The name as a word of the text that mentions it: the first one, but of an item the last (`people.2.name`).
fn name_at(text: &str, mention: &Mention) -> Option<(usize, usize)> {
    let said = text.get(mention.start..mention.end)?;
    let part_of_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let mut words = said.match_indices(&*mention.name).filter(|(at, name)| {
        let before = said.get(..*at).and_then(|before| before.chars().next_back());
        let after = said.get(at + name.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    });
    let found = if Kind::of(mention.noun) == Some(Kind::Item) { words.last() } else { words.next() };
    found.map(|(at, name)| (mention.start + at, mention.start + at + name.len()))
}

fn id_at(part: &Definition) -> Option<(usize, usize)> {
    let root = tree(&part.text)?;
    let id = find(&root, &["id"])?.as_string_lit()?;
    Some((part.start + id.range.start + 1, part.start + id.range.end - 1))
}
