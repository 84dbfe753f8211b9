//! `pack`: procedures with everything they need, as one file that another town can take over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kakanai_definition::{Compiled, Mention, PACKAGES, Source, compile, run};
use kakanai_domain::Lang;

use crate::definitions::{Definition, Kind, definitions};
use crate::loading::{Said, in_force, today};
use crate::new::json;
use crate::package::{Giver, Origin, Package, parse};
use crate::papers::unwritable;
use crate::reduce::{Whole, event, scenario};
use crate::revision::{Revision, sound};
use crate::splice::{find, tree, written};

/// What is to be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// The definitions.
    pub forms: PathBuf,
    /// The procedures; the first names the package.
    pub procedures: Vec<String>,
    /// The file.
    pub out: PathBuf,
    /// Under which terms.
    pub licence: Option<String>,
    /// A word to those who take it over.
    pub note: Option<String>,
}

/// Writes the package, and says what is in it.
pub fn pack(what: &Pack) -> Said {
    match packed(what) {
        Ok(text) => Said::good(text),
        Err(sentence) => Said::bad(sentence),
    }
}

fn packed(what: &Pack) -> Result<String, String> {
    let (revision, compiled) = Revision::open(&what.forms)?;
    let inside = what
        .out
        .parent()
        .filter(|parent| *parent != Path::new(""))
        .unwrap_or(Path::new("."))
        .canonicalize()
        .ok();
    if inside.zip(what.forms.canonicalize().ok()).is_some_and(|(out, forms)| out.starts_with(forms)) {
        return Err("--out には、定義のフォルダの外のファイルを書いてください。中に置くと、定義のファイルとして読まれます。\n\
                    write it outside of the folder of the definitions: inside it would be read as one of them\n"
            .to_owned());
    }
    let Some(id) = what.procedures.first() else {
        return Err("渡す手続の id を書いてください。\nname the procedures to hand over\n".to_owned());
    };
    let sources = revision.sources();
    let needed = Needed::of(sources, &compiled, &what.procedures)?;
    let (folder, left) = needed.folder(id)?;
    let compiled = compile(&folder);
    sound(&compiled).map_err(|problems| {
        format!(
            "{problems}この手続は、これだけでは上の誤りになるので、ひとまとめにできません。\nthe procedure cannot stand alone: see the errors above\n"
        )
    })?;
    let package = package(what, id, &compiled, &folder, origins(&what.forms, &needed))?;
    let text = package.text()?;
    let unfinished = what.out.with_extension("unfinished");
    fs::write(&unfinished, &text)
        .and_then(|()| fs::rename(&unfinished, &what.out))
        .map_err(|error| unwritable(&what.out, &error))?;
    Ok(report(what, &package, &definitions(&folder), &left, text.len()))
}

fn package(
    what: &Pack,
    id: &str,
    compiled: &Compiled,
    folder: &[Source],
    origins: Vec<Origin>,
) -> Result<Package, String> {
    let catalog = in_force(compiled).ok_or("定義を読めません。\nthe definitions cannot be read\n")?;
    let names = catalog.procedures.ids().map(|id| catalog.procedures.name(id).to_owned()).collect::<Vec<_>>();
    let laws =
        catalog.procedures.iter().map(|(_, procedure)| procedure.law.clone()).filter(|law| !law.is_empty());
    let mut package = Package {
        format: 1,
        kind: "package".to_owned(),
        id: id.to_owned(),
        from: Giver {
            name: catalog.office.name.as_ref().map(|name| name.get(Lang::Ja).to_owned()).unwrap_or_default(),
            code: catalog.office.code.clone(),
        },
        made: today().to_string(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        licence: what.licence.clone(),
        note: what.note.clone(),
        procedures: names,
        laws: laws.collect::<BTreeSet<_>>().into_iter().collect(),
        origins,
        hashes: BTreeMap::new(),
        files: Vec::new(),
        grounds: Vec::new(),
        renamed: BTreeMap::new(),
        counters: BTreeMap::new(),
    };
    package.fill(folder)?;
    Ok(package)
}

// The packages that some of these procedures were taken over in.
fn origins(forms: &Path, needed: &Needed<'_>) -> Vec<Origin> {
    let files = fs::read_dir(forms.join(PACKAGES)).into_iter().flatten().flatten();
    let read = files.filter_map(|file| parse(&fs::read_to_string(file.path()).ok()?).ok());
    let ours = read.filter(|package| package.procedures.iter().any(|id| needed.has(Kind::Procedure, id)));
    let mut origins =
        ours.map(|Package { id, from, made, .. }| Origin { id, from, made }).collect::<Vec<_>>();
    origins.sort_by(|a, b| (&a.from.code, &a.id).cmp(&(&b.from.code, &b.id)));
    origins
}

fn report(what: &Pack, package: &Package, parts: &[Definition], left: &[String], bytes: usize) -> String {
    let out = what.out.display();
    let mut text = format!("{out}（{} KB）\n", bytes.div_ceil(1024));
    for kind in [
        Kind::Procedure,
        Kind::Item,
        Kind::List,
        Kind::Rule,
        Kind::Sheet,
        Kind::Event,
        Kind::Counter,
        Kind::Thing,
        Kind::Setting,
        Kind::Scenario,
    ] {
        let ids = parts.iter().filter(|part| part.kind == kind).map(|part| &*part.id).collect::<Vec<_>>();
        if !ids.is_empty() {
            let (ja, en) = kind.words();
            text.push_str(&format!("  {ja} / {en}: {}\n", ids.join(" ")));
        }
    }
    for ground in &package.grounds {
        text.push_str(&format!("  PDF: {}\n", ground.path));
    }
    if !left.is_empty() {
        text.push_str(&format!(
            "  入れなかったシナリオ（ほかの手続がないと、同じ結果にならない） / scenarios that do not hold without other procedures: {}\n",
            left.join(" ")
        ));
    }
    let (name, code) = (&package.from.name, &package.from.code);
    text.push_str(&format!(
        "\n渡す自治体 / from: {name}（{code}）\n次にすること / next\n\
         \x20 ・メールなどでこのファイルを渡す。中は文字なので、メモ帳でも読める / mail it: it is text\n\
         \x20 ・受け取った自治体がすること / the other town then does\n\
         \x20      kakanai-author unpack {out} --dry-run\n\
         \x20      kakanai-author unpack {out}\n"
    ));
    if package.licence.is_none() {
        text.push_str("  ・使ってよい条件は --licence で書ける（例: --licence \"CC0 1.0\"） / say with --licence how it may be used\n");
    }
    text
}

/// What some procedures need.
pub(crate) struct Needed<'a> {
    sources: &'a [Source],
    compiled: &'a Compiled,
    parts: Vec<Definition>,
    chosen: BTreeSet<usize>,
    grounds: BTreeSet<String>,
    asked: BTreeSet<String>,
}

