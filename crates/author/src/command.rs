//! What stands on the command line.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use kakanai_domain::sheet::Paper;
use kakanai_domain::{Date, Lang};

use crate::calibrate::calibrate;
use crate::check::check;
use crate::diff::{Sides, diff};
use crate::explain::explain;
use crate::import::{Import, import};
use crate::loading::Said;
use crate::new::{New, new};
use crate::pack::{Pack, pack};
use crate::papers::{place, preview};
use crate::pictures::pictures;
use crate::scenarios::scenarios;
use crate::schema::schema;
use crate::simulate::{Trial, simulate};
use crate::unpack::{Unpack, unpack};
use crate::watch::watch;

/// How the program is called.
pub const USAGE: &str = "\
使い方（定義のフォルダ DIR を書かなければ forms）
  kakanai-author check [DIR] [--on DATE]        定義の誤りをすべて調べ、世帯を当てはめて確かめ、シナリオを試す
  kakanai-author scenarios [DIR] [NAME]         シナリオを試す（NAME だけ、またはすべて）
  kakanai-author explain EVENT SCENARIO [--on DATE] [--forms DIR] [--lang ja|en]
                                                何を聞き、何が必要で、それはなぜか
  kakanai-author place EVENT SCENARIO --out DIR [--on DATE] [--forms DIR] [--lang ja|en]
                                                記入済みの様式と案内票を PDF にする
  kakanai-author preview EVENT SCENARIO --out DIR [--dpi 100] [--on DATE] [--forms DIR] [--lang ja|en]
                                                同じものを、ページごとの絵（PNG）にする
  kakanai-author watch [DIR] EVENT SCENARIO --out DIR [--dpi 100] [--forms DIR]
                                                保存するたびに、誤りを知らせ、絵を作り直す（Ctrl-C で終わる）
  kakanai-author new office DIR [--name 見本村] [--code 999999]
                                                小さな自治体の定義一式を、新しいフォルダに作る
  kakanai-author new procedure ID --title 言葉 [--event EVENT] [--for-each people] [--counter 窓口] [--en WORDS] [--forms DIR]
                                                手続を、問い・様式・シナリオごと作り、ライフイベントに加える
  kakanai-author new sheet ID --title 言葉 [--procedure 手続] [--paper A4] [--for-each people] [--forms DIR]
  kakanai-author new event ID --title 言葉 [--en WORDS] [--forms DIR]
  kakanai-author new item ID --title 言葉 [--of people] [--type yes_no] [--event EVENT] [--forms DIR]
                                                様式、ライフイベント、項目を作る
  kakanai-author pack 手続… --out FILE [--licence 条件] [--note 言葉] [--forms DIR]
                                                手続を、要るものごと1つのファイルにして、ほかの自治体に渡す
  kakanai-author unpack FILE [--dry-run] [--counter 先方=こちら] [--rename 先方=新しい名前] [--theirs 名前] [--forms DIR]
                                                ほかの自治体の手続を取り込む。こちらの直しは残る
  kakanai-author simulate EVENT [DIR] [-n 10000] [--on DATE] [--seed 1] [--lang ja|en]
                                                世帯をたくさん作って試し、質問の数、手続、様式、条件の枝を数える
  kakanai-author pictures [DIR] --out DIR       様式の見本の絵と、その一覧を作る
  kakanai-author diff OLD NEW [--on DATE] [--event EVENT] [--lang ja|en]
  kakanai-author diff [DIR] --from DATE --to DATE [--event EVENT] [--lang ja|en]
                                                定義を直す前と後、または2つの日で、どんな世帯の何が変わるか
  kakanai-author calibrate --out FILE [--paper A4|A5]
                                                専用紙の印刷位置を合わせるための紙を PDF にする
  kakanai-author import-pdf FILE --out FORMS_DIR [--id f40] [--page 1]
                                                役場の様式（PDF）の欄を見つけ、様式の下書きを作る
  kakanai-author schema --out DIR               VS Code が候補と説明を出すための設定を、開くフォルダ DIR に置く

usage (the folder of the definitions, DIR, is forms unless it is named)
  check       find every mistake in the definitions, prove what is in force from DATE on, or from the day of the
              latest scenario on, with households, and run the scenarios
  scenarios   run the scenarios: the one called NAME, or all
  explain     what is asked, what is needed, and why: on the day of the scenario, or as if it were DATE
  place       write the filled sheets and the guide as PDF
  preview     draw them, one picture a page
  watch       after every save, say what is wrong and draw the pictures anew (Ctrl-C ends it)
  new         make an office, a procedure (with its question, sheet and scenarios), a sheet, an event or an item;
              nothing that is there is overwritten
  pack        write procedures, with everything they need, into one file for another town
  unpack      take such a file over: what is here stays as it is, unless --theirs names it
  simulate    run N households through the definitions, everyday ones and corner cases, and count questions, procedures,
              sheets, and the branches of conditions that were taken
  pictures    draw every sheet, filled for the household that fills most of it, and write their table
  diff        what changes for which kinds of household: between two folders, or between two days
  calibrate   write the sheet that shows how far a printer is off, for forms that are printed already, as PDF
  import-pdf  find the boxes of an office's own form, and write a first sheet over it into the folder FORMS_DIR
  schema      write into DIR what VS Code needs to complete and explain definitions (DIR is the folder it opens)
