//! JSON values that know where they stand and report what is wrong with them.

use std::cell::RefCell;

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use kakanai_domain::Lang;

use crate::code::Code;
use crate::folder::Source;
use crate::mention::Mention;
use crate::names::{Noun, nearest};
use crate::problem::{Place, Problem, Severity, Words};
use crate::slip::meant_word;
use crate::spots::Shown;

/// Where problems are gathered.
pub(crate) struct Report<'a> {
    sources: &'a [Source],
    problems: RefCell<Vec<Problem>>,
    mentions: RefCell<Vec<Mention>>,
    /// The languages the office offers: texts of the screen should have them.
    pub languages: RefCell<Vec<Lang>>,
}

impl<'a> Report<'a> {
    pub fn new(sources: &'a [Source]) -> Self {
        Self {
            sources,
            problems: RefCell::default(),
            mentions: RefCell::default(),
            languages: RefCell::default(),
        }
    }
    pub fn source(&self, file: usize) -> Option<&'a Source> {
        self.sources.get(file)
    }
    pub fn spot(&'a self, file: usize, start: usize, end: usize) -> Spot<'a> {
        Spot { report: self, file, start, end }
    }
    /// Whether something was wrong, and not only doubtful.
    pub fn has_errors(&self) -> bool {
        self.problems.borrow().iter().any(|problem| problem.severity() == Severity::Error)
    }
    /// Reports a file that is not there.
    pub fn absent(&self, file: &str, code: Code) {
        self.problems.borrow_mut().push(Problem {
            code,
            place: Place { file: file.to_owned(), line: 1, column: 1 },
            line: String::new(),
            width: 1,
            what: code.what(&[]),
            mend: code.mend(&[]),
        });
    }
    /// Every place where something is named, in order.
    pub fn take_mentions(&self) -> Vec<Mention> {
        let mut mentions = self.mentions.take();
        mentions.sort();
        mentions.dedup();
        mentions
    }
    /// All problems in order of place, each once.
    pub fn take_problems(&self) -> Vec<Problem> {
        let mut problems = self.problems.take();
        problems.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
        problems.dedup();
        problems
    }
}

/// A place a problem can point at.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    report: &'a Report<'a>,
    file: usize,
    start: usize,
    end: usize,
}

impl Spot<'_> {
    /// Reports a problem here.
    pub fn wrong<const N: usize>(self, code: Code, arguments: [Words; N]) {
        self.push(code, &arguments, code.mend(&arguments));
    }
    /// Reports a problem here, with the name that was probably meant.
    pub fn wrong_near<const N: usize>(self, code: Code, arguments: [Words; N], near: Option<&str>) {
        let meant = near.map(|near| {
            Words::new(
                format!("「{near}」の書き間違いではありませんか。"),
                format!("did you mean \"{near}\"?"),
            )
        });
        self.push(code, &arguments, meant.or_else(|| code.mend(&arguments)));
    }
    /// Reports a problem here, and what to write instead where that is plain.
    pub fn wrong_meant<const N: usize>(self, code: Code, arguments: [Words; N], meant: Option<&str>) {
        let mend = meant
            .map(|meant| Words::new(format!("「{meant}」と書いてください。"), format!("write \"{meant}\"")));
        self.push(code, &arguments, mend.or_else(|| code.mend(&arguments)));
    }
    /// Reports a name that is no id, with the id that was probably meant.
    pub fn bad_id(self, name: &str) {
        let meant = crate::slip::meant_id(name).map_or(Words::same(""), |meant| {
            Words::new(format!("「{meant}」のように、"), format!(", as in \"{meant}\""))
        });
        self.wrong(Code::BadId, [name.into(), meant]);
    }
    /// A part of a text that is written without escapes.
    pub fn narrowed(self, offset: usize, length: usize) -> Self {
        let start = self.start + 1 + offset;
        if start + length < self.end { Self { start, end: start + length, ..self } } else { self }
    }

    /// Notes that something is named here.
    pub fn mention(self, noun: Noun, name: &str) {
        let Some(source) = self.report.source(self.file) else { return };
        self.report.mentions.borrow_mut().push(Mention {
            file: source.path.clone(),
            start: self.start,
            end: self.end,
            noun,
            name: name.to_owned(),
        });
    }

    fn push(self, code: Code, arguments: &[Words], mend: Option<Words>) {
        let Some(Shown { place, line, width }) = self.shown() else { return };
        let what = code.what(arguments);
        self.report.problems.borrow_mut().push(Problem { code, place, line, width, what, mend });
    }

    /// The place as a problem shows it.
    pub fn shown(self) -> Option<Shown> {
        let source = self.report.source(self.file)?;
        let text = &source.text;
        let start = floor_char(text, self.start);
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        let end = floor_char(text, self.end.max(start)).min(line_start + line.len()).max(start);
        let width = text.get(start..end).unwrap_or_default().chars().count().max(1);
        Some(Shown {
            place: Place { file: source.path.clone(), line: before.matches('\n').count() + 1, column },
            // A byte order mark is no character of the line.
            line: line.trim_start_matches('\u{feff}').to_owned(),
            width,
        })
    }
}

