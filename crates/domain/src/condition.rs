//! When something is needed: closed data, no scripting.

use jiff::civil::Date;

use crate::id::Id;
use crate::item::{Choice, Item, List};
use crate::office::Setting;
use crate::text::Text;

/// A condition over facts. Evaluated in three values: true, false, or open.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Every part holds.
    All(Vec<Condition>),
    /// At least one part holds.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// A named condition.
    Rule(Id<Rule>),
    /// A fact passes a test.
    Test(Path, Test),
    /// Somebody in the list is such that … ; `member.` inside is that somebody.
    SomeoneIn(Id<List>, Box<Condition>),
    /// Everybody in the list is such that … ; true for an empty list.
    EveryoneIn(Id<List>, Box<Condition>),
    /// So many in the list are such that ….
    CountIn(Id<List>, Box<Condition>, Bounds),
}

/// A named condition, used by many procedures.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What it says, in words: 「義務教育の年齢」. Reasons use it in place of the parts.
    pub label: Option<Text>,
    /// The list whose `member.` it speaks about.
    pub of: Option<Id<List>>,
    /// The condition.
    pub when: Condition,
}

/// Where a fact is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// `item`, `role.item` or `member.item`, and the part of it.
    Item(Subject, Id<Item>, Part),
    /// `member`: the one looked at.
    Member,
    /// `list.count`: how many are in it.
    Count(Id<List>),
    /// `office.setting`
    Setting(Id<Setting>),
    /// `today`: the day of the visit, 届出日.
    Today(Part),
}

/// Whose item it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The visit's.
    Visit,
    /// The member's that is looked at (inside `where` and `for_each`).
    Member,
    /// That of the member the role points at.
    Role(Id<Item>),
}

/// A part of a value; built in and lawful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// All of it.
    Whole,
    /// Full years, counted up on the birthday.
    Age,
    /// Full years, counted up the day before the birthday (年齢計算ニ関スル法律、民法143条2項).
    AgeReached,
    /// The age reached on the last 31 March before today: `year_age under 18` is
    /// 「18歳に達する日以後の最初の3月31日まで」.
    YearAge,
    /// 1–6 小学校, 7–9 中学校; 0 and less before school (学校教育法17条).
    SchoolGrade,
    /// Days from that day until today; negative in the future.
    DaysAgo,
    /// 「昭和56年5月10日」
    Wareki,
    /// 「昭和」
    Era,
    /// The year of the era: 56; 元 for 1.
    EraYear,
    /// Western year.
    Year,
    /// Month 1–12.
    Month,
    /// Day of the month.
    Day,
    /// 氏
    Family,
    /// 名
    Given,
    /// フリガナ of the whole name.
    Kana,
    /// 氏のフリガナ
    FamilyKana,
    /// 名のフリガナ
    GivenKana,
    /// Latin letters.
    Latin,
    /// 〒, with a hyphen.
    PostalCode,
    /// 都道府県
    Prefecture,
    /// 市区町村
    City,
    /// 町字
    Town,
    /// 番地以下
    Block,
    /// 方書
    Building,
}

/// What is asked of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// はい or いいえ.
    Is(bool),
    /// This option.
    IsOption(Id<Choice>),
    /// One of these options.
    IsOneOf(Vec<Id<Choice>>),
    /// This option among the chosen ones.
    Includes(Id<Choice>),
    /// This text.
    IsText(TextOperand),
    /// The looked-at member is the one the role points at.
    IsRole(Id<Item>),
    /// A number between bounds.
    Within(Bounds),
    /// Not before the day.
    OnOrAfter(Date),
    /// Not after the day.
    OnOrBefore(Date),
    /// `true`: it has a value. `false`: it was answered with わからない, or does not exist.
    Known(bool),
}

/// A text to compare with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TextOperand {
    /// Written in the condition.
    Text(String),
    /// A setting of the office.
    Setting(Id<Setting>),
}

/// Least and greatest value, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// `at_least`, or `over` plus one.
    pub least: Option<Operand>,
    /// `at_most`, or `under` minus one.
    pub most: Option<Operand>,
}

/// A whole number to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// Written in the condition.
    Number(i64),
    /// A setting of the office, plus an offset (`under` is −1, `over` is +1).
    Setting(Id<Setting>, i64),
}
