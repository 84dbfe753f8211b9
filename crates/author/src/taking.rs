//! Definition by part: what a package brings, what is here, and what of it was here when the package was last taken over.

use std::collections::BTreeMap;

use kakanai_definition::Source;

use crate::definitions::{Definition, Kind, definitions, differences};
use crate::merge::merge;
use crate::new::json;
use crate::package::Package;
use crate::revision::Revision;
use crate::splice::{all_spliced, find, insert, tree};
use crate::unpack::heading;

/// How a part of a package stands to what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// Not here.
    New,
    /// Here as it was in an earlier version of the package.
    Updated,
    /// Something else here, and the author wants theirs.
    Taken,
    /// Changed here since it was taken over; the package still has it as it was.
    Edited,
    /// Taken over once, and removed here.
    Removed,
    /// Something else here.
    Differs,
    /// The same here.
    Same,
}

const STATES: [State; 7] =
    [State::New, State::Updated, State::Taken, State::Edited, State::Removed, State::Differs, State::Same];

/// A package on its way into a folder.
pub(crate) struct Taking<'a> {
    package: &'a Package,
    sources: &'a [Source],
    parts: Vec<(Definition, State)>,
    ours: Vec<Definition>,
    grounds: Vec<&'a Source>,
    /// What an earlier version had, and what is still here.
    gone: Vec<Definition>,
}

impl<'a> Taking<'a> {
    /// Compares. `base`: the package as it was last taken over.
    ///
    /// # Errors
    /// When a PDF here has the name of another there, or when something is to be theirs that they do not have.
    pub fn of(
        package: &'a Package,
        sources: &'a [Source],
        ours: &[Source],
        base: &[Source],
        theirs: &[String],
    ) -> Result<Self, String> {
        let (all, ours_all, base_all) = (definitions(sources), definitions(ours), definitions(base));
        if let Some(name) = theirs.iter().find(|name| !all.iter().any(|part| part.id == **name)) {
            return Err(format!(
                "--theirs {name}: パッケージに「{name}」はありません。\n--theirs {name}: there is no \"{name}\" in the package\n"
            ));
        }
        let same = |part: &Definition, others: &[Definition]| {
            others.iter().find(|other| other.kind == part.kind && other.id == part.id).cloned()
        };
        let gone = base_all.iter().filter(|part| part.kind != Kind::Event && same(part, &all).is_none());
        let gone = gone.filter_map(|part| same(part, &ours_all)).collect();
        let parts = all.into_iter().filter(|part| part.kind != Kind::Event).map(|part| {
            let (here, before) = (same(&part, &ours_all), same(&part, &base_all));
            let wanted = theirs.contains(&part.id);
            let state = match (&here, &before) {
                (None, Some(_)) if !wanted => State::Removed,
                (None, _) => State::New,
                (Some(here), _) if here.says_as(&part) => State::Same,
                (Some(_), _) if wanted => State::Taken,
                (Some(here), Some(before)) if here.says_as(before) => State::Updated,
                (Some(_), Some(before)) if before.says_as(&part) => State::Edited,
                (Some(_), Some(_) | None) => State::Differs,
            };
            (part, state)
        });
        let parts = parts.collect();
        let mut grounds = Vec::new();
        for ground in sources.iter().filter(|source| source.pdf.is_some()) {
            let here = ours.iter().find(|source| source.path.eq_ignore_ascii_case(&ground.path));
            let before = base.iter().find(|source| source.path == ground.path);
            match here {
                Some(here) if here.pdf == ground.pdf && here.path == ground.path => {}
                Some(here) if before.is_none_or(|before| before.pdf != here.pdf) => {
                    let path = &here.path;
                    return Err(format!(
                        "PDF「{path}」は、こちらに別のものがあります。こちらの PDF の名前を変え、それを使う様式の \"pdf\" も直してから、もう一度やってください。何も書いていません。\n\
                         there is another PDF {path} here: give yours another name, also in the sheets over it, and try again; nothing was written\n"
                    ));
                }
                Some(_) | None => grounds.push(ground),
            }
        }
        Ok(Self { package, sources, parts, ours: ours_all, grounds, gone })
    }

    /// Whether it is in the package.
    pub fn has(&self, kind: Kind, id: &str) -> bool {
        self.parts.iter().any(|(part, _)| part.kind == kind && part.id == id)
    }

