//! Sizes of paper, as printers name them (PWG 5101.1): `iso_a4_210x297mm`.

use std::fmt;

/// A size of paper, whichever way it lies. In whole mm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Media {
    short: u16,
    long: u16,
}

/// What Japanese offices have in their trays: name for people, keyword, mm.
const KNOWN: [(&str, &str, Media); 7] = [
    ("A4", "iso_a4_210x297mm", Media { short: 210, long: 297 }),
    ("A5", "iso_a5_148x210mm", Media { short: 148, long: 210 }),
    ("A3", "iso_a3_297x420mm", Media { short: 297, long: 420 }),
    ("B5", "jis_b5_182x257mm", Media { short: 182, long: 257 }),
    ("B4", "jis_b4_257x364mm", Media { short: 257, long: 364 }),
    ("はがき", "jpn_hagaki_100x148mm", Media { short: 100, long: 148 }),
    ("レター", "na_letter_8.5x11in", Media { short: 216, long: 279 }),
];

impl Media {
    /// 210 × 297 mm
    pub const A4: Media = Media { short: 210, long: 297 };
    /// 148 × 210 mm
    pub const A5: Media = Media { short: 148, long: 210 };

    /// Of a page, in mm.
    pub fn of(width: u16, height: u16) -> Self {
        Self { short: width.min(height), long: width.max(height) }
    }

    /// From a self-describing keyword; `None` for any other (`auto`, `iso_a4_210x297mm.Borderless`).
    pub fn parse(keyword: &str) -> Option<Self> {
        let size = keyword.rsplit('_').next()?;
        let (size, unit) = match (size.strip_suffix("mm"), size.strip_suffix("in")) {
            (Some(size), _) => (size, 1.0),
            (None, Some(size)) => (size, 25.4),
            (None, None) => return None,
        };
        let (width, height) = size.split_once('x')?;
        let whole = |text: &str| {
            let mm = text.parse::<f32>().ok()? * unit;
            // Smaller or larger is no paper of an office printer, but nonsense.
            (10.0..=2000.0).contains(&mm).then(|| mm.round() as u16)
        };
        Some(Self::of(whole(width)?, whole(height)?))
    }

    /// The keyword to ask for it by, where the printer names it by none of its own.
    pub fn keyword(self) -> String {
        let known = KNOWN.iter().find(|(_, _, media)| *media == self);
        known.map_or_else(
            || format!("custom_page_{}x{}mm", self.short, self.long),
            |(_, keyword, _)| (*keyword).into(),
        )
    }
}

/// As people say it: 「A4」, 「182×230 mm」.
impl fmt::Display for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match KNOWN.iter().find(|(_, _, media)| media == self) {
            Some((name, ..)) => f.write_str(name),
            None => write!(f, "{}×{} mm", self.short, self.long),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_from_its_keyword_and_nothing_from_nonsense() {
        for (name, keyword, media) in KNOWN {
            assert_eq!(Media::parse(keyword), Some(media), "{keyword}");
            assert_eq!((media.keyword(), media.to_string()), (keyword.to_owned(), name.to_owned()));
        }
        assert_eq!(Media::of(297, 210), Media::A4, "lying or standing");
        assert_eq!(Media::parse("om_x_182x230mm").map(|m| m.to_string()).as_deref(), Some("182×230 mm"));
        for nonsense in [
            "",
            "auto",
            "iso_a4_210x297mm.Borderless",
            "a_NaNxinfmm",
            "a_1x1mm",
            "a_99999x1mm",
            "a_-9x297mm",
            "xmm",
            "_x_mm",
        ] {
            assert_eq!(Media::parse(nonsense), None, "{nonsense}");
        }
    }
}
