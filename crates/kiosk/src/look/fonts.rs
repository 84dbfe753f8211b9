//! Typefaces of the screen. BIZ UDPゴシック is inside the program; Noto, where the system has it, adds
//! the characters BIZ lacks and the scripts of other languages.

use std::sync::Arc;

use eframe::egui::{FontData, FontDefinitions, FontFamily};
use kakanai_domain::Lang;
use kakanai_printing::Typeface;

/// The family of a language and weight. The order of faces in a family decides whether a shared character
/// is drawn the Japanese, Chinese or Korean way, so each script group has a family of its own.
pub fn family(lang: Lang, bold: bool) -> FontFamily {
    let weight = if bold { "b" } else { "r" };
    FontFamily::Name(format!("{}-{weight}", group(lang)).into())
}

fn group(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "ja",
        Lang::Zh => "zh",
        Lang::Ko => "ko",
        Lang::Ne => "ne",
        Lang::En | Lang::Vi | Lang::Pt => "latin",
    }
}

/// All families. Faces that are not installed are left out: Japanese and English always work.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (weight, biz, name) in [("r", Typeface::Plain, "Regular"), ("b", Typeface::Bold, "Bold")] {
        let mut add = |face: &str, data: FontData| {
            fonts.font_data.insert(format!("{face}-{weight}"), Arc::new(data));
        };
        add("biz", FontData::from_static(biz.bytes()));
        if let Ok(cjk) = std::fs::read(format!("/usr/share/fonts/opentype/noto/NotoSansCJK-{name}.ttc")) {
            let cjk: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(cjk);
            // Order of the faces in the collection: JP, KR, SC.
            for (face, index) in [("jp", 0), ("kr", 1), ("sc", 2)] {
                add(face, FontData::from_blob(cjk.clone(), index));
            }
        }
        for (face, file) in [("latin", "NotoSans"), ("deva", "NotoSansDevanagari")] {
            if let Ok(data) = std::fs::read(format!("/usr/share/fonts/truetype/noto/{file}-{name}.ttf")) {
                add(face, FontData::from_owned(data));
            }
        }
        for (group, order) in [
            ("ja", ["biz", "jp", "latin", "deva"]),
            ("zh", ["sc", "latin", "jp", "biz"]),
            ("ko", ["kr", "latin", "jp", "biz"]),
            ("ne", ["deva", "latin", "biz", "jp"]),
            ("latin", ["latin", "biz", "jp", "deva"]),
        ] {
            let faces = order.map(|face| format!("{face}-{weight}"));
            let faces = faces.into_iter().filter(|face| fonts.font_data.contains_key(face)).collect();
            fonts.families.insert(FontFamily::Name(format!("{group}-{weight}").into()), faces);
        }
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        let faces = fonts.families.get(&FontFamily::Name("ja-r".into())).cloned().unwrap_or_default();
        fonts.families.insert(family, faces);
    }
    fonts
}