    /// The procedures that an event looked at here.
    pub fn procedures_before(&self, event: &str) -> Vec<String> {
        let event = self.ours.iter().find(|part| part.kind == Kind::Event && part.id == event);
        let names = event.and_then(|event| {
            let root = tree(&event.text)?;
            let names = &find(&root, &["procedures"])?.as_array()?.elements;
            Some(names.iter().filter_map(|name| Some(name.as_string_lit()?.value.to_string())).collect())
        });
        names.unwrap_or_default()
    }

    fn fresh(&self, kind: Kind) -> impl Iterator<Item = &Definition> {
        self.parts
            .iter()
            .filter(move |(part, state)| part.kind == kind && *state == State::New)
            .map(|(part, _)| part)
    }

    /// Puts everything into the folder that belongs there.
    ///
    /// # Errors
    /// When a file here is not written as expected.
    pub fn apply(&self, revision: &mut Revision) -> Result<(), String> {
        self.replace(revision)?;
        for (key, kind) in [("counters", Kind::Counter), ("things", Kind::Thing), ("settings", Kind::Setting)]
        {
            for part in self.fresh(kind) {
                let text = revision.text("office.json").unwrap_or_default();
                let text =
                    insert(text, &[key], usize::MAX, &part.text).ok_or_else(|| unsure("office.json"))?;
                revision.set("office.json", text);
            }
        }
        self.add_items(revision)?;
        for (kind, key) in [(Kind::Rule, "rules"), (Kind::Procedure, "procedures")] {
            let entries =
                self.fresh(kind).map(|part| format!("    {}", part.text)).collect::<Vec<_>>().join(",\n");
            if !entries.is_empty() {
                let text = format!(
                    "{{ \"format\": 1,\n  \"note\": {},\n  \"{key}\": [\n{entries} ] }}\n",
                    self.note()
                );
                self.add(revision, key, &self.package.id, text)?;
            }
        }
        for part in self.fresh(Kind::Sheet) {
            self.add(revision, "sheets", &part.id, format!("{}\n", part.text))?;
        }
        for part in self.fresh(Kind::Scenario) {
            let name = part.file.strip_prefix("scenarios/").and_then(|file| file.strip_suffix(".json"));
            self.add(revision, "scenarios", name.unwrap_or("scenario"), format!("{}\n", part.text))?;
        }
        for ground in &self.grounds {
            revision.put(Source::clone(ground));
        }
        for theirs in self.sources.iter().filter(|source| source.path.starts_with("events/")) {
            let id = tree(&theirs.text)
                .and_then(|root| Some(find(&root, &["id"])?.as_string_lit()?.value.to_string()));
            let id = id.unwrap_or_default();
            match self.ours.iter().find(|part| part.kind == Kind::Event && part.id == id) {
                None => self.add(revision, "events", &id, format!("{}\n", theirs.text))?,
                Some(ours) => {
                    let old = revision.text(&ours.file).unwrap_or_default();
                    let new = merge(old, &theirs.text).ok_or_else(|| unsure(&ours.file))?;
                    revision.set(&ours.file, new);
                }
            }
        }
        Ok(())
    }

    // What is theirs now, in the place of ours.
    fn replace(&self, revision: &mut Revision) -> Result<(), String> {
        let mut changes = BTreeMap::<&str, Vec<_>>::new();
        for (part, state) in &self.parts {
            let ours = self.ours.iter().find(|ours| ours.kind == part.kind && ours.id == part.id);
            if let (State::Updated | State::Taken, Some(ours)) = (state, ours) {
                changes.entry(&ours.file).or_default().push((ours.start, ours.end, part.text.clone()));
            }
        }
        for (file, changes) in changes {
            let old = revision.text(file).unwrap_or_default();
            let new = all_spliced(old, changes).ok_or_else(|| unsure(file))?;
            revision.set(file, new);
        }
        Ok(())
    }

    // The new items and lists, in a file for each list.
    fn add_items(&self, revision: &mut Revision) -> Result<(), String> {
        let mut of_lists = self.fresh(Kind::List).map(|part| &*part.id).collect::<Vec<_>>();
        of_lists.extend(self.fresh(Kind::Item).map(|part| &*part.of));
        of_lists.sort_unstable();
        of_lists.dedup();
        for of in of_lists {
            let list = self.fresh(Kind::List).find(|part| part.id == of);
            let list = list.map(|part| format!("  \"list\": {},\n", part.text)).unwrap_or_default();
            let items = self.fresh(Kind::Item).filter(|part| part.of == of);
            let items = items.map(|part| format!("    {}", part.text)).collect::<Vec<_>>().join(",\n");
            let (note, of_json) = (self.note(), json(of));
            let text = format!(
                "{{ \"format\": 1, \"of\": {of_json},\n  \"note\": {note},\n{list}  \"items\": [\n{items} ] }}\n"
            );
            self.add(revision, "items", &format!("{}_{of}", self.package.id), text)?;
        }
        Ok(())
    }

