//! Profiles: how the text of a code becomes answers, as data.
//!
//! The layout of the code on a 転出証明書 is not public; a municipality that has it writes a profile, and no program has
//! to change. `seeds/profiles/sample_moveout.json` is an invented one.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::day::DateFormat;
use crate::error::ReadError;
use crate::number::is_forbidden_name;
use crate::qr::Encoding;

/// How the text of a code becomes answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Always 1.
    pub format: u32,
    /// What it is for, as a clerk sees it.
    pub name: String,
    /// For other authors.
    #[serde(default)]
    pub note: Option<String>,
    /// Encoding of the text.
    #[serde(default)]
    pub encoding: Encoding,
    /// What separates values; a comma when left out.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// Whether the first row of every symbol names the columns. Without it columns are told by their place.
    #[serde(default)]
    pub header: bool,
    /// The list whose members the rows are.
    pub list: String,
    /// The columns that are known. Others are shown to the clerk; those that answer nothing are passed over.
    pub columns: Vec<Column>,
}

fn comma() -> char {
    ','
}

/// One column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading.
    pub column: String,
    /// The item of the visit that it answers; the first row that says something counts.
    #[serde(default)]
    pub visit: Option<String>,
    /// The item of the row's member that it answers.
    #[serde(default)]
    pub member: Option<String>,
    /// What stands in it.
    #[serde(default, rename = "as")]
    pub content: Option<Content>,
    /// For other authors.
    #[serde(default)]
    pub note: Option<String>,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// 氏名, 氏 and 名 with a space between.
    Name,
    /// フリガナ of the name of the same item.
    Kana,
    /// One part of a name.
    NamePart(NamePart),
    /// An address on one line.
    Address,
    /// One part of an address.
    AddressPart(AddressPart),
    /// A day, in the first of these formats that fits.
    Date(Vec<DateFormat>),
    /// Words and the options they mean.
    Options(BTreeMap<String, String>),
    /// Words and whether they mean yes.
    YesNo(BTreeMap<String, bool>),
    /// A telephone number.
    Phone,
    /// Text.
    Text,
}

/// One part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamePart {
    /// 氏
    Family,
    /// 名
    Given,
    /// 氏のフリガナ
    FamilyKana,
    /// 名のフリガナ
    GivenKana,
    /// Latin letters.
    Latin,
}

/// One part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressPart {
    /// 郵便番号
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

impl Profile {
    /// Reads a profile file.
    ///
    /// # Errors
    /// [`ReadError::Profile`] with line and column, or with what does not go together.
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        let profile: Self =
            serde_json::from_str(text).map_err(|error| ReadError::Profile(error.to_string()))?;
        profile.check().map_err(ReadError::Profile)?;
        Ok(profile)
    }

    fn check(&self) -> Result<(), String> {
        if self.format != 1 {
            return Err(format!("formatは1です（{}になっています）", self.format));
        }
        if matches!(self.delimiter, '"' | '\r' | '\n') {
            return Err("delimiterに引用符と改行は使えません".into());
        }
        if self.list.is_empty() {
            return Err("listに一覧の名前（例: people）を書いてください".into());
        }
        for (place, column) in self.columns.iter().enumerate() {
            let heading = &column.column;
            if self.columns.iter().take(place).any(|other| other.column == *heading) {
                return Err(format!("「{heading}」の列が2つあります"));
            }
            let targets = usize::from(column.visit.is_some()) + usize::from(column.member.is_some());
            match (targets, &column.content) {
                (0, None) => continue,
                (1, Some(Content::Date(formats))) if formats.is_empty() => {
                    return Err(format!("「{heading}」のdateに書式がありません"));
                }
                (1, Some(_)) => {}
                _ => {
                    return Err(format!(
                        "「{heading}」には、visitかmemberのどちらか1つと、asを書いてください（使わない列には、どれも書きません）"
                    ));
                }
            }
            if is_forbidden_name(heading) {
                return Err(format!(
                    "「{heading}」は読み取ってはならない項目です。答える項目を書かないでください"
                ));
            }
        }
        match self.columns.iter().any(|column| column.member.is_some()) {
            true => Ok(()),
            false => Err("memberに答える列が1つもありません".into()),
        }
    }
}
