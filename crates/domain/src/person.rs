//! Names and addresses, in the parts that forms ask for.
//!
//! Their `Debug` never shows what is inside: personal data cannot reach a log or a panic message.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A person's name. At least one of `family`, `given` and `latin` is filled.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Name {
    /// 氏
    #[serde(skip_serializing_if = "String::is_empty")]
    pub family: String,
    /// 名
    #[serde(skip_serializing_if = "String::is_empty")]
    pub given: String,
    /// 氏のフリガナ, full-width katakana (戸籍法13条).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub family_kana: String,
    /// 名のフリガナ, full-width katakana.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub given_kana: String,
    /// The name in Latin letters, as in the passport; for foreign residents.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub latin: String,
}

impl Name {
    /// 氏名 as on paper: 氏 and 名 with a full-width space between; Latin letters where there is no other.
    pub fn full(&self) -> String {
        let written = joined(&self.family, &self.given);
        if written.is_empty() { self.latin.clone() } else { written }
    }
    /// フリガナ of 氏 and 名.
    pub fn kana(&self) -> String {
        joined(&self.family_kana, &self.given_kana)
    }
    /// Whether nothing is written at all.
    pub fn is_empty(&self) -> bool {
        self.full().is_empty()
    }
}

fn joined(family: &str, given: &str) -> String {
    match (family.is_empty(), given.is_empty()) {
        (false, false) => format!("{family}\u{3000}{given}"),
        _ => format!("{family}{given}"),
    }
}

/// An address in the parts of the 政府相互運用性フレームワーク (GIF 440 住所).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Address {
    /// 郵便番号: 7 digits without a hyphen (DS-443).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postal_code: String,
    /// 都道府県
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefecture: String,
    /// 市区町村 (郡 included)
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// 町字
    #[serde(skip_serializing_if = "String::is_empty")]
    pub town: String,
    /// 番地以下
    #[serde(skip_serializing_if = "String::is_empty")]
    pub block: String,
    /// 方書: building, room, 様方
    #[serde(skip_serializing_if = "String::is_empty")]
    pub building: String,
    /// Country, where it is not Japan.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
}

impl Address {
    /// The address on one line, without the postal code.
    pub fn line(&self) -> String {
        let Self { postal_code: _, prefecture, city, town, block, building, country } = self;
        let mut line = format!("{country}{prefecture}{city}{town}{block}");
        if !building.is_empty() {
            line.push('\u{3000}');
            line.push_str(building);
        }
        line
    }
    /// 〒 form of the postal code: `891-0402`; empty when there is none.
    pub fn postal(&self) -> String {
        match (self.postal_code.get(..3), self.postal_code.get(3..)) {
            (Some(area), Some(rest)) if self.postal_code.len() == 7 => format!("{area}-{rest}"),
            _ => self.postal_code.clone(),
        }
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(…)")
    }
}
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}