fn floor_char(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// A value and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    pub report: &'a Report<'a>,
    pub file: usize,
    pub value: &'a Value<'a>,
}

impl<'a> Node<'a> {
    /// Where it stands; of an object or a list only its bracket, as it may run over many lines.
    pub fn spot(self) -> Spot<'a> {
        let range = self.value.range();
        let end = match self.value {
            Value::Object(_) | Value::Array(_) => range.start + 1,
            Value::StringLit(_) | Value::NumberLit(_) | Value::BooleanLit(_) | Value::NullKeyword(_) => {
                range.end
            }
        };
        self.report.spot(self.file, range.start, end)
    }
    /// All of it, as it is written.
    pub fn text_of_file(self) -> &'a str {
        let range = self.value.range();
        let text = self.report.source(self.file).map(|source| &*source.text);
        text.and_then(|text| text.get(range.start..range.end)).unwrap_or_default()
    }
    pub fn wrong<const N: usize>(self, code: Code, arguments: [Words; N]) {
        self.spot().wrong(code, arguments);
    }
    /// Reports that the value should be something else.
    pub fn mistyped(self, wanted: (&str, &str)) {
        let found = match self.value {
            Value::StringLit(_) => ("文字列", "a text"),
            Value::NumberLit(_) => ("数", "a number"),
            Value::BooleanLit(_) => ("true・false", "true or false"),
            Value::Object(_) => ("オブジェクト { }", "an object { }"),
            Value::Array(_) => ("配列 [ ]", "a list [ ]"),
            Value::NullKeyword(_) => ("null", "null"),
        };
        let mend = self.as_str().and_then(|said| crate::slip::meant_value(wanted.0, said));
        self.spot().push(Code::WrongType, &[wanted.into(), found.into()], mend);
    }

    /// The text in it, or nothing: for looking without reporting.
    pub fn as_str(self) -> Option<&'a str> {
        self.value.as_string_lit().map(|text| &*text.value)
    }
    /// The value of a key, or nothing: for looking without reporting.
    pub fn peek(self, key: &str) -> Option<Node<'a>> {
        let prop = self.value.as_object()?.get(key)?;
        Some(Node { value: &prop.value, ..self })
    }
    /// The elements of a list, or none: for looking without reporting.
    pub fn peek_all(self) -> impl Iterator<Item = Node<'a>> {
        let elements = self.value.as_array().map_or(&[][..], |list| &list.elements);
        elements.iter().map(move |value| Node { value, ..self })
    }
    /// The values of an object or a list: for looking without reporting.
    pub fn values(self) -> impl Iterator<Item = Node<'a>> {
        self.peek_all().chain(self.entries_quietly().map(|(_, value)| value))
    }
    /// The keys and values of an object, or none: for looking without reporting.
    pub fn entries_quietly(self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let props = self.value.as_object().map_or(&[][..], |object| &object.properties);
        props.iter().map(move |prop| (prop.name.as_str(), Node { value: &prop.value, ..self }))
    }
    /// The whole number in it, or nothing: for looking without reporting.
    pub fn quiet_whole(self) -> Option<i64> {
        self.value.as_number_lit()?.value.parse().ok()
    }
    /// Where a piece of the text is written; the whole text where that is with an escape.
    pub fn spot_of(self, piece: &str) -> Spot<'a> {
        let range = self.value.range();
        let source = self.report.source(self.file);
        let at = source.and_then(|source| source.text.get(range.start..range.end)?.find(piece));
        at.map_or(self.spot(), |at| {
            self.report.spot(self.file, range.start + at, range.start + at + piece.len())
        })
    }
    pub fn is_object(self) -> bool {
        self.value.as_object().is_some()
    }
    pub fn is_list(self) -> bool {
        self.value.as_array().is_some()
    }
    pub fn is_null(self) -> bool {
        self.value.as_null_keyword().is_some()
    }

    /// A text without languages.
    pub fn str(self) -> Option<&'a str> {
        let text = self.as_str();
        if text.is_none() {
            self.mistyped(("文字列", "a text"));
        }
        text
    }
    /// `true` or `false`.
    pub fn flag(self) -> Option<bool> {
        let flag = self.value.as_boolean_lit().map(|flag| flag.value);
        if flag.is_none() {
            self.mistyped(("true か false", "true or false"));
        }
        flag
    }
    /// A whole number.
    pub fn whole(self) -> Option<i64> {
        let whole = self.value.as_number_lit().and_then(|number| number.value.parse().ok());
        if whole.is_none() {
            self.mistyped(("整数", "a whole number"));
        }
        whole
    }
    /// A whole number between two bounds.
    pub fn within<T: TryFrom<i64>>(self, least: i64, most: i64) -> Option<T> {
        let whole = self.whole()?;
        let fits = (least..=most).contains(&whole).then_some(whole);
        let found = fits.and_then(|whole| T::try_from(whole).ok());
        if found.is_none() {
            let (least, most) = (least.to_string(), most.to_string());
            self.wrong(
                Code::OutOfRange,
                [Words::same(whole.to_string()), Words::same(least), Words::same(most)],
            );
        }
        found
    }
    /// Millimetres or points.
    pub fn length(self) -> Option<f32> {
        let length = self.value.as_number_lit().and_then(|number| number.value.parse::<f32>().ok());
        match length {
            None => self.mistyped(("数", "a number")),
            Some(length) if !(0.0..=2000.0).contains(&length) => {
                let found = Words::same(length.to_string());
                self.wrong(Code::OutOfRange, [found, "0".into(), "2000".into()]);
                return None;
            }
            Some(_) => {}
        }
        length
    }
    /// The elements of a list.
    pub fn list(self) -> Option<impl Iterator<Item = Node<'a>>> {
        if !self.is_list() {
            self.mistyped(("配列 [ ]", "a list [ ]"));
            return None;
        }
        Some(self.peek_all())
    }
    /// A list, or one element in place of a list of one.
    pub fn one_or_list(self) -> Vec<Node<'a>> {
        if self.is_list() { self.peek_all().collect() } else { vec![self] }
    }
    /// One of a few words.
    pub fn word<T: Copy>(self, words: &[(&str, T)]) -> Option<T> {
        let word = self.str()?;
        let found = words.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let all = words.iter().map(|(known, _)| *known).collect::<Vec<_>>();
            let words = [word.into(), Words::same(all.join(" "))];
            match meant_word(word, all.iter().copied()) {
                Some(meant) => self.spot().wrong_meant(Code::UnknownWord, words, Some(meant)),
                None => {
                    let near = nearest(word, all.iter().copied());
                    self.spot().wrong_near(Code::UnknownWord, words, near);
                }
            }
        }
        found
    }
    /// An object, whatever its keys.
    pub fn fields(self) -> Option<Fields<'a>> {
        let Some(object) = self.value.as_object() else {
            self.mistyped(("オブジェクト { }", "an object { }"));
            return None;
        };
        Some(Fields { node: self, props: &object.properties })
    }
    /// An object with these keys; others are reported. `note` may always be there.
    pub fn record(self, keys: &[&str]) -> Option<Fields<'a>> {
        let fields = self.fields()?;
        fields.only(keys);
        Some(fields)
    }
}