";

/// The lines of [`USAGE`] about one command, and where the rest is.
pub fn usage_of(command: &str) -> String {
    let mut about = false;
    let mut text = String::new();
    for line in USAGE.lines() {
        // What does not begin a command goes on with the one before.
        if let Some(call) = line.strip_prefix("  kakanai-author ") {
            about = call.split(' ').next() == Some(command);
        } else if !line.starts_with("    ") {
            about = false;
        }
        if about {
            text.push_str(line);
            text.push('\n');
        }
    }
    text + "使い方のすべて / the whole usage: kakanai-author help\n"
}

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
    /// `watch`
    Watch {
        /// Whose papers.
        visit: Visit,
        /// Where the pictures are written.
        out: PathBuf,
        /// Dots an inch.
        dpi: u16,
    },
    /// `pack`
    Pack(Pack),
    /// `unpack`
    Unpack(Unpack),
    /// `new`
    New(New),
    /// `simulate`
    Simulate(Trial),
    /// `pictures`
    Pictures {
        /// The definitions.
        forms: PathBuf,
        /// Where the pictures are written.
        out: PathBuf,
    },
    /// `diff`
    Diff {
        /// What is compared.
        sides: Sides,
        /// Only this event.
        event: Option<String>,
        /// The language of the reader.
        lang: Lang,
    },
    /// `calibrate`
    Calibrate {
        /// The paper of the printer.
        paper: Paper,
        /// Where the sheet is written.
        out: PathBuf,
    },
    /// `import-pdf`
    Import(Import),
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
    /// The day of the visit, when it is not the scenario's own.
    pub on: Option<Date>,
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
            "watch" => {
                let dpi = arguments.dots()?;
                let dir = if arguments.words.len() > 2 { arguments.word() } else { None };
                Command::Watch { visit: arguments.visit(folder(dir))?, out: arguments.out()?, dpi }
            }
            "pack" => {
                let procedures = std::iter::from_fn(|| arguments.word()).collect();
                let out =
                    arguments.option("--out").ok_or("--out FILE がありません。\n--out FILE is missing\n")?;
                let (licence, note) = (arguments.option("--licence"), arguments.option("--note"));
                Command::Pack(Pack { forms: folder(None), procedures, out: out.into(), licence, note })
            }
            "unpack" => {
                let file = arguments.word();
                let file = file.ok_or("取り込むファイルを書いてください。\nname the file to take over\n")?;
                Command::Unpack(Unpack {
                    file: file.into(),
                    forms: folder(None),
                    dry_run: arguments.flag("--dry-run"),
                    counters: arguments.pairs("--counter")?,
                    renames: arguments.pairs("--rename")?,
                    theirs: std::iter::from_fn(|| arguments.option("--theirs")).collect(),
                })
            }
            "new" => Command::New(arguments.made(folder(None))?),
            "simulate" => Command::Simulate(arguments.trial(forms.clone())?),
            "pictures" => Command::Pictures { forms: folder(arguments.word()), out: arguments.out()? },
            "diff" => {
                let (event, lang) = (arguments.option("--event"), arguments.lang()?);
                Command::Diff { sides: arguments.sides(forms)?, event, lang }
            }
            "calibrate" => {
                let out =
                    arguments.option("--out").ok_or("--out FILE がありません。\n--out FILE is missing\n")?;
                Command::Calibrate { paper: arguments.paper()?, out: out.into() }
            }
            "import-pdf" => Command::Import(arguments.import()?),
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
        Command::Watch { visit, out, dpi } => watch(visit, out, f32::from(*dpi)),
        Command::Pack(what) => pack(what),
        Command::Unpack(what) => unpack(what),
        Command::New(what) => new(what),
        Command::Simulate(trial) => simulate(trial),
        Command::Pictures { forms, out } => pictures(forms, out),
        Command::Diff { sides, event, lang } => diff(sides, event.as_deref(), *lang),
        Command::Calibrate { paper, out } => calibrate(*paper, out),
        Command::Import(call) => import(call),
        Command::Schema { out } => schema(out),
        Command::Help => Said::good(USAGE),
    }
}

pub(crate) struct Arguments {
    words: Vec<String>,
    options: Vec<(String, String)>,
}

