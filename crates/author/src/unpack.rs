//! `unpack`: procedures of another office, taken over beside one's own. What is here stays as it is here.

use std::fs;
use std::path::PathBuf;

use kakanai_definition::{PACKAGES, run};
use kakanai_domain::Lang;

use crate::check::checked;
use crate::definitions::{Kind, definitions};
use crate::loading::{Forms, Said, in_force};
use crate::new::is_id;
use crate::package::{Package, parse, read};
use crate::rename::{counter, rename};
use crate::revision::{Revision, sound};
use crate::scenarios::details;
use crate::splice::insert_key;
use crate::taking::{State, Taking};

/// What is to be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpack {
    /// The package.
    pub file: PathBuf,
    /// The definitions.
    pub forms: PathBuf,
    /// Only say what would happen.
    pub dry_run: bool,
    /// Counters there, and those here that stand for them.
    pub counters: Vec<(String, String)>,
    /// Names there, and what they are to be called here.
    pub renames: Vec<(String, String)>,
    /// Names of which theirs is wanted in place of ours.
    pub theirs: Vec<String>,
}

/// Takes it over, or says why not.
pub fn unpack(what: &Unpack) -> Said {
    let Said { text, good } = unpacked(what).unwrap_or_else(Said::bad);
    // Another office's words could hold what moves the cursor of a terminal.
    Said { text: text.chars().filter(|c| *c == '\n' || !c.is_control()).collect(), good }
}

fn unpacked(what: &Unpack) -> Result<Said, String> {
    let (mut package, mut sources, compiled) = read(&what.file)?;
    let (mut revision, ours) = Revision::open(&what.forms)?;
    let record = format!("{PACKAGES}/{}_{}.json", package.from.code, package.id);
    let recorded = fs::read_to_string(what.forms.join(&record)).unwrap_or_default();
    let base = parse(&recorded).ok();
    let known = base.as_ref().map(|base| (base.renamed.clone(), base.counters.clone())).unwrap_or_default();
    (package.renamed, package.counters) = known;
    // What a newer version does not have any more needs no other name.
    let there = definitions(&sources);
    package.renamed.retain(|old, _| there.iter().any(|part| part.id == *old));
    package.counters.retain(|old, _| there.iter().any(|part| part.kind == Kind::Counter && part.id == *old));
    package.renamed.extend(what.renames.iter().cloned());
    package.counters.extend(what.counters.iter().cloned());
    for (old, new) in &package.renamed {
        let all = definitions(&sources);
        let named = all.iter().any(|part| part.id == *old);
        if !named || !is_id(new) || all.iter().any(|part| part.id == *new) {
            return Err(not_renamed(old, new));
        }
        rename(&mut sources, old, new);
    }
    let catalog = in_force(&ours).ok_or("定義を読めません。\nthe definitions cannot be read\n")?;
    for (theirs, here) in &package.counters {
        let known =
            catalog.office.counters.ids().map(|id| catalog.office.counters.name(id)).collect::<Vec<_>>();
        let there = in_force(&compiled).is_some_and(|catalog| catalog.office.counters.find(theirs).is_some());
        if !known.contains(&&**here) || !there {
            let known = known.join(" ");
            return Err(format!(
                "--counter {theirs}={here}: 先方の窓口=こちらの窓口、と書いてください。こちらにあるのは: {known}\n\
                 --counter is theirs=ours; the counters here are: {known}\n"
            ));
        }
        counter(&mut sources, theirs, here);
    }
    package.fill(&sources)?;
    package.procedures =
        package.procedures.iter().map(|id| package.renamed.get(id).unwrap_or(id).clone()).collect();

    let base = base.map(|base| base.sources()).transpose()?.unwrap_or_default();
    let taking = Taking::of(&package, &sources, revision.sources(), &base, &what.theirs)?;
    taking.apply(&mut revision)?;
    let mut text = taking.report();
    let after = revision.compiled();
    if let Err(problems) = sound(&after) {
        return Err(format!(
            "{text}\n{problems}このままでは上の誤りになるので、何も書いていません。こちらと違うものは --theirs 名前 で先方のものに、同じ名前で別のものは --rename 先方=新しい名前 で別の名前にできます。\n\
             this would give the errors above, so nothing was written: take theirs with --theirs NAME, or give it another name with --rename theirs=new\n"
        ));
    }
    let left = scenarios(
        &mut revision,
        &taking,
        &ours.scenarios.iter().map(|of| of.name.clone()).collect::<Vec<_>>(),
    );
    text.push_str(&left);
    let written = package.text()?;
    let changes = revision.changes().iter().map(|source| source.path.clone()).collect::<Vec<_>>();
    if changes.is_empty() && written == recorded {
        text.push_str("\n変わるものはありません。 / nothing changes\n");
        return Ok(Said::good(text));
    }
    text.push_str(if what.dry_run {
        "\n書くもの / to be written\n"
    } else {
        "\n書いたもの / written\n"
    });
    for path in changes.iter().chain([&record]) {
        text.push_str(&format!("  {}/{path}\n", what.forms.display()));
    }
    let here = catalog.office.name.as_ref().map_or("", |name| name.get(Lang::Ja));
    text.push_str(&names_of_giver(&revision, what, &package, here));
    if what.dry_run {
        text.push_str("\n試しただけで、何も書いていません。 / a dry run: nothing was written\n");
    } else {
        revision.set_beside(record, written);
        revision.write()?;
    }
    let check = checked(&Forms::of(&what.forms, revision.sources()), None);
    text.push_str(&format!("\n{}", check.text));
    Ok(Said { text, good: check.good })
}

