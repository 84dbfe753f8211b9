//! Where something is named: what rests on what, and where a name has to be changed.

/// What a name can be the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noun {
    /// 項目
    Item,
    /// リスト
    List,
    /// ルール
    Rule,
    /// 窓口
    Counter,
    /// 持ち物
    Thing,
    /// 設定
    Setting,
    /// 手続
    Procedure,
    /// 様式
    Sheet,
    /// ライフイベント
    Event,
    /// 選択肢
    Option,
}

impl Noun {
    /// Japanese and English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Noun::Item => ("項目", "item"),
            Noun::List => ("リスト", "list"),
            Noun::Rule => ("ルール", "rule"),
            Noun::Counter => ("窓口", "counter"),
            Noun::Thing => ("持ち物", "thing"),
            Noun::Setting => ("設定", "setting"),
            Noun::Procedure => ("手続", "procedure"),
            Noun::Sheet => ("様式", "sheet"),
            Noun::Event => ("ライフイベント", "event"),
            Noun::Option => ("選択肢", "option"),
        }
    }
}

/// A place where something is named by somebody who uses it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The file, as its [`crate::Source`] is called.
    pub file: String,
    /// Where the text with the name begins, in bytes; with its quotes, unless the name is a piece of a longer text.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// What kind of thing is named.
    pub noun: Noun,
    /// Its name.
    pub name: String,
}
