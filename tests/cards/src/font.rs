//! Fonts: those the project ships, and those of the machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ttf_parser::{Face, OutlineBuilder};

use crate::canvas::Outline;

/// A font, read when it is first needed.
pub struct Font {
    /// The name of its file.
    pub name: String,
    path: PathBuf,
    face: OnceLock<Option<Face<'static>>>,
}

impl Font {
    fn at(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_owned();
        path.exists().then(|| Self { name, path: path.to_owned(), face: OnceLock::new() })
    }

    fn face(&self) -> Option<&Face<'static>> {
        let read = || {
            // A font lives as long as the process, as its outlines do.
            let bytes: &'static [u8] = Box::leak(fs::read(&self.path).ok()?.into_boxed_slice());
            Face::parse(bytes, 0).ok()
        };
        self.face.get_or_init(read).as_ref()
    }

    /// Whether it has every character.
    pub fn has(&self, text: &str) -> bool {
        self.face().is_some_and(|face| text.chars().all(|c| c == '\u{3000}' || face.glyph_index(c).is_some()))
    }

    /// How far a line of text reaches, in millimetres, set in `size` millimetres.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c) * size).sum()
    }

    /// How far a character moves the next one, in sizes.
    fn advance(&self, character: char) -> f32 {
        let Some(face) = self.face() else { return 1.0 };
        let glyph = face.glyph_index(character);
        let units = f32::from(face.units_per_em());
        glyph.and_then(|glyph| face.glyph_hor_advance(glyph)).map_or(1.0, |wide| f32::from(wide) / units)
    }

    /// The outlines of a line of text whose square characters fill `size` millimetres from `y` down. `spacing` is put
    /// after every character, `stretch` makes them wider.
    pub fn outline(&self, text: &str, [x, y]: [f32; 2], size: f32, spacing: f32, stretch: f32) -> Outline {
        let mut pen =
            Pen { outline: Outline::default(), at: [x, y + 0.88 * size], scale: [0.0; 2], last: [0.0; 2] };
        let Some(face) = self.face() else { return pen.outline };
        let scale = size / f32::from(face.units_per_em());
        pen.scale = [scale * stretch, scale];
        for character in text.chars() {
            if let Some(glyph) = face.glyph_index(character) {
                face.outline_glyph(glyph, &mut pen);
            }
            pen.at[0] += self.advance(character) * size * stretch + spacing;
        }
        pen.outline
    }
}

/// Gathers what a font draws.
struct Pen {
    outline: Outline,
    at: [f32; 2],
    scale: [f32; 2],
    last: [f32; 2],
}

impl Pen {
    fn place(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        [self.at[0] + x * self.scale[0], self.at[1] - y * self.scale[1]]
    }

    fn add(&mut self, to: [f32; 2]) {
        let point = self.place(to);
        self.last = to;
        if let Some(contour) = self.outline.contours.last_mut() {
            contour.push(point);
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.outline.contours.push(Vec::new());
        self.add([x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add([x, y]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let [x0, y0] = self.last;
        for step in 1..=5u16 {
            let t = f32::from(step) / 5.0;
            let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
            self.add([a * x0 + b * x1 + c * x, a * y0 + b * y1 + c * y]);
        }
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let [x0, y0] = self.last;
        for step in 1..=6u16 {
            let t = f32::from(step) / 6.0;
            let s = 1.0 - t;
            let (a, b, c, d) = (s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t);
            self.add([a * x0 + b * x1 + c * x2 + d * x, a * y0 + b * y1 + c * y2 + d * y]);
        }
    }

    fn close(&mut self) {}
}

/// The fonts a card may be printed in.
pub struct Fonts {
    /// Without serifs: labels, and most values.
    pub gothic: Vec<Font>,
    /// With serifs: some values.
    pub mincho: Vec<Font>,
    /// For characters that others lack.
    pub rare: Vec<Font>,
}

impl Fonts {
    /// Those in `assets/fonts` only: the same on every machine.
    pub fn shipped() -> Self {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts");
        let of = |names: &[&str]| names.iter().filter_map(|name| Font::at(&assets.join(name))).collect();
        Self {
            gothic: of(&["BIZUDGothic-Regular.ttf", "BIZUDPGothic-Regular.ttf"]),
            mincho: of(&["BIZUDMincho-Regular.ttf"]),
            rare: of(&["BIZUDMincho-Regular.ttf"]),
        }
    }

    /// Those shipped and those installed (Debian: `fonts-noto-cjk`, `fonts-ipaexfont`, `fonts-ipamj-mincho`).
    /// With other fonts installed, the same seed gives another picture: figures are compared on one machine.
    pub fn installed() -> Self {
        let system = Path::new("/usr/share/fonts");
        let of = |names: &[&str]| -> Vec<Font> {
            names.iter().filter_map(|name| Font::at(&system.join(name))).collect()
        };
        let mut fonts = Self::shipped();
        fonts
            .gothic
            .extend(of(&["opentype/noto/NotoSansCJK-Regular.ttc", "opentype/ipaexfont-gothic/ipaexg.ttf"]));
        fonts
            .mincho
            .extend(of(&["opentype/noto/NotoSerifCJK-Regular.ttc", "opentype/ipaexfont-mincho/ipaexm.ttf"]));
        fonts.rare.extend(of(&["truetype/ipamj/ipamjm.ttf", "opentype/noto/NotoSansCJK-Regular.ttc"]));
        fonts
    }

    /// These and whatever else Debian has for Japanese, for those who train an engine: one that knows few fonts knows few cards
    /// (`fonts-ipafont fonts-vlgothic fonts-takao fonts-mplus fonts-migmix fonts-sawarabi-gothic fonts-sawarabi-mincho`).
    pub fn many() -> Self {
        let mut fonts = Self::installed();
        let system = Path::new("/usr/share/fonts");
        let of = |names: &[&str]| -> Vec<Font> {
            names.iter().filter_map(|name| Font::at(&system.join(name))).collect()
        };
        fonts.gothic.extend(of(&[
            "opentype/noto/NotoSansCJK-Bold.ttc",
            "opentype/ipafont-gothic/ipag.ttf",
            "opentype/ipafont-gothic/ipagp.ttf",
            "truetype/vlgothic/VL-Gothic-Regular.ttf",
            "truetype/takao-gothic/TakaoPGothic.ttf",
            "truetype/migmix/migmix-1p-regular.ttf",
            "truetype/migmix/migmix-1p-bold.ttf",
            "truetype/migmix/migu-1m-regular.ttf",
            "truetype/sawarabi-gothic/sawarabi-gothic-medium.ttf",
        ]));
        fonts.mincho.extend(of(&[
            "opentype/noto/NotoSerifCJK-Bold.ttc",
            "opentype/ipafont-mincho/ipam.ttf",
            "truetype/takao-mincho/TakaoPMincho.ttf",
            "truetype/sawarabi-mincho/sawarabi-mincho-medium.ttf",
        ]));
        fonts
    }

    /// The wanted font, or the first one that has every character.
    pub fn for_text<'a>(&'a self, wanted: &'a Font, text: &str) -> &'a Font {
        let mut others = self.gothic.iter().chain(&self.mincho).chain(&self.rare);
        if wanted.has(text) { wanted } else { others.find(|font| font.has(text)).unwrap_or(wanted) }
    }
}
