//! Texts by language.

use kakanai_domain::{Lang, Text};

use crate::code::Code;
use crate::node::Node;
use crate::problem::Words;

impl Node<'_> {
    /// A text that residents read: it should have the words of every language the office offers.
    pub fn text(self) -> Option<Text> {
        let text = self.quiet_text()?;
        let languages = self.report.languages.borrow();
        let missing = languages.iter().filter(|lang| !text.has(**lang)).map(|lang| lang.code());
        let missing = missing.collect::<Vec<_>>().join(" ");
        if !missing.is_empty() {
            self.wrong(Code::MissingLanguage, [Words::same(missing)]);
        }
        for (_, _, words) in self.fields()?.entries() {
            crate::sensitive::shown(words.as_str().unwrap_or_default(), words.spot());
        }
        Some(text)
    }

    /// A text that only staff and authors read.
    pub fn quiet_text(self) -> Option<Text> {
        if self.as_str().is_some() {
            self.mistyped((
                "言語ごとのオブジェクト { \"ja\": \"…\" }",
                "an object by language { \"ja\": \"…\" }",
            ));
            return None;
        }
        let fields = self.record(&Lang::ALL.map(Lang::code))?;
        let Some(ja) = fields.get("ja") else {
            self.wrong(Code::MissingJapanese, []);
            return None;
        };
        let mut text = Text::new(ja.str()?);
        for (code, _, words) in fields.entries() {
            let words = words.str()?;
            if words.trim().is_empty() {
                self.wrong(Code::EmptyText, [code.into()]);
                return None;
            }
            text = match Lang::from_code(code) {
                Some(lang) => text.with(lang, words),
                None => text,
            };
        }
        Some(text)
    }
}
