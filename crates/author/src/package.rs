//! The file in which one office hands procedures to another: a small office of its own, as JSON text.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kakanai_definition::{Compiled, Source, compile};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::definitions::{definitions, hash};
use crate::revision::sound;

/// Larger files are no packages: 64 MiB.
const LARGEST: u64 = 64 << 20;
/// As in a folder: 1 MiB of definitions in a file, 8 MiB of PDF.
const LARGEST_TEXT: usize = 1 << 20;
const LARGEST_PDF: usize = 8 << 20;

/// Procedures with everything they need.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// 1.
    pub format: u32,
    /// `package`.
    pub kind: String,
    /// Its name: that of its first procedure.
    pub id: String,
    /// The office that gives it.
    pub from: Giver,
    /// The day it was made.
    pub made: String,
    /// The version of the program that made it.
    pub program: String,
    /// Under which terms it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// A word to those who take it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What it is about.
    pub procedures: Vec<String>,
    /// The laws they rest on.
    pub laws: Vec<String>,
    /// From whom the giver had taken parts of it over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<Origin>,
    /// SHA-256 of each part, however it is laid out, and of each PDF.
    pub hashes: BTreeMap<String, String>,
    /// The definitions, as in a folder.
    pub files: Vec<File>,
    /// The office's own papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<Ground>,
    /// Of a package that was taken over: what has another name here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub renamed: BTreeMap<String, String>,
    /// Of a package that was taken over: which of the counters here stand for those there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counters: BTreeMap<String, String>,
}

/// An office that gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Giver {
    /// 「見本町」
    pub name: String,
    /// The number of the municipality.
    pub code: String,
}

/// A package that a part came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Its name.
    pub id: String,
    /// Who gave it.
    pub from: Giver,
    /// When it was made.
    pub made: String,
}

/// A file of definitions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Where it would stand in a folder.
    pub path: String,
    /// What it says, as its author laid it out.
    pub is: Box<RawValue>,
}

/// A PDF.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Where it stands in a folder.
    pub path: String,
    /// Its bytes.
    pub base64: String,
}

impl Package {
    /// The package as a text.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn text(&self) -> Result<String, String> {
        serde_json::to_string_pretty(self)
            .map(|text| format!("{text}\n"))
            .map_err(|error| format!("{error}\n"))
    }

    /// Puts files in, with their hashes.
    ///
    /// # Errors
    /// When one of them is no JSON.
    pub fn fill(&mut self, sources: &[Source]) -> Result<(), String> {
        (self.files, self.grounds, self.hashes) = (Vec::new(), Vec::new(), BTreeMap::new());
        for source in sources {
            let path = source.path.clone();
            match &source.pdf {
                Some(bytes) => {
                    self.hashes.insert(format!("pdf {path}"), hash(bytes));
                    self.grounds.push(Ground { path, base64: STANDARD.encode(bytes) });
                }
                None => {
                    let is = RawValue::from_string(source.text.trim().to_owned());
                    self.files.push(File { path, is: is.map_err(|error| format!("{error}\n"))? });
                }
            }
        }
        self.hashes.extend(definitions(sources).iter().map(|part| (part.name(), part.hash())));
        Ok(())
    }

    /// The files in it, as a folder.
    ///
    /// # Errors
    /// When one of them cannot be in a package.
    pub fn sources(&self) -> Result<Vec<Source>, String> {
        let mut sources = Vec::new();
        for File { path, is } in &self.files {
            if !is_definition(path) || is.get().len() > LARGEST_TEXT {
                return Err(stray(path));
            }
            sources.push(Source::json(path, is.get()));
        }
        for Ground { path, base64 } in &self.grounds {
            let bytes = STANDARD.decode(base64).map_err(|_| damaged(&format!("pdf {path}")))?;
            if !is_ground(path) || bytes.len() > LARGEST_PDF {
                return Err(stray(path));
            }
            sources.push(Source::pdf(path, bytes));
        }
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        match sources.windows(2).find(|pair| matches!(pair, [a, b] if a.path.eq_ignore_ascii_case(&b.path))) {
            Some([twice, _]) => Err(stray(&twice.path)),
            Some(_) | None => Ok(sources),
        }
    }
}