    // A file of its own, under a name that is free.
    fn add(&self, revision: &mut Revision, folder: &str, name: &str, text: String) -> Result<(), String> {
        let names =
            (1_u32..).map(|number| if number == 1 { name.to_owned() } else { format!("{name}_{number}") });
        let path = names.map(|name| format!("{folder}/{name}.json")).find(|path| !revision.has(path));
        revision.add(Source::json(path.unwrap_or_default(), text))
    }

    fn note(&self) -> String {
        let Package { from, id, made, .. } = self.package;
        json(&format!("{}（{}）のパッケージ「{id}」（{made}）から", from.name, from.code))
    }

    /// What is new, what differs, and how.
    pub fn report(&self) -> String {
        let Package { from, id, made, program, laws, licence, note, origins, .. } = self.package;
        let mut text =
            format!("{}（{}）のパッケージ「{id}」（{made}、kakanai {program}）\n", from.name, from.code);
        let said = [
            ("法令など / law", Some(laws.join("、"))),
            ("使う条件 / licence", licence.clone()),
            ("メモ / note", note.clone()),
        ];
        for (what, words) in said {
            for words in words.iter().filter(|words| !words.is_empty()) {
                text.push_str(&format!("  {what}: {}\n", words));
            }
        }
        for origin in origins {
            text.push_str(&format!(
                "  もと / origin: {}（{}）「{}」（{}）\n",
                origin.from.name, origin.from.code, origin.id, origin.made
            ));
        }
        for state in STATES {
            let parts =
                self.parts.iter().filter(|(_, of)| *of == state).map(|(part, _)| part).collect::<Vec<_>>();
            if parts.is_empty() {
                continue;
            }
            let (ja, en) = heading(state);
            text.push_str(&format!("\n{ja} / {en}\n"));
            let mut names = BTreeMap::<Kind, Vec<&str>>::new();
            for part in &parts {
                names.entry(part.kind).or_default().push(&part.id);
            }
            for (kind, ids) in &names {
                text.push_str(&format!("  {} {}\n", kind.words().0, ids.join(" ")));
                if matches!(state, State::Differs | State::Taken | State::Edited) {
                    let parts = parts.iter().filter(|part| part.kind == *kind);
                    parts.for_each(|part| text.push_str(&self.sides(part)));
                }
            }
            if state == State::New && names.contains_key(&Kind::Counter) {
                text.push_str("  （新しい窓口を作らず、こちらの窓口を使うには: --counter 先方の窓口=こちらの窓口 / use --counter theirs=ours for a counter of your own）\n");
            }
        }
        if !self.gone.is_empty() {
            text.push_str("\n先方ではなくなったもの。こちらには残るので、いらなければ消してください / gone there; still here: remove what you do not need\n");
            for Definition { kind, id, file, .. } in &self.gone {
                text.push_str(&format!("  {} {id}（{file}）\n", kind.words().0));
            }
        }
        text
    }

    // Both sides of what differs.
    fn sides(&self, theirs: &Definition) -> String {
        const MOST: usize = 6;
        let Some(ours) = self.ours.iter().find(|ours| ours.kind == theirs.kind && ours.id == theirs.id)
        else {
            return String::new();
        };
        let mut found = differences(&ours.json(), &theirs.json());
        if ours.of != theirs.of {
            found.insert(0, ("of".to_owned(), Some(ours.of.clone()), Some(theirs.of.clone())));
        }
        let side = |side: &Option<String>| side.as_deref().map_or("（なし）".to_owned(), short);
        let mut text = String::new();
        for (place, ours, theirs_said) in found.iter().take(MOST) {
            let (ours, theirs_said) = (side(ours), side(theirs_said));
            text.push_str(&format!("      {} {place}: こちら {ours}　先方 {theirs_said}\n", theirs.id));
        }
        if found.len() > MOST {
            text.push_str(&format!(
                "      {} …ほか {} か所 / and {} more\n",
                theirs.id,
                found.len() - MOST,
                found.len() - MOST
            ));
        }
        text
    }
}

fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let cut = text.chars().take(LONGEST).collect::<String>();
    if text.chars().count() > LONGEST { format!("{cut}…") } else { cut }
}

fn unsure(file: &str) -> String {
    format!(
        "「{file}」の書き方が思ったものと違うので、何も書いていません。\n{file} is not written as expected, so nothing was changed\n"
    )
}
