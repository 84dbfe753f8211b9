//! What only somebody with the fonts can say: letters that cannot be drawn, and words that have no room.

use kakanai_domain::Lang;
use kakanai_domain::room::{self, Room};

use crate::code::Code;
use crate::folder::Source;
use crate::node::{Node, Report};
use crate::problem::{Problem, Words};

/// Where words are to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// On a sheet.
    Paper,
    /// On the screen and on the guide, for readers of a language.
    Screen(Lang),
}

/// The letters that there are.
pub trait Letters {
    /// The characters of a text that no font of the program has.
    fn lacks(&self, text: &str, on: Surface) -> Vec<String>;
    /// How wide a line is on the screen, in full-width letters.
    fn width(&self, text: &str) -> f32;
}

/// Everything in the words of an office that cannot be drawn, or has no room.
pub fn check_letters(sources: &[Source], letters: &dyn Letters) -> Vec<Problem> {
    let report = Report::new(sources);
    let json =
        |(file, source): (usize, &Source)| source.pdf.is_none().then(|| crate::json::parse(&report, file));
    let trees = sources.iter().enumerate().map(|source| json(source).flatten()).collect::<Vec<_>>();
    // What is wrong with the files themselves, the compiler has said.
    report.take_problems();
    let roots = trees
        .iter()
        .enumerate()
        .filter_map(|(file, tree)| Some(Node { report: &report, file, value: tree.as_ref()? }));
    let roots = roots.filter_map(|root| Some((&*report.source(root.file)?.path, root))).collect::<Vec<_>>();
    let offered = roots.iter().find(|(path, _)| *path == "office.json").map(|(_, root)| languages(*root));
    let check = Check { letters, offered: offered.unwrap_or_else(|| vec![Lang::Ja]) };
    for (path, root) in &roots {
        match path.split_once('/').map_or(*path, |(folder, _)| folder) {
            "office.json" => check.office(*root),
            "items" => check.items(*root),
            "events" => check.event(*root),
            "sheets" => check.sheet(*root, ""),
            _ => {}
        }
        check.drawn(*root);
    }
    report.take_problems()
}

fn languages(office: Node<'_>) -> Vec<Lang> {
    let languages = office.peek("languages").into_iter().flat_map(Node::peek_all);
    languages.filter_map(|lang| Lang::from_code(lang.as_str()?)).collect()
}

struct Check<'l> {
    letters: &'l dyn Letters,
    offered: Vec<Lang>,
}

impl Check<'_> {
    fn office(&self, root: Node<'_>) {
        self.fits(
            root.peek("name"),
            room::OFFICE,
            ("画面の上の自治体の名前", "the name of the office at the top of the screen"),
        );
        for counter in root.peek("counters").into_iter().flat_map(Node::peek_all) {
            self.fits(
                counter.peek("label"),
                room::COUNTER,
                ("案内票の窓口の見出し", "the band of a counter on the guide"),
            );
            let x = counter.peek("map").and_then(|map| map.peek_all().next()).and_then(|x| x.quiet_whole());
            if let Some(x) = x.and_then(|x| u8::try_from(x).ok()) {
                self.fits(counter.peek("floor"), room::floor(x), ("案内票の地図", "the plan on the guide"));
            }
        }
        if let Some(words) = root.peek("addressee") {
            self.drawable(words, Surface::Paper);
        }
    }

    fn items(&self, root: Node<'_>) {
        let of_list = root.peek("of").and_then(Node::as_str) != Some("visit");
        for item in root.peek("items").into_iter().flat_map(Node::peek_all) {
            self.fits(item.peek("ask"), room::QUESTION, ("質問", "a question"));
            let options = item.peek("options").into_iter().flat_map(Node::peek_all).collect::<Vec<_>>();
            let few = options.len() + usize::from(item.peek("unknown").is_some()) <= 3;
            let in_rows = match item.peek("type").and_then(Node::as_str) {
                Some("yes_no") => true,
                Some("choice") => few,
                Some(_) | None => false,
            };
            if !(of_list && in_rows) {
                continue;
            }
            let words = options.iter().map(|option| option.peek("label")).chain([item.peek("unknown")]);
            for words in words {
                self.fits(words, room::OPTION, ("人ごとの選択肢", "an option in the row of a person"));
            }
        }
    }

    fn event(&self, root: Node<'_>) {
        self.fits(root.peek("help"), room::EVENT_HELP, ("ライフイベントの説明", "the help of an event"));
        for section in root.peek("sections").into_iter().flat_map(Node::peek_all) {
            self.fits(
                section.peek("title"),
                room::SECTION,
                ("画面の上の区分の題", "the title of a section at the top of the screen"),
            );
        }
    }

    /// Reports the words of each language that have no room.
    fn fits(&self, text: Option<Node<'_>>, room: Room, place: (&str, &str)) {
        for lang in &self.offered {
            let Some(words) = text.and_then(|text| text.peek(lang.code())) else { continue };
            let Some(said) = words.as_str() else { continue };
            let width = self.letters.width(said);
            let pieces = said.split_whitespace().filter(|piece| piece.is_ascii());
            let longest = pieces.map(|piece| self.letters.width(piece)).fold(0.0, f32::max);
            if !room.holds(width, longest) {
                let wide = if longest > room.letters { longest } else { width };
                let most = if longest > room.letters { room.letters.floor() } else { room.most() };
                let numbers = [wide.ceil(), most].map(|number| Words::same(format!("{number:.0}")));
                let [wide, most] = numbers;
                words.wrong(Code::TooLong, [place.into(), wide, most]);
            }
        }
    }

    /// The texts by language, wherever they stand.
    fn drawn(&self, node: Node<'_>) {
        for lang in &self.offered {
            if let (Some(_), Some(words)) = (node.peek("ja").and_then(Node::as_str), node.peek(lang.code())) {
                self.drawable(words, Surface::Screen(*lang));
            }
        }
        for inner in node.values() {
            self.drawn(inner);
        }
    }

    /// The words on a sheet, under the key they stand at.
    fn sheet(&self, node: Node<'_>, key: &str) {
        const PRINTED: [&str; 12] = [
            "label", "tick", "ring", "words", "head", "form", "to", "side", "title", "number", "cells",
            "office",
        ];
        match node.as_str() {
            Some(text) if PRINTED.contains(&key) || (key == "show" && text.starts_with('\'')) => {
                self.drawable(node, Surface::Paper);
            }
            Some(_) => {}
            None => {
                node.peek_all().for_each(|element| self.sheet(element, key));
                node.entries_quietly().for_each(|(key, value)| self.sheet(value, key));
            }
        }
    }

    fn drawable(&self, words: Node<'_>, on: Surface) {
        let Some(text) = words.as_str() else { return };
        let mut lacking = text.lines().flat_map(|line| self.letters.lacks(line, on)).collect::<Vec<_>>();
        lacking.sort();
        lacking.dedup();
        let Some(first) = lacking.first() else { return };
        let place = match on {
            Surface::Paper => ("紙", "on paper"),
            Surface::Screen(_) => ("画面や案内票", "on the screen and the guide"),
        };
        let named = lacking.iter().map(|letter| {
            let codes = letter.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect::<Vec<_>>();
            format!("{letter} ({})", codes.join(" "))
        });
        let named = Words::same(named.collect::<Vec<_>>().join("、"));
        words.spot_of(first).wrong(Code::NoLetter, [named, place.into()]);
    }
}