fn not_renamed(old: &str, new: &str) -> String {
    format!(
        "--rename {old}={new}: 先方の名前=新しい名前、と書いてください。「{old}」がパッケージにないか、「{new}」がもうパッケージにあるか、id（半角の小文字・数字・_）ではありません。\n\
         --rename is theirs=new: \"{old}\" is not in the package, or \"{new}\" is in it already, or is no id\n"
    )
}

// New scenarios that do not hold here are not taken over; older ones that held go on looking at what they looked at.
fn scenarios(revision: &mut Revision, taking: &Taking<'_>, before: &[String]) -> String {
    let compiled = revision.compiled();
    let Some(editions) = &compiled.editions else { return String::new() };
    let (mut text, mut narrowed, mut held) = (String::new(), 0, 0);
    for scenario in &compiled.scenarios {
        let catalog = editions.on(scenario.today);
        let mismatches = run(catalog, scenario);
        let ours = before.contains(&scenario.name);
        if mismatches.is_empty() {
            held += usize::from(taking.has(Kind::Scenario, &scenario.name));
            continue;
        }
        if !ours {
            revision.remove(&scenario.file);
            if text.is_empty() {
                text.push_str("\nこちらの設定や閉庁日では結果が違うので、取り込まないシナリオ / not taken over, as they do not hold here\n");
            }
            text.push_str(&details(scenario, &mismatches));
        } else if scenario.only.is_none() {
            let event = catalog.events.name(scenario.event);
            let only =
                taking.procedures_before(event).iter().map(|id| crate::new::json(id)).collect::<Vec<_>>();
            let old = revision.text(&scenario.file).unwrap_or_default();
            if let Some(new) = insert_key(old, &[], "only", &format!("[{}]", only.join(", "))) {
                revision.set(&scenario.file, new);
                narrowed += 1;
            }
        }
    }
    text.push_str(&format!("\nパッケージのシナリオ / scenarios of the package: 合格 / passed {held}\n"));
    if narrowed > 0 {
        text.push_str(&format!(
            "前からあるシナリオ {narrowed} 個に、前からある手続だけを見る \"only\" を足しました（新しい問いの答えがないため）。\n\
             \"only\" was added to {narrowed} older scenarios, which do not answer the new questions\n"
        ));
    }
    text
}

// Words of the other town are easily left in a sheet.
fn names_of_giver(revision: &Revision, what: &Unpack, package: &Package, here: &str) -> String {
    let name = &package.from.name;
    if name.is_empty() || name == here {
        return String::new();
    }
    let mut places = String::new();
    for source in revision.changes().into_iter().filter(|source| !source.path.starts_with("scenarios/")) {
        let before = revision.before(&source.path).unwrap_or_default();
        for (number, line) in (1..).zip(source.text.lines()) {
            let note = line.trim_start().starts_with("\"note\"");
            let Some((left, right)) = line.split_once(&**name).filter(|_| !note && !before.contains(line))
            else {
                continue;
            };
            let left = left.chars().rev().take(10).collect::<Vec<_>>().into_iter().rev().collect::<String>();
            let right = right.chars().take(20).collect::<String>();
            places.push_str(&format!(
                "  {}/{}:{number}  …{}{name}{right}…\n",
                what.forms.display(),
                source.path,
                left.trim_start()
            ));
        }
    }
    if places.is_empty() {
        return String::new();
    }
    format!(
        "\n「{name}」と書いてある所（こちらの言葉に直してください） / the name of the other town stands here: make it yours\n{places}"
    )
}

/// Whether an author has to look at it.
pub(crate) fn heading(state: State) -> (&'static str, &'static str) {
    match state {
        State::New => ("新しく入るもの", "new"),
        State::Updated => ("新しい版になるもの（こちらでは直していない）", "updated: not changed here"),
        State::Taken => ("先方のものに替えるもの（--theirs）", "replaced by theirs"),
        State::Edited => ("こちらの直しを残すもの（先方は前と同じ）", "kept: changed here, and not there"),
        State::Removed => ("こちらで消してあるので、入れないもの", "not taken over: removed here"),
        State::Differs => ("こちらと違うもの。こちらを残します", "different; yours is kept"),
        State::Same => ("同じもの", "the same"),
    }
}
