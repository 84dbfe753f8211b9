//! Where things stand on a kind of card: a file in `assets/cards/`, so that an office adds a card without programming.
//!
//! ```json
//! { "format": 1, "id": "my_card", "card": "見本カード", "size": [85.6, 53.98],
//!   "marks":  [ {"text": "見本カード", "at": [20, 2, 40, 5], "check": true} ],
//!   "fields": [ {"field": "name", "at": [10, 8, 60, 11.5]}, {"field": "address", "at": [10, 14, 80, 20], "lines": 2} ],
//!   "never":  [ {"what": "face", "at": [60, 20, 82, 46]} ],
//!   "bands":  [ [0, 0, 85.6, 2] ], "rules": [ [2, 12, 83, 12.2] ] }
//! ```
//! `at` is left, top, right, bottom in millimetres from the upper left corner of the card. `marks` are words that are printed
//! on every such card; they and the lines, bands and pictures tell the kinds apart and say where the fields are. Those with
//! `check` are read, and at least one of them must be there, unless all that is printed lies so exactly where the layout says that
//! no other card looks like it. `never` is what must not be cut out. There is no name for a field
//! of 個人番号, 臓器提供, security code, face or insurance number: a layout cannot ask for them.

use serde::Deserialize;

/// A rectangle on a card in millimetres: left, top, right, bottom.
pub type Area = [f32; 4];

/// How far beside its place a field is looked for, in millimetres: printers are off by half a millimetre.
pub const MARGIN: f32 = 0.8;
/// The same of a mark, which is printed with the card itself.
pub const MARK_MARGIN: f32 = 0.1;
/// Most bytes of a layout file.
const MOST_BYTES: usize = 64 * 1024;
/// Most marks, fields, bands or rules of a layout.
const MOST_PARTS: usize = 100;

/// What may be read off a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 氏名 as it is written in Japan, with 旧氏 or 通称 in brackets.
    Name,
    /// The name in Latin letters.
    NameLatin,
    /// 漢字 beside a name in Latin letters.
    NameHan,
    /// 住所, 住居地.
    Address,
    /// 生年月日.
    BirthDate,
    /// 性別.
    Sex,
    /// The day until which the card is valid.
    ValidUntil,
    /// 免許証の番号, 在留カード等の番号.
    Number,
    /// The machine-readable zone of a passport.
    Mrz,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::NameLatin,
        Self::NameHan,
        Self::Address,
        Self::BirthDate,
        Self::Sex,
        Self::ValidUntil,
        Self::Number,
        Self::Mrz,
    ];

    /// Its name in layout files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::NameLatin => "name_latin",
            Self::NameHan => "name_han",
            Self::Address => "address",
            Self::BirthDate => "birth_date",
            Self::Sex => "sex",
            Self::ValidUntil => "valid_until",
            Self::Number => "number",
            Self::Mrz => "mrz",
        }
    }

    /// The field of a name; `None` for any other.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// Why a card that was recognised is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Its other side is the one to show; on this one stands what must not be read.
    TurnOver,
}

/// What must never be cut out of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secret {
    /// 個人番号 or its two-dimensional code.
    IndividualNumber,
    /// 臓器提供意思表示.
    OrganDonation,
    /// セキュリティコード.
    SecurityCode,
    /// The portrait.
    Face,
    /// 保険者番号, 記号・番号・枝番.
    InsuranceNumber,
}

/// A word that is printed on every card of a kind.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub at: Area,
    /// Whether it is read to make sure of the kind.
    #[serde(default)]
    pub check: bool,
}

/// Where a field stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What stands there.
    pub field: Field,
    /// Around the longest text that fits there.
    pub at: Area,
    /// Most lines of it.
    pub lines: usize,
}

/// Something that is never cut out.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hidden {
    /// What stands there.
    pub what: Secret,
    /// Where.
    pub at: Area,
}

/// How a kind of card is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Its name in files.
    pub id: String,
    /// Its name for people: 「運転免許証」.
    pub card: String,
    /// Width and height in millimetres.
    pub size: [f32; 2],
    /// Why it is not read, where it is not.
    pub refuse: Option<Refusal>,
    /// Words printed on every one.
    pub marks: Vec<Mark>,
    /// What is read.
    pub places: Vec<Place>,
    /// What is never cut out.
    pub hidden: Vec<Hidden>,
    /// Areas of one colour or a picture.
    pub bands: Vec<Area>,
    /// Printed lines.
    pub rules: Vec<Area>,
}

