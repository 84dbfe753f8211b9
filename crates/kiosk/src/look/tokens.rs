//! Colours, type steps and spaces: the tokens of the デジタル庁デザインシステム mapped to roles.

use eframe::egui::Color32;

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// Colours of a screen. Contrast of every pair that meets is at least 4.5 (text) or 3 (borders).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// The page.
    pub ground: Color32,
    /// Cards, keys, bars.
    pub surface: Color32,
    /// Keys that edit.
    pub surface_alt: Color32,
    /// Text.
    pub text: Color32,
    /// Hints.
    pub text_sub: Color32,
    /// Edges of what can be touched.
    pub border: Color32,
    /// Lines that only divide.
    pub divider: Color32,
    /// What leads on.
    pub primary: Color32,
    /// The same under the finger.
    pub primary_press: Color32,
    /// Text on `primary`.
    pub on_primary: Color32,
    /// Ground of what is chosen.
    pub tint: Color32,
    /// Ground under the finger.
    pub tint_press: Color32,
    /// What is missing or wrong.
    pub error: Color32,
    /// What went well.
    pub success: Color32,
    /// Ground of what a person must look at.
    pub doubt: Color32,
    /// Outer focus ring.
    pub focus_outer: Color32,
    /// Inner focus ring.
    pub focus_inner: Color32,
    /// Black ground and thicker edges.
    pub strong: bool,
}

/// The usual colours.
pub const LIGHT: Theme = Theme {
    ground: hex(0xF2F2F2),
    surface: hex(0xFFFFFF),
    surface_alt: hex(0xE6E6E6),
    text: hex(0x1A1A1A),
    text_sub: hex(0x4D4D4D),
    border: hex(0x767676),
    divider: hex(0xCCCCCC),
    primary: hex(0x0017C1),
    primary_press: hex(0x000060),
    on_primary: hex(0xFFFFFF),
    tint: hex(0xE8F1FE),
    tint_press: hex(0xC5D7FB),
    error: hex(0xCE0000),
    success: hex(0x197A4B),
    doubt: hex(0xFBF5E0),
    focus_outer: hex(0x000000),
    focus_inner: hex(0xFFD43D),
    strong: false,
};

/// White and yellow on black.
pub const HIGH_CONTRAST: Theme = Theme {
    ground: hex(0x000000),
    surface: hex(0x000000),
    surface_alt: hex(0x1A1A1A),
    text: hex(0xFFFFFF),
    text_sub: hex(0xE6E6E6),
    border: hex(0xFFFFFF),
    divider: hex(0x999999),
    primary: hex(0xFFD43D),
    primary_press: hex(0xD2A400),
    on_primary: hex(0x000000),
    tint: hex(0x604B00),
    tint_press: hex(0x806300),
    error: hex(0xFF9696),
    success: hex(0x71C598),
    doubt: hex(0x1A1A1A),
    focus_outer: hex(0x57B8FF),
    focus_inner: hex(0x000000),
    strong: true,
};

/// Type steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The start screen.
    Display,
    /// The receipt number.
    Number,
    /// The question.
    H1,
    /// Headings of parts, options.
    H2,
    /// The hint under the question.
    Lead,
    /// Running text.
    Body,
    /// Buttons.
    Label,
    /// The smallest text there is.
    Small,
    /// Keys of a panel.
    Key,
}

impl Step {
    /// Size in points before the reader's own enlargement.
    pub fn size(self) -> f32 {
        match self {
            Step::Display => 57.0,
            Step::Number => 112.0,
            Step::H1 | Step::Key => 36.0,
            Step::H2 => 28.0,
            Step::Lead | Step::Label => 24.0,
            Step::Body => 22.0,
            Step::Small => 18.0,
        }
    }

    /// Line height as a multiple of the size.
    pub fn line(self) -> f32 {
        match self {
            Step::Number | Step::Key => 1.0,
            Step::Label => 1.25,
            Step::Display | Step::H1 => 1.4,
            Step::H2 | Step::Small => 1.5,
            Step::Lead | Step::Body => 1.6,
        }
    }

    /// Whether it is set in the bold face.
    pub fn bold(self) -> bool {
        match self {
            Step::Display | Step::Number | Step::H1 | Step::H2 | Step::Label | Step::Key => true,
            Step::Lead | Step::Body | Step::Small => false,
        }
    }

    /// How much of the reader's enlargement it takes: big steps grow less, so that a screen still fits.
    pub fn growth(self) -> f32 {
        match self {
            Step::Number | Step::Key => 0.0,
            Step::Display | Step::H1 => 0.6,
            Step::H2 | Step::Lead | Step::Body | Step::Label | Step::Small => 1.0,
        }
    }
}

/// The least side of what can be touched: 15 mm on a 10.1" screen of 1280 × 800 points (5.88 points per mm).
pub const TOUCH: f32 = 88.0;
/// Height of a painted button face inside its touch area.
pub const FACE: f32 = 72.0;
/// Height of the bar at the top.
pub const HEADER: f32 = 96.0;
/// Height of the bar at the bottom.
pub const FOOTER: f32 = 104.0;
/// Left and right margin of a page.
pub const PAD: f32 = 64.0;

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2 contrast ratio.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let light = |c: Color32| {
            let part = |v: u8| {
                let s = f32::from(v) / 255.0;
                if s <= 0.04045 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(c.r()) + 0.7152 * part(c.g()) + 0.0722 * part(c.b())
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_its_ground() {
        for t in [LIGHT, HIGH_CONTRAST] {
            let texts = [
                (t.text, t.ground),
                (t.text_sub, t.ground),
                (t.text, t.tint),
                (t.text, t.doubt),
                (t.error, t.surface),
            ];
            for (ink, ground) in texts.into_iter().chain([
                (t.on_primary, t.primary),
                (t.success, t.surface),
                (t.text, t.surface_alt),
            ]) {
                assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}: {}", contrast(ink, ground));
            }
            for edge in [t.border, t.primary] {
                assert!(contrast(edge, t.surface) >= 3.0 && contrast(edge, t.ground) >= 3.0, "{edge:?}");
            }
        }
    }
}
