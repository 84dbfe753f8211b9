//! What stands on the command line.

use std::path::{Path, PathBuf};

use kakanai_domain::sheet::Paper;
use kakanai_domain::{Date, Lang};

use crate::calibrate::calibrate;
use crate::check::check;
use crate::explain::explain;
use crate::loading::Said;
use crate::papers::{place, preview};
use crate::pictures::pictures;
use crate::scenarios::scenarios;
use crate::schema::schema;

/// How the program is called.
pub const USAGE: &str = "\
使い方（定義のフォルダ DIR を書かなければ forms）
  kakanai-author check [DIR] [--on DATE]        定義の誤りをすべて調べ、世帯を当てはめて確かめ、シナリオを試す
  kakanai-author scenarios [DIR] [NAME]         シナリオを試す（NAME だけ、またはすべて）
  kakanai-author explain EVENT SCENARIO [--forms DIR] [--lang ja|en]
                                                何を聞き、何が必要で、それはなぜか
  kakanai-author place EVENT SCENARIO --out DIR [--forms DIR] [--lang ja|en]
                                                記入済みの様式と案内票を PDF にする
  kakanai-author preview EVENT SCENARIO --out DIR [--dpi 100] [--forms DIR] [--lang ja|en]
                                                同じものを、ページごとの絵（PNG）にする
  kakanai-author pictures [DIR] --out DIR       様式の見本の絵と、その一覧を作る
  kakanai-author calibrate --out FILE [--paper A4|A5]
                                                専用紙の印刷位置を合わせるための紙を PDF にする
  kakanai-author schema --out DIR               VS Code が候補と説明を出すための設定を、開くフォルダ DIR に置く

usage (the folder of the definitions, DIR, is forms unless it is named)
  check       find every mistake in the definitions, prove them with households (ages on DATE, or on the day of
              the latest scenario), and run the scenarios
  scenarios   run the scenarios: the one called NAME, or all
  explain     what is asked, what is needed, and why
  place       write the filled sheets and the guide as PDF
  preview     draw them, one picture a page
  pictures    draw every sheet, filled for the household that fills most of it, and write their table
  calibrate   write the sheet that shows how far a printer is off, for forms that are printed already, as PDF
  schema      write into DIR what VS Code needs to complete and explain definitions (DIR is the folder it opens)
";

/// One call of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `check`
    Check {
        /// The definitions.
        forms: PathBuf,
        /// The day on which the proof counts ages.
        on: Option<Date>,
    },
    /// `scenarios`
    Scenarios {
        /// The definitions.
        forms: PathBuf,
        /// Only this one.
        name: Option<String>,
    },
    /// `explain`
    Explain(Visit),
    /// `place`
    Place {
        /// Whose papers.
        visit: Visit,
        /// Where they are written.
        out: PathBuf,
    },
    /// `preview`
    Preview {
        /// Whose papers.
        visit: Visit,
        /// Where the pictures are written.
        out: PathBuf,
        /// Dots an inch.
        dpi: u16,
    },
    /// `pictures`
    Pictures {
        /// The definitions.
        forms: PathBuf,
        /// Where the pictures are written.
        out: PathBuf,
    },
    /// `calibrate`
    Calibrate {
        /// The paper of the printer.
        paper: Paper,
        /// Where the sheet is written.
        out: PathBuf,
    },
    /// `schema`
    Schema {
        /// The folder that is opened in the editor.
        out: PathBuf,
    },
    /// `help`, or nothing at all.
    Help,
}

/// The visit a command is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The definitions.
    pub forms: PathBuf,
    /// Name of the event.
    pub event: String,
    /// Name of the scenario whose answers are taken.
    pub scenario: String,
    /// The language of the reader.
    pub lang: Lang,
}

impl Command {
    /// The command that the words after the program's name mean.
    ///
    /// # Errors
    /// The sentence for whoever typed them.
    pub fn parse(words: &[String]) -> Result<Command, String> {
        let Some((command, rest)) = words.split_first() else { return Ok(Command::Help) };
        let mut arguments = Arguments::sort(rest)?;
        let forms = arguments.option("--forms").map(PathBuf::from);
        let folder =
            |word: Option<String>| forms.clone().unwrap_or_else(|| word.unwrap_or("forms".into()).into());
        let parsed = match &**command {
            "check" => Command::Check { on: arguments.day("--on")?, forms: folder(arguments.word()) },
            "scenarios" => {
                // 「scenarios T01」: a single word is a folder only when there is such a folder.
                let (first, second) = (arguments.word(), arguments.word());
                match (first, second) {
                    (Some(name), None) if forms.is_some() || !Path::new(&name).is_dir() => {
                        Command::Scenarios { forms: folder(None), name: Some(name) }
                    }
                    (first, name) => Command::Scenarios { forms: folder(first), name },
                }
            }
            "explain" => Command::Explain(arguments.visit(folder(None))?),
            "place" => Command::Place { visit: arguments.visit(folder(None))?, out: arguments.out()? },
            "preview" => {
                let dpi = arguments.dots()?;
                Command::Preview { visit: arguments.visit(folder(None))?, out: arguments.out()?, dpi }
            }
            "pictures" => Command::Pictures { forms: folder(arguments.word()), out: arguments.out()? },
            "calibrate" => {
                let out =
                    arguments.option("--out").ok_or("--out FILE がありません。\n--out FILE is missing\n")?;
                Command::Calibrate { paper: arguments.paper()?, out: out.into() }
            }
            "schema" => Command::Schema { out: arguments.out()? },
            "help" | "-h" | "--help" => Command::Help,
            other => {
                return Err(format!(
                    "「{other}」という命令はありません。\nthere is no command \"{other}\"\n"
                ));
            }
        };
        arguments.nothing_left()?;
        Ok(parsed)
    }
}