/// What is wrong with a layout file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayoutProblem {
    /// Not the JSON of a layout.
    #[error(
        "{line}行{column}文字目の書き方が違います。README（assets/cards/README.md）の例と見比べてください"
    )]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Too long, or too many parts.
    #[error("大きすぎます。ファイルは64KiB、並びは1種類100個までにしてください")]
    TooLarge,
    /// A later format.
    #[error("formatは1です（{0}になっています）")]
    Format(u32),
    /// An id that is none.
    #[error("idには英小文字、数字、_だけを使ってください（今は「{0}」）")]
    Id(String),
    /// A size that no card has.
    #[error("sizeは幅と高さをミリメートルで書いてください（例: [85.6, 53.98]。10から300まで）")]
    Size,
    /// A place outside the card, or left right of right.
    #[error("{0}のatは、左・上・右・下の順に、カードの中の位置をミリメートルで書いてください")]
    Area(String),
    /// A field that must never be read.
    #[error("「{0}」は読み取ってはならない項目です。fieldsから外し、neverに書いてください")]
    Forbidden(String),
    /// A field that there is not.
    #[error(
        "「{0}」という項目はありません。使えるのは name, name_latin, name_han, address, birth_date, sex, valid_until, number, mrz です"
    )]
    UnknownField(String),
    /// A field named twice.
    #[error("項目「{0}」が2回書かれています。1つにしてください")]
    Twice(&'static str),
    /// A number of lines that no field has.
    #[error("項目「{0}」のlinesは1から3までです")]
    Lines(&'static str),
    /// A field that would be cut out of what must not be.
    #[error(
        "項目「{field}」の枠（まわり0.8ミリを含む）が、切り出してはならない枠（{what:?}）に重なっています。どちらかの枠を狭めてください"
    )]
    Overlap {
        /// The field or mark.
        field: String,
        /// What it would touch.
        what: Secret,
    },
    /// Nothing to make sure of the kind by.
    #[error("marksの1つ以上に \"check\": true を付けてください。カードの名前など、大きな文字が向いています")]
    NothingChecked,
}