/// Reads a package and checks it: the format, the places, that it is sound by itself, and that nothing in it has changed on its way.
///
/// # Errors
/// The sentence that says why it cannot be used.
pub fn read(path: &Path) -> Result<(Package, Vec<Source>, Compiled), String> {
    let shown = path.display();
    let unreadable = |error: &dyn std::fmt::Display| {
        format!(
            "「{shown}」を読めません（{error}）。名前と場所を確かめてください。\ncannot read {shown} ({error}): check its name and place\n"
        )
    };
    let about = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !about.is_file() || about.len() > LARGEST {
        return Err(format!(
            "「{shown}」は手続のパッケージではありません（64 MiB までのファイルです）。\n{shown} is no package (a file of at most 64 MiB)\n"
        ));
    }
    let text = fs::read_to_string(path).map_err(|error| unreadable(&error))?;
    let package = parse(&text).map_err(|why| format!("「{shown}」は使えません。{why}"))?;
    let sources = package.sources()?;
    let compiled = compile(&sources);
    sound(&compiled).map_err(|problems| {
        format!(
            "{problems}「{shown}」の中に、上の誤りがあります。何も書いていません。渡した自治体に、もう一度作ってもらってください。\n\
             there are errors in {shown}, so nothing was written: ask for it again\n"
        )
    })?;
    verify(&package, &sources)?;
    Ok((package, sources, compiled))
}

/// A package from its text, without a look at what is in it.
///
/// # Errors
/// Why it is none.
pub fn parse(text: &str) -> Result<Package, String> {
    #[derive(Deserialize)]
    struct Envelope {
        format: Option<serde_json::Number>,
        kind: Option<String>,
    }
    let ask = "渡した自治体に、もう一度送ってもらってください。";
    let envelope: Envelope = serde_json::from_str(text).map_err(|error| {
        format!("JSON として読めません（{error}）。途中で切れたか、書きかわっています。{ask}\nit is no JSON ({error}): ask for it again\n")
    })?;
    if envelope.kind.as_deref() != Some("package") {
        return Err("手続のパッケージではありません（\"kind\": \"package\" がない）。kakanai-author pack で作ったファイルを指定してください。\nit is no package: name a file that kakanai-author pack has made\n".to_owned());
    }
    if envelope.format.as_ref().and_then(serde_json::Number::as_u64) != Some(1) {
        return Err("このプログラムの知らない形式です（\"format\": 1 ではない）。新しい版の kakanai-author を使ってください。\nits format is not 1: use a newer kakanai-author\n".to_owned());
    }
    let package: Package = serde_json::from_str(text).map_err(|error| {
        format!("中身が足りないか、余分なものがあります（{error}）。{ask}\nsomething is missing or one too many ({error}): ask for it again\n")
    })?;
    let plain = |text: &str| {
        !text.is_empty()
            && text.len() <= 64
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    if !plain(&package.id) || !plain(&package.from.code) {
        return Err(format!(
            "id か自治体の番号が正しくありません。{ask}\nits id or the number of its office is wrong: ask for it again\n"
        ));
    }
    Ok(package)
}

// Every part has its hash, and every hash its part.
fn verify(package: &Package, sources: &[Source]) -> Result<(), String> {
    let mut hashes =
        definitions(sources).iter().map(|part| (part.name(), part.hash())).collect::<BTreeMap<_, _>>();
    for source in sources {
        if let Some(bytes) = &source.pdf {
            hashes.insert(format!("pdf {}", source.path), hash(bytes));
        }
    }
    let names = hashes.keys().chain(package.hashes.keys());
    match names.into_iter().find(|name| hashes.get(*name) != package.hashes.get(*name)) {
        Some(name) => Err(damaged(name)),
        None => Ok(()),
    }
}

fn damaged(name: &str) -> String {
    format!(
        "パッケージの「{name}」が、作られたときと違います。送る途中で壊れたか、だれかが書きかえました。渡した自治体に、もう一度送ってもらってください。\n\
         \"{name}\" is not what it was when the package was made: ask for it again\n"
    )
}

fn stray(path: &str) -> String {
    let path = path.chars().map(|c| if c.is_control() { ' ' } else { c }).take(80).collect::<String>();
    format!(
        "パッケージの中に、置けないファイルがあります（「{path}」）。場所がおかしいか、大きすぎるか、2つあります。取り込みません。\n\
         there is a file in the package that has no place here (\"{path}\"): it is not taken over\n"
    )
}

fn is_definition(path: &str) -> bool {
    let named = |name: &str| {
        !name.is_empty()
            && name.len() <= 100
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    path == "office.json"
        || path.strip_suffix(".json").and_then(|path| path.split_once('/')).is_some_and(|(folder, name)| {
            ["items", "rules", "events", "procedures", "sheets", "scenarios"].contains(&folder) && named(name)
        })
}

// Letters of any script, but nothing that leads out of the folder, on any system.
fn is_ground(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with([' ', '.'])
            && !part.chars().any(|c| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    path.len() <= 200
        && path.to_ascii_lowercase().ends_with(".pdf")
        && path.split('/').count() <= 8
        && path.split('/').all(plain)
}