impl<'a> Needed<'a> {
    fn of(sources: &'a [Source], compiled: &'a Compiled, procedures: &[String]) -> Result<Self, String> {
        let (chosen, grounds) = (BTreeSet::new(), BTreeSet::new());
        let asked = procedures.iter().cloned().collect();
        let mut needed = Self { sources, compiled, parts: definitions(sources), chosen, grounds, asked };
        for name in procedures {
            if needed.find(Kind::Procedure, name).is_none() {
                let known = needed.parts.iter().filter(|part| part.kind == Kind::Procedure);
                let known = known.map(|part| &*part.id).collect::<Vec<_>>().join(" ");
                return Err(format!(
                    "手続「{name}」はありません。あるのは: {known}\nthere is no procedure \"{name}\"; there are: {known}\n"
                ));
            }
            needed.choose(Kind::Procedure, name);
        }
        Ok(needed)
    }

    fn find(&self, kind: Kind, id: &str) -> Option<usize> {
        self.parts.iter().position(|part| part.kind == kind && part.id == id)
    }

    /// Whether it is among what is needed.
    pub fn has(&self, kind: Kind, id: &str) -> bool {
        self.find(kind, id).is_some_and(|number| self.chosen.contains(&number))
    }

    // A part, with everything it names, and what these name.
    fn choose(&mut self, kind: Kind, id: &str) {
        let Some(number) = self.find(kind, id) else { return };
        if !self.chosen.insert(number) {
            return;
        }
        let Some(part) = self.parts.get(number).cloned() else { return };
        if kind == Kind::Item && part.of != "visit" {
            self.choose(Kind::List, &part.of);
        }
        if kind == Kind::Sheet {
            let ground = tree(&part.text)
                .and_then(|root| Some(find(&root, &["ground", "pdf"])?.as_string_lit()?.value.to_string()));
            self.grounds.extend(ground);
        }
        for (kind, name) in self.named_in(&part) {
            self.choose(kind, &name);
        }
    }

