//! `new`: skeletons that pass `check` at once, for an author to go on from.

mod arguments;
mod event;
mod item;
mod office;
mod procedure;
mod sample;
mod sheet;
mod sheet_text;

use std::path::PathBuf;

use kakanai_definition::Compiled;
use kakanai_domain::event::Event;
use kakanai_domain::{Catalog, Date, Id};

use crate::loading::{Said, in_force};
use crate::revision::{Revision, sound};

pub use sheet_text::Format;

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// A complete small office.
    Office {
        /// A folder that is not there yet.
        dir: PathBuf,
        /// 「見本村」
        name: String,
        /// The number of the municipality.
        code: String,
        /// The day of its scenario; `None`: today.
        on: Option<Date>,
    },
    /// A life event.
    Event(Thing),
    /// A procedure with its question, its sheet and two scenarios.
    Procedure {
        /// What it is called, and where.
        thing: Thing,
        /// The event it belongs to; `None`: the only one.
        event: Option<String>,
        /// The list for each member of which it is.
        for_each: Option<String>,
        /// The counter; `None`: the first.
        counter: Option<String>,
    },
    /// A sheet.
    Sheet {
        /// What it is called, and where.
        thing: Thing,
        /// The list for each member of which it is.
        for_each: Option<String>,
        /// The procedure that is to print it.
        procedure: Option<String>,
        /// Its paper.
        format: Format,
    },
    /// An item.
    Item {
        /// What it is called, and where.
        thing: Thing,
        /// `visit`, or a list.
        of: String,
        /// `yes_no`, `date`, ….
        kind: String,
        /// The event in which it may be asked.
        event: Option<String>,
    },
}

/// A new thing of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// The definitions.
    pub forms: PathBuf,
    /// Its name in the definitions.
    pub id: String,
    /// Its name for people, in Japanese.
    pub title: String,
    /// The same in English, where the office offers English.
    pub english: Option<String>,
}

/// Makes it, and says what was written and what to do next.
pub fn new(what: &New) -> Said {
    let made = match what {
        New::Office { dir, name, code, on } => office::office(dir, name, code, *on),
        New::Event(thing) => event::event(thing),
        New::Procedure { thing, event, for_each, counter } => {
            procedure::procedure(thing, event.as_deref(), for_each.as_deref(), counter.as_deref())
        }
        New::Sheet { thing, for_each, procedure, format } => {
            sheet::sheet(thing, for_each.as_deref(), procedure.as_deref(), *format)
        }
        New::Item { thing, of, kind, event } => item::item(thing, of, kind, event.as_deref()),
    };
    match made {
        Ok(text) => Said::good(text),
        Err(sentence) => Said::bad(sentence),
    }
}

/// The folder that something new goes into.
struct Place {
    revision: Revision,
    compiled: Compiled,
}

impl Place {
    fn open(thing: &Thing) -> Result<Self, String> {
        let id = &thing.id;
        if !is_id(id) {
            return Err(format!(
                "「{id}」は名前（id）にできません。半角の小文字で始め、小文字・数字・_ で書いてください（例: radio_receiver）。\n\
                 \"{id}\" cannot be an id: begin with a small letter, then small letters, digits and _ (as in radio_receiver)\n"
            ));
        }
        let (revision, compiled) = Revision::open(&thing.forms)?;
        Ok(Self { revision, compiled })
    }

    fn catalog(&self) -> Result<&Catalog, String> {
        in_force(&self.compiled)
            .ok_or_else(|| "定義を読めません。\nthe definitions cannot be read\n".to_owned())
    }

