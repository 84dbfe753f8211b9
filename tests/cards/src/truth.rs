//! What is true about a picture: what a reader of cards is measured against.

use serde::{Deserialize, Serialize};

/// A kind of card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 個人番号カード, front.
    MyNumber,
    /// Its back, with the 個人番号 (here an impossible one) and its QR symbol: to be refused.
    MyNumberBack,
    /// 運転免許証.
    Licence,
    /// 運転経歴証明書.
    DrivingHistory,
    /// 在留カード of the first generation.
    #[serde(rename = "residence_1")]
    Residence1,
    /// 在留カード of the second generation, from June 2026.
    #[serde(rename = "residence_2")]
    Residence2,
    /// 特別永住者証明書 of the first generation.
    #[serde(rename = "permanent_1")]
    Permanent1,
    /// 特別永住者証明書 of the second generation.
    #[serde(rename = "permanent_2")]
    Permanent2,
    /// 資格確認書 of the size of a card. Every insurer has its own layout; here are three.
    Insurance,
    /// The data page of a passport, with its machine-readable zone.
    Passport,
    /// A card of a shop, a clinic, a bank or an employer: to be told from all others. No set has it.
    Stranger,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::MyNumber,
        Self::MyNumberBack,
        Self::Licence,
        Self::DrivingHistory,
        Self::Residence1,
        Self::Residence2,
        Self::Permanent1,
        Self::Permanent2,
        Self::Insurance,
        Self::Passport,
        Self::Stranger,
    ];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MyNumber => "my_number",
            Self::MyNumberBack => "my_number_back",
            Self::Licence => "licence",
            Self::DrivingHistory => "driving_history",
            Self::Residence1 => "residence_1",
            Self::Residence2 => "residence_2",
            Self::Permanent1 => "permanent_1",
            Self::Permanent2 => "permanent_2",
            Self::Insurance => "insurance",
            Self::Passport => "passport",
            Self::Stranger => "stranger",
        }
    }

    /// Width and height in millimetres: ID-1, and ID-3 for the page of a passport (ISO/IEC 7810).
    pub const fn size(self) -> [f32; 2] {
        match self {
            Self::Passport => [125.0, 88.0],
            Self::MyNumber
            | Self::MyNumberBack
            | Self::Licence
            | Self::DrivingHistory
            | Self::Residence1
            | Self::Residence2
            | Self::Permanent1
            | Self::Permanent2
            | Self::Insurance
            | Self::Stranger => [85.6, 53.98],
        }
    }
}

/// How hard the photograph makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A good camera on a stand, good light.
    Clean,
    /// A counter: some tilt, noise, a shadow or a reflection now and then.
    Mild,
    /// A hand-held camera in poor light.
    Hard,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Clean, Self::Mild, Self::Hard];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Mild => "mild",
            Self::Hard => "hard",
        }
    }
}

/// A rectangle on the card, in millimetres from its upper left corner: left, top, right, bottom.
pub type Area = [f32; 4];

/// Text on the card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Printed {
    /// As it is printed.
    pub text: String,
    /// Around its ink.
    pub area: Area,
}

/// A value that may be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// `name`, `birth_date`, `address`, …: the README lists them by kind.
    pub name: String,
    /// All lines together, nothing between them.
    pub text: String,
    /// Around the ink of all lines.
    pub area: Area,
    /// Line by line.
    pub lines: Vec<Printed>,
}

/// What must never be cut out, shown or kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secret {
    /// 個人番号, as digits or in a QR symbol.
    IndividualNumber,
    /// 臓器提供意思表示.
    OrganDonation,
    /// The four digits of the security code.
    SecurityCode,
    /// The portrait.
    Face,
    /// 保険者番号, and 記号・番号・枝番 of the insured.
    InsuranceNumber,
}

/// A place that must never be cut out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hidden {
    /// What stands there.
    pub what: Secret,
    /// Around it.
    pub area: Area,
}

/// What the camera did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Effects {
    /// Around the horizontal and the vertical axis, in degrees.
    pub tilt: [f32; 2],
    /// In the plane, in degrees; beyond 90 where the card lies upside down.
    pub turn: f32,
    /// Pixels of the photograph a millimetre, before perspective.
    pub px_per_mm: f32,
    /// Deviation of the blur of the lens, in pixels.
    pub blur: f32,
    /// Length of the blur of motion, in pixels.
    pub motion: f32,
    /// Deviation of the noise, in grey levels.
    pub noise: f32,
    /// Whether a shadow falls across.
    pub shadow: bool,
    /// Whether a lamp is reflected by the card.
    pub glare: bool,
    /// Whether it is too dark.
    pub dark: bool,
    /// Whether a finger touches the edge.
    pub finger: bool,
    /// Quality of the JPEG.
    pub quality: u8,
}

/// Everything known about a photograph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// What was photographed.
    pub kind: Kind,
    /// How hard it is.
    pub level: Level,
    /// From which it follows.
    pub seed: u64,
    /// Width and height of the photograph in pixels.
    pub photo: [u32; 2],
    /// Width and height of the card in millimetres.
    pub size: [f32; 2],
    /// Where the corners of the card would be were they not round, in pixels of the photograph: upper left, upper
    /// right, lower right, lower left as printed. Pixel centres have whole numbers.
    pub corners: [[f32; 2]; 4],
    /// The font of the values.
    pub font: String,
    /// What may be read.
    pub fields: Vec<Field>,
    /// Labels and other fixed words.
    pub labels: Vec<Printed>,
    /// What must never be cut out.
    pub hidden: Vec<Hidden>,
    /// What the camera did.
    pub effects: Effects,
}