impl LayoutProblem {
    /// The same in English.
    pub fn english(&self) -> String {
        match self {
            Self::Json { line, column } => {
                format!(
                    "not written as a layout at line {line}, column {column}; compare assets/cards/README.md"
                )
            }
            Self::TooLarge => "too large: at most 64 KiB, and 100 parts of a kind".into(),
            Self::Format(found) => format!("format is 1, not {found}"),
            Self::Id(id) => format!("\"{id}\" is no id: use lower-case letters, digits and _"),
            Self::Size => {
                "size is width and height in millimetres, as in [85.6, 53.98]; from 10 to 300".into()
            }
            Self::Area(part) => {
                format!("`at` of {part}: give left, top, right, bottom in millimetres, inside the card")
            }
            Self::Forbidden(name) => format!("\"{name}\" must never be read: move it from fields to never"),
            Self::UnknownField(name) => {
                let known: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
                format!("there is no field \"{name}\"; there are {}", known.join(", "))
            }
            Self::Twice(name) => format!("field \"{name}\" stands twice: keep one"),
            Self::Lines(name) => format!("`lines` of field \"{name}\" is from 1 to 3"),
            Self::Overlap { field, what } => {
                format!(
                    "\"{field}\" (with 0.8 mm around it) touches what must not be cut out ({what:?}): make one smaller"
                )
            }
            Self::NothingChecked => {
                "give one of the marks \"check\": true, best a large word such as the title".into()
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    id: String,
    card: String,
    size: [f32; 2],
    #[serde(default, rename = "note")]
    _note: Option<String>,
    refuse: Option<Refusal>,
    #[serde(default)]
    marks: Vec<Mark>,
    #[serde(default)]
    fields: Vec<FilePlace>,
    #[serde(default)]
    never: Vec<Hidden>,
    #[serde(default)]
    bands: Vec<Area>,
    #[serde(default)]
    rules: Vec<Area>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePlace {
    field: String,
    at: Area,
    #[serde(default = "one")]
    lines: usize,
}

fn one() -> usize {
    1
}

impl Layout {
    /// Reads a layout file.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Vec<LayoutProblem>> {
        if text.len() > MOST_BYTES {
            return Err(vec![LayoutProblem::TooLarge]);
        }
        let file: File = serde_json::from_str(text)
            .map_err(|error| vec![LayoutProblem::Json { line: error.line(), column: error.column() }])?;
        let mut problems = Vec::new();
        if file.format != 1 {
            problems.push(LayoutProblem::Format(file.format));
        }
        if file.id.is_empty()
            || !file.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        {
            problems.push(LayoutProblem::Id(file.id.clone()));
        }
        let parts =
            [file.marks.len(), file.fields.len(), file.never.len(), file.bands.len(), file.rules.len()];
        if parts.iter().any(|count| *count > MOST_PARTS) {
            problems.push(LayoutProblem::TooLarge);
        }
        if file.size.iter().any(|side| !(10.0..=300.0).contains(side)) {
            problems.push(LayoutProblem::Size);
        }
        let mut places = Vec::new();
        for place in file.fields {
            match Field::named(&place.field) {
                Some(field) => places.push(Place { field, at: place.at, lines: place.lines }),
                None if is_forbidden(&place.field) => problems.push(LayoutProblem::Forbidden(place.field)),
                None => problems.push(LayoutProblem::UnknownField(place.field)),
            }
        }
        let layout = Self {
            id: file.id,
            card: file.card,
            size: file.size,
            refuse: file.refuse,
            marks: file.marks,
            places,
            hidden: file.never,
            bands: file.bands,
            rules: file.rules,
        };
        layout.check(&mut problems);
        if problems.is_empty() { Ok(layout) } else { Err(problems) }
    }

    fn check(&self, problems: &mut Vec<LayoutProblem>) {
        let [width, height] = self.size;
        let areas = self.marks.iter().map(|mark| (mark.text.as_str(), mark.at));
        let areas = areas.chain(self.places.iter().map(|place| (place.field.name(), place.at)));
        let areas = areas.chain(self.hidden.iter().map(|hidden| ("never", hidden.at)));
        let areas = areas.chain(self.bands.iter().map(|at| ("bands", *at)));
        let areas = areas.chain(self.rules.iter().map(|at| ("rules", *at)));
        for (name, [left, top, right, bottom]) in areas {
            let inside = 0.0 <= left
                && left < right
                && right <= width
                && 0.0 <= top
                && top < bottom
                && bottom <= height;
            if !inside {
                problems.push(LayoutProblem::Area(name.to_owned()));
            }
        }
        for (nth, place) in self.places.iter().enumerate() {
            if self.places.iter().take(nth).any(|other| other.field == place.field) {
                problems.push(LayoutProblem::Twice(place.field.name()));
            }
            if !(1..=3).contains(&place.lines) {
                problems.push(LayoutProblem::Lines(place.field.name()));
            }
        }
        let marks = self.marks.iter().filter(|mark| mark.check);
        let marks = marks.map(|mark| (mark.text.as_str(), widened(mark.at, MARK_MARGIN)));
        let places = self.places.iter().map(|place| (place.field.name(), widened(place.at, MARGIN)));
        for (name, at) in marks.chain(places) {
            let hidden = self.hidden.iter().find(|hidden| touch(at, hidden.at));
            problems.extend(
                hidden.map(|hidden| LayoutProblem::Overlap { field: name.to_owned(), what: hidden.what }),
            );
        }
        let has_zone = self.places.iter().any(|place| place.field == Field::Mrz);
        if self.refuse.is_none() && !has_zone && !self.marks.iter().any(|mark| mark.check) {
            problems.push(LayoutProblem::NothingChecked);
        }
    }
}

/// Names of what must never be read, in either language.
fn is_forbidden(name: &str) -> bool {
    let words = [
        "security",
        "face",
        "portrait",
        "insurance",
        "insurer",
        "保険",
        "記号",
        "枝番",
        "顔",
        "写真",
        "セキュリティ",
    ];
    crate::number::is_forbidden_name(name) || words.iter().any(|word| name.contains(word))
}

/// An area and so much around it.
pub(crate) fn widened([left, top, right, bottom]: Area, margin: f32) -> Area {
    [left - margin, top - margin, right + margin, bottom + margin]
}

pub(crate) fn touch(a: Area, b: Area) -> bool {
    let ([al, at, ar, ab], [bl, bt, br, bb]) = (a, b);
    al < br && bl < ar && at < bb && bt < ab
}