    // The event of a name, or the only one, and its file.
    fn event(&self, name: Option<&str>) -> Result<(Id<Event>, String), String> {
        let catalog = self.catalog()?;
        let names = catalog.events.ids().map(|id| catalog.events.name(id)).collect::<Vec<_>>();
        let id = match (name, &names[..]) {
            (None, [only]) => catalog.events.find(only),
            (None, _) => {
                let names = names.join(" ");
                return Err(format!(
                    "どのライフイベントの手続かを、--event で書いてください。あるのは: {names}\nsay with --event which event it belongs to; there are: {names}\n"
                ));
            }
            (Some(name), _) => catalog.events.find(name),
        };
        let id = id.ok_or_else(|| unknown("ライフイベント", "event", name.unwrap_or_default(), &names))?;
        let file = self.file("events/", &["id"], catalog.events.name(id));
        let file = file.ok_or_else(|| unsure("events"))?;
        Ok((id, file))
    }

    // The file in a folder in which a place says this.
    fn file(&self, folder: &str, place: &[&str], says: &str) -> Option<String> {
        let files = self.revision.sources().iter().filter(|source| source.path.starts_with(folder));
        let mut found = files.filter(|source| {
            let root = crate::splice::tree(&source.text);
            let value = root.as_ref().and_then(|root| crate::splice::find(root, place));
            value.and_then(|value| value.as_string_lit()).is_some_and(|text| text.value == says)
        });
        found.next().map(|source| source.path.clone())
    }

    // Compiles what came to be, and writes it; the text says what.
    fn finish(self, thing: &Thing, next: &str) -> Result<String, String> {
        let compiled = self.revision.compiled();
        sound(&compiled).map_err(|problems| {
            format!(
                "{problems}このままでは上の誤りになるので、何も書いていません。\nthis would give the errors above, so nothing was written\n"
            )
        })?;
        let mut text = String::from("書いたもの / written\n");
        for source in self.revision.changes() {
            text.push_str(&format!("  {}/{}\n", thing.forms.display(), source.path));
        }
        self.revision.write()?;
        text.push_str(&format!("\n次にすること / next\n{next}"));
        Ok(text)
    }
}

impl Thing {
    // A text of the screen in the languages of the office, as far as they were given.
    fn text(&self, catalog: &Catalog, ja: &str, en: impl Fn(&str) -> String) -> String {
        let offered = catalog.office.languages.contains(&kakanai_domain::Lang::En);
        match self.english.as_deref().filter(|_| offered) {
            Some(english) => format!(r#"{{ "ja": {}, "en": {} }}"#, json(ja), json(&en(english))),
            None => format!(r#"{{ "ja": {} }}"#, json(ja)),
        }
    }

    // What to add to a command when the folder is not the usual one.
    fn forms_option(&self) -> String {
        if self.forms.as_os_str() == "forms" {
            String::new()
        } else {
            format!(" --forms {}", self.forms.display())
        }
    }

    // What to say when words are missing in a language that the office offers.
    fn missing_languages(&self, catalog: &Catalog) -> String {
        let missing = catalog.office.languages.iter().filter(|lang| match lang {
            kakanai_domain::Lang::Ja => false,
            kakanai_domain::Lang::En => self.english.is_none(),
            kakanai_domain::Lang::Zh
            | kakanai_domain::Lang::Ko
            | kakanai_domain::Lang::Vi
            | kakanai_domain::Lang::Pt
            | kakanai_domain::Lang::Ne => true,
        });
        let missing = missing.map(|lang| lang.code()).collect::<Vec<_>>().join(" ");
        if missing.is_empty() {
            return String::new();
        }
        format!(
            "  ・{missing} の訳がまだないので、check が注意（W902）を出します。訳を書けば消えます（英語は --en でも書けます）。\n    check warns (W902) that words are missing in: {missing}\n"
        )
    }
}

/// Whether a text is written as ids are.
pub(crate) fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// A text of JSON.
pub(crate) fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn unknown(ja: &str, en: &str, name: &str, known: &[&str]) -> String {
    let known = known.join(" ");
    format!(
        "{ja}「{name}」はありません。あるのは: {known}\nthere is no {en} \"{name}\"; there are: {known}\n"
    )
}

fn unsure(what: &str) -> String {
    format!(
        "{what} のファイルの書き方が思ったものと違うので、何も書いていません。手で加えてください。\nthe file of {what} is not written as expected, so nothing was changed: add it by hand\n"
    )
}
