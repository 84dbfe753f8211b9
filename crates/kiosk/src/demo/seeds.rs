//! The invented household: what is read and what is typed, `seeds/answers/*.json`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kakanai_domain::card::CardReading;
use kakanai_domain::item::List;
use kakanai_domain::session::{Said, SlotName};
use kakanai_domain::{Catalog, Date, Id, Member};
use kakanai_reading::{CodeReading, Profile, read_card, read_codes};
use serde::Deserialize;

use super::DemoError;

/// The invented household, read.
pub(super) struct Seeds {
    pub(super) event: String,
    pub(super) today: Date,
    pub(super) code: CodeReading,
    /// Whose, in which file, and what stands on it.
    pub(super) cards: Vec<(Holder, String, CardReading)>,
    pub(super) answers: BTreeMap<SlotName, Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    #[serde(default, rename = "note")]
    _note: Option<String>,
    event: String,
    today: Date,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    profile: Option<String>,
    #[serde(default)]
    cards: BTreeMap<Holder, String>,
    answers: BTreeMap<SlotName, Said>,
}

/// Whose card it is: `people.1`.
#[derive(PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub(super) struct Holder(String);

impl Holder {
    pub(super) fn name(&self) -> &str {
        &self.0
    }

    pub(super) fn resolve(&self, catalog: &Catalog) -> Option<(Id<List>, Member)> {
        let (list, number) = self.0.split_once('.')?;
        Some((catalog.lists.find(list)?, Member(number.parse().ok()?)))
    }
}

impl Seeds {
    /// Reads the answers of a household, and the codes and cards that they name.
    pub(super) fn read(folder: &Path, household: &str) -> Result<Self, DemoError> {
        let path = folder.join("answers").join(format!("{household}.json"));
        let file: File = serde_json::from_str(&text(&path)?)
            .map_err(|error| DemoError::Seeds(format!("「{}」の{error}", path.display())))?;
        if file.format != 1 {
            return Err(DemoError::Seeds(format!("「{}」のformatは1です", path.display())));
        }
        let code = read_code(folder, &file)?;
        let mut cards = Vec::new();
        for (holder, name) in file.cards {
            let path = folder.join(&name);
            let card = read_card(&text(&path)?).map_err(|error| DemoError::read(&path, error))?;
            cards.push((holder, name, card));
        }
        Ok(Self { event: file.event, today: file.today, code, cards, answers: file.answers })
    }
}

fn read_code(folder: &Path, file: &File) -> Result<CodeReading, DemoError> {
    let Some(profile) = &file.profile else { return Ok(CodeReading::default()) };
    let profile_path = folder.join(profile);
    let profile =
        Profile::from_json(&text(&profile_path)?).map_err(|error| DemoError::read(&profile_path, error))?;
    let mut symbols = Vec::new();
    for picture in &file.codes {
        let path = folder.join(picture);
        let bytes = fs::read(&path).map_err(|error| DemoError::file(&path, error))?;
        symbols.extend(read_codes(&bytes).map_err(|error| DemoError::read(&path, error))?);
    }
    profile.read(&symbols).map_err(|error| DemoError::read(&profile_path, error))
}

fn text(path: &Path) -> Result<String, DemoError> {
    fs::read_to_string(path).map_err(|error| DemoError::file(path, error))
}