impl Arguments {
    fn sort(rest: &[String]) -> Result<Self, String> {
        let (mut words, mut options) = (Vec::new(), Vec::new());
        let mut rest = rest.iter();
        while let Some(word) = rest.next() {
            if (!word.starts_with("--") && word != "-n") || word == "--help" {
                words.push(word.clone());
                continue;
            }
            if word == "--dry-run" {
                options.push((word.clone(), String::new()));
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

    pub(crate) fn word(&mut self) -> Option<String> {
        self.words.pop()
    }

    pub(crate) fn option(&mut self, name: &str) -> Option<String> {
        let at = self.options.iter().position(|(option, _)| option == name)?;
        Some(self.options.remove(at).1)
    }

    fn flag(&mut self, name: &str) -> bool {
        self.option(name).is_some()
    }

    // Every option of this name, as two words with 「=」 between them.
    fn pairs(&mut self, name: &str) -> Result<Vec<(String, String)>, String> {
        let all = std::iter::from_fn(|| self.option(name));
        let pairs = all.map(|pair| match pair.split_once('=') {
            Some((theirs, ours)) => Ok((theirs.to_owned(), ours.to_owned())),
            None => Err(format!(
                "{name} の後は「先方の名前=こちらの名前」です（「{pair}」）。\n{name} is followed by theirs=ours (\"{pair}\")\n"
            )),
        });
        pairs.collect()
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

    pub(crate) fn day(&mut self, name: &str) -> Result<Option<Date>, String> {
        let Some(word) = self.option(name) else { return Ok(None) };
        let day = word.parse().map_err(|_| {
            format!("「{word}」は日付ではありません（例: 2027-04-01）。\n\"{word}\" is no day (as in 2027-04-01)\n")
        })?;
        Ok(Some(day))
    }

    fn visit(&mut self, forms: PathBuf) -> Result<Visit, String> {
        let missing = "EVENT と SCENARIO を書いてください。\nname the EVENT and the SCENARIO\n";
        let (event, scenario) = (self.word().ok_or(missing)?, self.word().ok_or(missing)?);
        let (on, lang) = (self.day("--on")?, self.lang()?);
        Ok(Visit { forms, event, scenario, on, lang })
    }

    fn lang(&mut self) -> Result<Lang, String> {
        let lang = self.option("--lang").unwrap_or_else(|| "ja".into());
        Lang::from_code(&lang).ok_or_else(|| {
            let known = Lang::ALL.map(Lang::code).join(" ");
            format!(
                "「{lang}」という言語はありません（{known}）。\nthere is no language \"{lang}\" ({known})\n"
            )
        })
    }

    fn sides(&mut self, forms: Option<PathBuf>) -> Result<Sides, String> {
        let (from, to, on) = (self.day("--from")?, self.day("--to")?, self.day("--on")?);
        let (first, second) = (self.word(), self.word());
        match (from, to, first, second) {
            (Some(from), Some(to), folder, None) if on.is_none() => {
                let forms = forms.or(folder.map(PathBuf::from)).unwrap_or_else(|| "forms".into());
                Ok(Sides::Days { forms, from, to })
            }
            (None, None, Some(old), Some(new)) if forms.is_none() => {
                Ok(Sides::Folders { old: old.into(), new: new.into(), on })
            }
            _ => Err("フォルダを2つ（diff 前 後）か、フォルダ1つと2つの日（diff DIR --from DATE --to DATE）を書いてください。\n\
                      name two folders (diff OLD NEW), or one folder and two days (diff DIR --from DATE --to DATE)\n"
                .into()),
        }
    }

    fn import(&mut self) -> Result<Import, String> {
        let file = self.word().ok_or("様式の PDF の名前を書いてください。\nname the PDF of the form\n")?;
        let page = match self.option("--page") {
            None => 1,
            Some(word) => word.parse().ok().filter(|page| (1..=9999).contains(page)).ok_or_else(|| {
                format!("--page は 1 からの数です（「{word}」）。\n--page is a number from 1 (\"{word}\")\n")
            })?,
        };
        let id = self.option("--id");
        if let Some(id) = &id
            && !is_id(id)
        {
            return Err(format!(
                "--id は小文字の英字で始め、小文字の英字・数字・_ で書きます（「{id}」）。\n--id begins with a small letter, and has small letters, figures and _ (\"{id}\")\n"
            ));
        }
        Ok(Import { file: file.into(), forms: self.out()?, id, page })
    }

    fn trial(&mut self, forms: Option<PathBuf>) -> Result<Trial, String> {
        let event = self.word().ok_or("EVENT を書いてください。\nname the EVENT\n")?;
        let folder = self.word();
        let forms = forms.unwrap_or_else(|| folder.unwrap_or("forms".into()).into());
        let households = self.number("-n", 10_000, 1..=10_000_000)?;
        let seed = self.number("--seed", 1, 0..=u64::from(u16::MAX))?;
        Ok(Trial { forms, event, households, seed, on: self.day("--on")?, lang: self.lang()? })
    }

    fn number(&mut self, name: &str, usual: u64, within: RangeInclusive<u64>) -> Result<u64, String> {
        let Some(word) = self.option(name) else { return Ok(usual) };
        word.parse().ok().filter(|number| within.contains(number)).ok_or_else(|| {
            let (least, most) = (within.start(), within.end());
            format!(
                "{name} は {least} から {most} までの数です（「{word}」）。\n{name} is a number from {least} to {most} (\"{word}\")\n"
            )
        })
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

fn is_id(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}
