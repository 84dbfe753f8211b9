//! What stands behind `new`.

use std::path::PathBuf;

use super::{Format, New, Thing};
use crate::command::Arguments;

const WHAT: &str = "new の後に、作るものを書いてください: office DIR、procedure ID、sheet ID、event ID、item ID\n\
                    say what to make: new office DIR, procedure ID, sheet ID, event ID or item ID\n";

impl Arguments {
    /// What is to be made, in a folder of definitions.
    ///
    /// # Errors
    /// The sentence for whoever typed them.
    pub(crate) fn made(&mut self, forms: PathBuf) -> Result<New, String> {
        let (what, id) = (self.word().ok_or(WHAT)?, self.word().ok_or(WHAT)?);
        if what == "office" {
            let name = self.option("--name").unwrap_or_else(|| "見本村".to_owned());
            let code = self.option("--code").unwrap_or_else(|| "999999".to_owned());
            return Ok(New::Office { dir: id.into(), name, code, on: self.day("--on")? });
        }
        let title = self.option("--title");
        let title = title.ok_or("--title に、日本語の名前を書いてください（例: --title 戸別受信機の貸与）。\n--title is missing: its name in Japanese\n")?;
        let thing = Thing { forms, id, title, english: self.option("--en") };
        Ok(match &*what {
            "event" => New::Event(thing),
            "procedure" => New::Procedure {
                thing,
                event: self.option("--event"),
                for_each: self.option("--for-each"),
                counter: self.option("--counter"),
            },
            "sheet" => New::Sheet {
                thing,
                for_each: self.option("--for-each"),
                procedure: self.option("--procedure"),
                format: self.format()?,
            },
            "item" => New::Item {
                thing,
                of: self.option("--of").unwrap_or_else(|| "visit".to_owned()),
                kind: self.option("--type").unwrap_or_else(|| "yes_no".to_owned()),
                event: self.option("--event"),
            },
            _ => return Err(WHAT.to_owned()),
        })
    }

    fn format(&mut self) -> Result<Format, String> {
        let word = self.option("--paper").unwrap_or_else(|| "A4".to_owned());
        let spaced = word.replace('-', " ");
        Format::ALL.into_iter().find(|format| format.name == spaced).ok_or_else(|| {
            let known = Format::ALL.map(|format| format.name.replace(' ', "-")).join(" ");
            format!("「{word}」という用紙はありません（{known}）。\nthere is no paper \"{word}\" ({known})\n")
        })
    }
}