/// Does what a command says.
pub fn carry_out(command: &Command) -> Said {
    match command {
        Command::Check { forms, on } => check(forms, *on),
        Command::Scenarios { forms, name } => scenarios(forms, name.as_deref()),
        Command::Explain(visit) => explain(visit),
        Command::Place { visit, out } => place(visit, out),
        Command::Preview { visit, out, dpi } => preview(visit, out, f32::from(*dpi)),
        Command::Pictures { forms, out } => pictures(forms, out),
        Command::Calibrate { paper, out } => calibrate(*paper, out),
        Command::Schema { out } => schema(out),
        Command::Help => Said::good(USAGE),
    }
}

struct Arguments {
    words: Vec<String>,
    options: Vec<(String, String)>,
}

impl Arguments {
    fn sort(rest: &[String]) -> Result<Self, String> {
        let (mut words, mut options) = (Vec::new(), Vec::new());
        let mut rest = rest.iter();
        while let Some(word) = rest.next() {
            if !word.starts_with("--") || word == "--help" {
                words.push(word.clone());
                continue;
            }
            let value = rest.next().ok_or_else(|| {
                format!("「{word}」の後に値がありません。\nthere is no value after {word}\n")
            })?;
            options.push((word.clone(), value.clone()));
        }
        words.reverse();
        Ok(Self { words, options })
    }

    fn word(&mut self) -> Option<String> {
        self.words.pop()
    }

    fn option(&mut self, name: &str) -> Option<String> {
        let at = self.options.iter().position(|(option, _)| option == name)?;
        Some(self.options.remove(at).1)
    }

    fn out(&mut self) -> Result<PathBuf, String> {
        let out = self.option("--out").ok_or("--out DIR がありません。\n--out DIR is missing\n")?;
        Ok(out.into())
    }

    fn dots(&mut self) -> Result<u16, String> {
        let Some(word) = self.option("--dpi") else { return Ok(100) };
        let dpi = word.parse().ok().filter(|dpi| (20..=400).contains(dpi));
        dpi.ok_or_else(|| {
            format!("--dpi は 20 から 400 までの数です（「{word}」）。\n--dpi is a number from 20 to 400 (\"{word}\")\n")
        })
    }

    fn day(&mut self, name: &str) -> Result<Option<Date>, String> {
        let Some(word) = self.option(name) else { return Ok(None) };
        let day = word.parse().map_err(|_| {
            format!("「{word}」は日付ではありません（例: 2027-04-01）。\n\"{word}\" is no day (as in 2027-04-01)\n")
        })?;
        Ok(Some(day))
    }

    fn visit(&mut self, forms: PathBuf) -> Result<Visit, String> {
        let missing = "EVENT と SCENARIO を書いてください。\nname the EVENT and the SCENARIO\n";
        let (event, scenario) = (self.word().ok_or(missing)?, self.word().ok_or(missing)?);
        let lang = self.option("--lang").unwrap_or_else(|| "ja".into());
        let lang = Lang::from_code(&lang).ok_or_else(|| {
            let known = Lang::ALL.map(Lang::code).join(" ");
            format!(
                "「{lang}」という言語はありません（{known}）。\nthere is no language \"{lang}\" ({known})\n"
            )
        })?;
        Ok(Visit { forms, event, scenario, lang })
    }

    fn paper(&mut self) -> Result<Paper, String> {
        match self.option("--paper").as_deref() {
            None | Some("A4") => Ok(Paper::A4),
            Some("A5") => Ok(Paper::A5),
            Some(other) => Err(format!(
                "「{other}」という用紙はありません（A4 か A5）。\nthere is no paper \"{other}\" (A4 or A5)\n"
            )),
        }
    }

    fn nothing_left(&self) -> Result<(), String> {
        match self.words.first().or(self.options.first().map(|(option, _)| option)) {
            None => Ok(()),
            Some(word) => Err(format!("「{word}」は余分です。\n\"{word}\" is one too many\n")),
        }
    }
}
