//! Words for readers, by language. Japanese is always there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A language a resident can read the interview in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// 日本語
    #[default]
    Ja,
    /// English
    En,
    /// 简体中文
    Zh,
    /// 한국어
    Ko,
    /// Tiếng Việt
    Vi,
    /// Português
    Pt,
    /// नेपाली
    Ne,
}

impl Lang {
    /// Every language the format knows.
    pub const ALL: [Lang; 7] = [Lang::Ja, Lang::En, Lang::Zh, Lang::Ko, Lang::Vi, Lang::Pt, Lang::Ne];

    /// The code in definitions (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ja => "ja",
            Lang::En => "en",
            Lang::Zh => "zh",
            Lang::Ko => "ko",
            Lang::Vi => "vi",
            Lang::Pt => "pt",
            Lang::Ne => "ne",
        }
    }

    /// The language of a code.
    pub fn from_code(code: &str) -> Option<Lang> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// Its own name, for the language buttons.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::Ja => "日本語",
            Lang::En => "English",
            Lang::Zh => "简体中文",
            Lang::Ko => "한국어",
            Lang::Vi => "Tiếng Việt",
            Lang::Pt => "Português",
            Lang::Ne => "नेपाली",
        }
    }
}

/// A text in one or more languages; Japanese always among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    ja: String,
    others: BTreeMap<Lang, String>,
}

impl Text {
    /// A text with its Japanese words.
    pub fn new(ja: impl Into<String>) -> Self {
        Self { ja: ja.into(), others: BTreeMap::new() }
    }
    /// The same text, with the words of one more language.
    pub fn with(mut self, lang: Lang, words: impl Into<String>) -> Self {
        if lang == Lang::Ja {
            self.ja = words.into();
        } else {
            self.others.insert(lang, words.into());
        }
        self
    }
    /// The words in `lang`, or in Japanese where there is no translation.
    pub fn get(&self, lang: Lang) -> &str {
        self.others.get(&lang).unwrap_or(&self.ja)
    }
    /// The Japanese words, as on paper.
    pub fn ja(&self) -> &str {
        &self.ja
    }
    /// Whether `lang` has words of its own.
    pub fn has(&self, lang: Lang) -> bool {
        lang == Lang::Ja || self.others.contains_key(&lang)
    }
}
