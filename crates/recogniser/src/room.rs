//! Whether a line has room for a character that was not said: one in a reflection, or too faint to be told from paper.

use crate::say::Sign;

/// How much farther apart two neighbours may be than they are elsewhere on the line; wide ones stand evenly.
const WIDE: f32 = 1.6;
const ANY: f32 = 2.0;
/// A space may be wider.
const SPACE: f32 = 3.0;
/// Steps by which a place may be off.
const OFF: f32 = 1.0;

/// Whether somewhere between two characters, or at an end of the line, there is room for another one.
pub(crate) fn has_room(said: &[Sign], steps: usize) -> bool {
    let pairs = || said.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a, b)) } else { None });
    let apart = |a: &Sign, b: &Sign| b.step as f32 - a.step as f32;
    let expected = |a: &Sign, b: &Sign| (units(a.character) + units(b.character)) / 2.0;
    let mut pitches: Vec<f32> = pairs()
        .filter(|(a, b)| a.character != ' ' && b.character != ' ')
        .map(|(a, b)| apart(a, b) / expected(a, b))
        .collect();
    // Of two characters nobody can say how far apart they should be.
    if pitches.len() < 3 {
        return false;
    }
    let middle = pitches.len() / 2;
    let (_, pitch, _) = pitches.select_nth_unstable_by(middle, f32::total_cmp);
    let pitch = *pitch;
    let between = pairs().any(|(a, b)| {
        let much = match () {
            () if a.character == ' ' || b.character == ' ' => SPACE,
            () if is_wide(a.character) && is_wide(b.character) => WIDE,
            () => ANY,
        };
        apart(a, b) > much * pitch * expected(a, b) + OFF
    });
    let end = |sign: &Sign, left: f32| left > ANY * pitch * units(sign.character) + OFF;
    let first = said.first().is_some_and(|sign| end(sign, sign.step as f32));
    let last = said.last().is_some_and(|sign| end(sign, steps as f32 - 1.0 - sign.step as f32));
    between || first || last
}

/// Width in halves of a square.
fn units(character: char) -> f32 {
    if is_wide(character) { 2.0 } else { 1.0 }
}

/// Whether a character fills a square.
pub(crate) fn is_wide(character: char) -> bool {
    character >= '\u{3000}'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters at the places they have in a text of even pitch, without a piece of it.
    fn said(text: &str, missing: &str) -> (Vec<Sign>, usize) {
        let mut at = 0.0;
        let mut signs = Vec::new();
        let from = text.find(missing).unwrap();
        let piece = from..from + missing.len();
        for (place, character) in text.char_indices() {
            let wide = 3.6 * units(character);
            if !piece.contains(&place) {
                signs.push(Sign { character, sure: 0.9, step: (at + wide / 2.0) as usize, two_names: false });
            }
            at += wide;
        }
        (signs, at as usize)
    }

    #[test]
    fn a_missing_kanji_leaves_room_and_a_whole_line_leaves_none() {
        for (text, missing, room) in [
            ("愛知県名古屋市瑞穂区弥富通384番地の2", "", false),
            ("愛知県名古屋市瑞穂区弥富通384番地の2", "弥", true),
            ("平成10年3月11日生", "", false),
            ("平成元年3月12日生", "平成", true),
            ("三丁目30番12-401号 コーポ見本", "", false),
            ("三丁目30番12-401号 コーポ見本", "01号", true),
            ("山本 太郎", "", false),
            ("NGUYEN THI LINH", "", false),
            ("NGUYEN THI MAKOTO", "MAKOT", true),
            ("見本", "", false),
            ("", "", false),
        ] {
            let (signs, steps) = said(text, missing);
            assert_eq!(has_room(&signs, steps), room, "{text} without {missing}");
        }
    }
}