/// The keys and values of an object.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    pub node: Node<'a>,
    props: &'a [ObjectProp<'a>],
}

impl<'a> Fields<'a> {
    /// The value of a key that may be left out.
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        self.node.peek(key)
    }
    /// The value of a key that must be there.
    pub fn need(self, key: &str) -> Option<Node<'a>> {
        let found = self.get(key);
        if found.is_none() {
            self.node.wrong(Code::MissingKey, [key.into()]);
        }
        found
    }
    pub fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }
    /// Where a key is written.
    pub fn key_spot(self, key: &str) -> Spot<'a> {
        match self.props.iter().find(|prop| prop.name.as_str() == key) {
            None => self.node.spot(),
            Some(prop) => spot_of_key(self.node, prop),
        }
    }
    /// Every key, where it is written, and its value; without `note`.
    pub fn entries(self) -> impl Iterator<Item = (&'a str, Spot<'a>, Node<'a>)> {
        self.props.iter().filter(|prop| prop.name.as_str() != "note").map(move |prop| {
            (prop.name.as_str(), spot_of_key(self.node, prop), Node { value: &prop.value, ..self.node })
        })
    }
    /// Reports every other key, and a `note` that is no text.
    pub fn only(self, keys: &[&str]) {
        for (key, spot, _) in self.entries() {
            if !keys.contains(&key) {
                let near = nearest(key, keys.iter().copied());
                spot.wrong_near(Code::UnknownKey, [key.into(), Words::same(keys.join(" "))], near);
            }
        }
        if let Some(note) = self.get("note") {
            note.str();
        }
    }
}

fn spot_of_key<'a>(node: Node<'a>, prop: &'a ObjectProp<'a>) -> Spot<'a> {
    let range = prop.name.range();
    node.report.spot(node.file, range.start, range.end)
}