    fn mentions(&self, part: &Definition) -> impl Iterator<Item = &'a Mention> {
        let (file, range) = (part.file.clone(), part.start..part.end);
        self.compiled
            .mentions
            .iter()
            .filter(move |mention| mention.file == file && range.contains(&mention.start))
    }

    pub(crate) fn named_in(&self, part: &Definition) -> Vec<(Kind, String)> {
        self.mentions(part)
            .filter_map(|mention| Some((Kind::of(mention.noun)?, mention.name.clone())))
            .collect()
    }

    /// Those of its procedures that an event looks at.
    pub fn in_event(&self, event: &str) -> Vec<String> {
        let event = self.find(Kind::Event, event).and_then(|number| self.parts.get(number));
        let named = event.map(|event| self.named_in(event)).unwrap_or_default();
        let ours = named.into_iter().filter(|(kind, id)| *kind == Kind::Procedure && self.has(*kind, id));
        ours.map(|(_, id)| id).collect()
    }

    fn all(&self, kind: Kind) -> impl Iterator<Item = &Definition> {
        let chosen = self.chosen.iter().filter_map(|number| self.parts.get(*number));
        chosen.filter(move |part| part.kind == kind)
    }

    // The procedures as a small office of their own, and the names of the scenarios that do not hold in it.
    fn folder(&self, id: &str) -> Result<(Vec<Source>, Vec<String>), String> {
        let mut folder = vec![self.office()?];
        let entries = |kind, of: Option<&str>| {
            let parts = self.all(kind).filter(|part| of.is_none_or(|of| part.of == of));
            parts.map(|part| format!("    {}", part.text)).collect::<Vec<_>>().join(",\n")
        };
        let lists = self.all(Kind::List).map(|part| (&*part.id, format!("  \"list\": {},\n", part.text)));
        for (of, list) in [("visit", String::new())].into_iter().chain(lists) {
            let items = entries(Kind::Item, Some(of));
            if !items.is_empty() {
                let text =
                    format!("{{ \"format\": 1, \"of\": {},\n{list}  \"items\": [\n{items} ] }}\n", json(of));
                folder.push(Source::json(format!("items/{of}.json"), text));
            }
        }
        for (kind, key) in [(Kind::Rule, "rules"), (Kind::Procedure, "procedures")] {
            let entries = entries(kind, None);
            if !entries.is_empty() {
                let text = format!("{{ \"format\": 1,\n  \"{key}\": [\n{entries} ] }}\n");
                folder.push(Source::json(format!("{key}/{id}.json"), text));
            }
        }
        for part in self.all(Kind::Sheet) {
            folder.push(Source::json(format!("sheets/{}.json", part.id), &*part.text));
        }
        let grounds = self.sources.iter().filter(|source| self.grounds.contains(&source.path));
        folder.extend(grounds.cloned());
        for part in self.parts.iter().filter(|part| part.kind == Kind::Event) {
            if let Some(text) = event(part, self) {
                folder.push(Source::json(format!("events/{}.json", part.id), text));
            }
        }
        let left = self.put_scenarios(id, &mut folder)?;
        folder.sort_by(|a, b| a.path.cmp(&b.path));
        Ok((folder, left))
    }

    // Counters, things and settings that are named; the rest is the office's own.
    fn office(&self) -> Result<Source, String> {
        let office = self.sources.iter().find(|source| source.path == "office.json");
        let text = office.map(|office| &*office.text).unwrap_or_default();
        let root = tree(text).ok_or("office.json がありません。\nthere is no office.json\n")?;
        let mut lines = vec!["{ \"format\": 1".to_owned()];
        for key in ["name", "addressee", "code", "languages", "closed"] {
            if let Some(value) = find(&root, &[key]) {
                lines.push(format!("  \"{key}\": {}", written(text, value)));
            }
        }
        for (key, kind) in [("counters", Kind::Counter), ("things", Kind::Thing), ("settings", Kind::Setting)]
        {
            let entries =
                self.all(kind).map(|part| format!("\n    {}", part.text)).collect::<Vec<_>>().join(",");
            lines.push(format!("  \"{key}\": [{entries}]"));
        }
        Ok(Source::json("office.json", format!("{} }}\n", lines.join(",\n"))))
    }

    // The scenarios that mention the procedures, each reduced to them as little as it takes to hold.
    fn put_scenarios(&self, id: &str, folder: &mut Vec<Source>) -> Result<Vec<String>, String> {
        let mut open = Vec::new();
        for part in self.parts.iter().filter(|part| part.kind == Kind::Scenario) {
            let about = self
                .mentions(part)
                .any(|of| Kind::of(of.noun) == Some(Kind::Procedure) && self.asked.contains(&of.name));
            if about {
                open.push(part);
            }
        }
        let mut seen = BTreeSet::new();
        for whole in [Whole::All, Whole::Papers, Whole::Verdicts] {
            let mut tried = folder.clone();
            let mut paths = Vec::new();
            for part in &open {
                let reduced = scenario(part, id, self, whole);
                let mut path = format!("scenarios/{}.json", file_name(&reduced.name));
                while tried.iter().any(|source| source.path == path) {
                    path = path.replace(".json", "_.json");
                }
                tried.push(Source::json(&*path, reduced.text));
                paths.push((path, reduced.answers));
            }
            let compiled = compile(&tried);
            sound(&compiled)?;
            let Some(editions) = &compiled.editions else { break };
            let mut failed = Vec::new();
            for (part, (path, answers)) in open.iter().zip(paths) {
                let held = compiled
                    .scenarios
                    .iter()
                    .any(|of| of.file == path && run(editions.on(of.today), of).is_empty());
                if !held {
                    failed.push(*part);
                } else if seen.insert(answers) {
                    folder.extend(tried.iter().find(|source| source.path == path).cloned());
                }
            }
            open = failed;
        }
        Ok(open.into_iter().map(|part| part.id.clone()).collect())
    }
}

fn file_name(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    name.chars().map(plain).take(80).collect()
}
