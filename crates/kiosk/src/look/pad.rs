//! Panels of keys on the screen: digits, and the 50音 for フリガナ. They only say which key was touched.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::icon::Icon;
use super::kit::Look;
use super::tokens::{Step, TOUCH};

/// A touched key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// ゛: か becomes が and back.
    Voiced,
    /// ゜: は becomes ぱ and back.
    HalfVoiced,
    /// つ becomes っ and back.
    Small,
    /// The last character goes.
    Erase,
    /// Everything goes.
    Clear,
}

const DIGITS: [[char; 3]; 4] = [['7', '8', '9'], ['4', '5', '6'], ['1', '2', '3'], ['-', '0', ' ']];
const KANA: [&str; 5] = [
    "アカサタナハマヤラワ",
    "イキシチニヒミ　リヲ",
    "ウクスツヌフムユルン",
    "エケセテネヘメ　レー",
    "オコソトノホモヨロ・",
];
const GAP: f32 = 6.0;

/// Words on the editing keys.
#[derive(Clone, Copy, Debug)]
pub struct KeyWords<'a> {
    /// ゛
    pub voiced: &'a str,
    /// ゜
    pub half_voiced: &'a str,
    /// Small kana.
    pub small: &'a str,
    /// One character back.
    pub erase: &'a str,
    /// All away.
    pub clear: &'a str,
}

impl Look {
    /// Ten digits and a hyphen (where it is wanted), 15 mm each.
    pub fn digits(&self, ui: &mut Ui, hyphen: bool, words: KeyWords<'_>) -> Option<Key> {
        let mut touched = None;
        let size = vec2(3.0 * TOUCH + 2.0 * GAP, 4.0 * TOUCH + 3.0 * GAP);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        for (row, digits) in DIGITS.iter().enumerate() {
            for (column, &digit) in digits.iter().enumerate() {
                let at = rect.min + vec2(column as f32, row as f32) * (TOUCH + GAP);
                let place = Rect::from_min_size(at, Vec2::splat(TOUCH));
                let key = match digit {
                    ' ' => Key::Erase,
                    '-' if !hyphen => continue,
                    digit => Key::Char(digit),
                };
                if self.key(ui, place, key, words) {
                    touched = Some(key);
                }
            }
        }
        touched
    }

    /// The 50音 in katakana, 15 mm a key, with the editing keys beside it.
    pub fn kana(&self, ui: &mut Ui, words: KeyWords<'_>) -> Option<Key> {
        let mut touched = None;
        let step = TOUCH + GAP;
        let wide = TOUCH * 1.5;
        let size = vec2(10.0 * step + 12.0 + 2.0 * wide + GAP, 5.0 * step - GAP);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let mut keys = Vec::new();
        for (row, kana) in KANA.iter().enumerate() {
            for (column, kana) in kana.chars().enumerate().filter(|(_, kana)| *kana != '　') {
                let at = rect.min + vec2(column as f32, row as f32) * step;
                keys.push((Rect::from_min_size(at, Vec2::splat(TOUCH)), Key::Char(kana)));
            }
        }
        let edge = rect.left() + 10.0 * step + 12.0;
        let row = |n: f32| rect.top() + n * step;
        let half = vec2(wide, TOUCH);
        let whole = vec2(2.0 * wide + GAP, TOUCH);
        keys.push((Rect::from_min_size(pos2(edge, row(0.0)), half), Key::Voiced));
        keys.push((Rect::from_min_size(pos2(edge + wide + GAP, row(0.0)), half), Key::HalfVoiced));
        keys.push((Rect::from_min_size(pos2(edge, row(1.0)), whole), Key::Small));
        keys.push((Rect::from_min_size(pos2(edge, row(2.0)), whole), Key::Erase));
        keys.push((Rect::from_min_size(pos2(edge, row(3.0)), whole), Key::Clear));
        for (place, key) in keys {
            if self.key(ui, place, key, words) {
                touched = Some(key);
            }
        }
        touched
    }

    fn key(&self, ui: &mut Ui, rect: Rect, key: Key, words: KeyWords<'_>) -> bool {
        let mut buffer = [0; 4];
        let (caption, step, icon) = match key {
            Key::Char(c) => (&*c.encode_utf8(&mut buffer), Step::Key, None),
            Key::Voiced => (words.voiced, Step::Body, None),
            Key::HalfVoiced => (words.half_voiced, Step::Body, None),
            Key::Small => (words.small, Step::Body, None),
            Key::Erase => (words.erase, Step::Small, Some(Icon::Erase)),
            Key::Clear => (words.clear, Step::Body, None),
        };
        let response = ui.allocate_rect(rect, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, caption));
        let theme = &self.theme;
        let (ground, ink) = if response.is_pointer_button_down_on() {
            (theme.primary, theme.on_primary)
        } else if matches!(key, Key::Char(_)) {
            (theme.surface, theme.text)
        } else {
            (theme.surface_alt, theme.text)
        };
        ui.painter().rect(rect, 8.0, ground, self.edge(), StrokeKind::Inside);
        // A narrow key has room for the picture only; its words are still read aloud.
        let shown = if icon.is_some() && rect.width() < 120.0 { "" } else { caption };
        self.paint_caption(ui, rect, icon, shown, step, ink);
        if response.has_focus() {
            self.focus_ring(ui, rect, 8.0);
        }
        response.clicked()
    }
}

/// The text after a key.
pub fn press(text: &mut String, key: Key) {
    match key {
        Key::Char(c) => text.push(c),
        Key::Erase => {
            text.pop();
        }
        Key::Clear => text.clear(),
        Key::Voiced => turn(
            text,
            "カキクケコサシスセソタチツテトハヒフヘホウ",
            "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ",
        ),
        Key::HalfVoiced => turn(text, "ハヒフヘホ", "パピプペポ"),
        Key::Small => turn(text, "アイウエオツヤユヨワ", "ァィゥェォッャュョヮ"),
    }
}

/// Turns the last character into its partner, either way.
fn turn(text: &mut String, plain: &str, marked: &str) {
    let Some(last) = text.chars().next_back() else { return };
    let pairs = || plain.chars().zip(marked.chars());
    let partner = pairs()
        .find_map(|(a, b)| (a == last).then_some(b))
        .or_else(|| pairs().find_map(|(a, b)| (b == last).then_some(a)));
    if let Some(partner) = partner {
        text.pop();
        text.push(partner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_write_a_reading() {
        let mut text = String::new();
        for key in [
            Key::Char('ハ'),
            Key::Voiced,
            Key::Char('ツ'),
            Key::Small,
            Key::Char('ホ'),
            Key::HalfVoiced,
            Key::Char('ン'),
            Key::Erase,
        ] {
            press(&mut text, key);
        }
        assert_eq!(text, "バッポ");
        press(&mut text, Key::HalfVoiced);
        assert_eq!(text, "バッホ");
        press(&mut text, Key::Clear);
        press(&mut text, Key::Erase);
        press(&mut text, Key::Voiced);
        assert_eq!(text, "");
    }
}
