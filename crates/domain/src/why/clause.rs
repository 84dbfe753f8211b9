//! A fact in words, in the forms a sentence needs.

use crate::text::Lang;

/// 「健康保険が「国民健康保険」」, 「「15歳以上」に当たる」: a piece of a sentence that other pieces follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// By itself.
    pub(super) plain: String,
    /// Before another clause: 「…で、」「…に当たり、」.
    joining: String,
    /// Before 「ため」「方」: 「…の」「…に当たる」.
    ending: String,
}

impl Clause {
    /// A clause that ends in a noun.
    pub(super) fn noun(lang: Lang, words: String) -> Self {
        match lang {
            Lang::Ja => {
                Self { joining: format!("{words}で、"), ending: format!("{words}の"), plain: words }
            }
            Lang::En | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => Self::english(words),
        }
    }

    /// A clause that ends in a verb: its stem, how it goes on, and how it ends.
    pub(super) fn verb(stem: &str, goes_on: &str, ends: &str) -> Self {
        let plain = format!("{stem}{ends}");
        Self { joining: format!("{stem}{goes_on}、"), ending: plain.clone(), plain }
    }

    /// A clause of a language without such forms.
    pub(super) fn english(words: String) -> Self {
        Self { joining: format!("{words} and "), ending: words.clone(), plain: words }
    }

    /// All clauses as one.
    pub(super) fn all(mut clauses: Vec<Clause>) -> Option<Clause> {
        let last = clauses.pop()?;
        let before: String = clauses.into_iter().map(|clause| clause.joining).collect();
        Some(Self {
            plain: format!("{before}{}", last.plain),
            joining: format!("{before}{}", last.joining),
            ending: format!("{before}{}", last.ending),
        })
    }

    /// One clause of several, in brackets where there is a choice.
    pub(super) fn any(lang: Lang, mut clauses: Vec<Clause>) -> Option<Clause> {
        if clauses.len() <= 1 {
            return clauses.pop();
        }
        let plain: Vec<String> = clauses.into_iter().map(|clause| clause.plain).collect();
        Some(match lang {
            Lang::Ja => Self::noun(lang, format!("（{}）", plain.join("、または"))),
            Lang::En | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => {
                Self::english(format!("({})", plain.join(" or ")))
            }
        })
    }

    /// Before 「ため」 and 「方」.
    pub(super) fn before_noun(self) -> String {
        self.ending
    }
}
