//! What the network says at every step, and the text it makes.

use kakanai_reading::face::LineText;
use zeroize::Zeroizing;

use crate::characters::Characters;
use crate::room::{has_room, is_wide};

/// Narrow characters that look alike: neighbouring steps may call one by both names.
const ALIKE: [&str; 6] = ["-ー一", "O0", "I1", "B8", "S5", "Z2"];
/// What is left of how sure a character is that was called by two names.
const TWO_NAMES: f32 = 0.7;

/// What is left of how sure a text is where a character may be missing in it.
const UNSAID: f32 = 0.6;

/// A character that was said, how sure it was at the best of its steps, and which that is.
#[derive(Clone, Copy)]
pub(crate) struct Sign {
    pub(crate) character: char,
    pub(crate) sure: f32,
    pub(crate) step: usize,
    /// Whether its steps called it by different names.
    pub(crate) two_names: bool,
}

/// How likely every character is at every step, among those that may be said. Overwritten when dropped.
#[derive(Clone, Default)]
pub(crate) struct Says {
    classes: usize,
    /// From 0 to 1, step by step.
    parts: Zeroizing<Vec<f32>>,
}

impl Says {
    /// Out of what the network says, any numbers, step by step; what may not be said has no part.
    pub(crate) fn of(says: &[f32], classes: usize, may: &[bool]) -> Self {
        let mut parts = Zeroizing::new(vec![0.0; says.len()]);
        for (step, parts) in says.chunks_exact(classes.max(1)).zip(parts.chunks_exact_mut(classes.max(1))) {
            let allowed = || step.iter().zip(may).filter(|(_, may)| **may);
            let most = allowed().map(|(value, _)| *value).fold(f32::NEG_INFINITY, f32::max);
            let sum: f32 = allowed().map(|(value, _)| (value - most).exp()).sum();
            for ((part, value), _) in parts.iter_mut().zip(step).zip(may).filter(|(_, may)| **may) {
                *part = (value - most).exp() / sum;
            }
        }
        Self { classes, parts }
    }

    fn steps(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.parts.chunks_exact(self.classes.max(1))
    }

    /// What several say together of one line, each of a length of its own: the mean of all, step by step.
    pub(crate) fn together(all: &[Self]) -> Self {
        let Some(longest) = all.iter().max_by_key(|says| says.parts.len()) else { return Self::default() };
        let count = longest.steps().len();
        let mut parts = Zeroizing::new(vec![0.0; longest.parts.len()]);
        let share = 1.0 / all.len() as f32;
        for says in all.iter().filter(|says| says.classes == longest.classes && !says.parts.is_empty()) {
            let own: Vec<&[f32]> = says.steps().collect();
            let scale = own.len() as f32 / count as f32;
            for (nth, parts) in parts.chunks_exact_mut(longest.classes.max(1)).enumerate() {
                let place = ((nth as f32 + 0.5) * scale - 0.5).max(0.0);
                let (left, along) = (place as usize, place.fract());
                for (at, much) in [(left, 1.0 - along), (left + 1, along)] {
                    let step = own.get(at.min(own.len() - 1)).copied().unwrap_or_default();
                    parts.iter_mut().zip(step).for_each(|(part, own)| *part += share * much * own);
                }
            }
        }
        Self { classes: longest.classes, parts }
    }

    /// The likeliest text: at every step the likeliest class; what is said twice running is said once (Graves and others,
    /// 2006). As sure as its least sure character, and less where room is left for one that was not said.
    pub(crate) fn text(&self) -> LineText {
        let mut said: Vec<Sign> = Vec::new();
        let mut last = 0;
        for (step, parts) in self.steps().enumerate() {
            let (class, sure) = likeliest(parts);
            let before = said.last_mut().filter(|_| last != 0);
            match (before, Characters::known().character(class)) {
                (Some(before), Some(character)) if are_one(before.character, character) => {
                    before.two_names |= before.character != character;
                    if sure > before.sure {
                        *before = Sign { character, sure, step, ..*before };
                    }
                }
                (_, Some(character)) => said.push(Sign { character, sure, step, two_names: false }),
                (_, None) => {}
            }
            last = class;
        }
        let sure = |sign: &Sign| if sign.two_names { sign.sure * TWO_NAMES } else { sign.sure };
        let least = said.iter().map(sure).reduce(f32::min).unwrap_or(0.0);
        let confidence = if has_room(&said, self.steps().len()) { least * UNSAID } else { least };
        LineText { text: said.into_iter().map(|sign| sign.character).collect(), confidence }
    }
}

/// Whether two names without a step between them are those of one character: two wide ones stand farther apart.
fn are_one(a: char, b: char) -> bool {
    a == b || is_wide(a) && is_wide(b) || ALIKE.iter().any(|group| group.contains(a) && group.contains(b))
}

/// The likeliest class of a step, and its part.
fn likeliest(step: &[f32]) -> (usize, f32) {
    let mut best = (0, 0.0);
    for (class, part) in step.iter().enumerate() {
        if *part > best.1 {
            best = (class, *part);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps at which one class is likely.
    fn says(steps: &[usize], may: &[bool]) -> Says {
        let step = |class: &usize| {
            let mut step = vec![0.0; may.len()];
            step[*class] = 12.0;
            step
        };
        Says::of(&steps.iter().flat_map(step).collect::<Vec<f32>>(), may.len(), may)
    }

    fn classes<const N: usize>(characters: [char; N]) -> [usize; N] {
        characters.map(|c| usize::from(Characters::known().class(c).unwrap()))
    }

    #[test]
    fn what_is_said_twice_running_is_said_once_and_what_may_not_be_said_is_not() {
        let [a, b] = classes(['A', 'B']);
        let all = vec![true; 100];
        let read = says(&[0, a, a, 0, a, b, 0], &all).text();
        assert_eq!(read.text, "AAB");
        assert!(read.confidence > 0.99);
        let mut no_b = all.clone();
        no_b[b] = false;
        assert_eq!(says(&[a, 0, a], &no_b).text().text, "AA");
        assert!(!says(&[a, b], &no_b).text().text.contains('B'));
        assert_eq!(says(&[0, 0], &all).text(), LineText::default());
        assert_eq!(Says::default().text(), LineText::default());
    }

    #[test]
    fn what_looks_like_two_has_one_name() {
        let [a, dash, one, round, zero] = classes(['A', '-', '一', 'O', '0']);
        let text = says(&[a, 0, dash, one, one], &vec![true; one + 1]).text().text;
        assert_eq!(text.chars().count(), 2, "{text}");
        let text = says(&[round, zero, 0, round, a], &[true; 100]).text().text;
        assert_eq!(text.chars().count(), 3, "{text}");
        let [high, ladder] = classes(['高', '髙']);
        let twin = says(&[0, high, ladder, ladder, 0, 0, high], &vec![true; high.max(ladder) + 1]).text();
        assert_eq!(twin.text.chars().count(), 2, "{}", twin.text);
        assert!(twin.confidence < 0.75, "two names for one are a doubt: {}", twin.confidence);
    }

    #[test]
    fn what_most_say_is_said_whatever_their_length() {
        let [a, b, c] = classes(['A', 'B', 'C']);
        let all = vec![true; 100];
        let ways = [
            says(&[0, a, 0, 0, b, 0], &all),
            says(&[0, 0, a, 0, 0, c, 0], &all),
            says(&[0, 0, a, 0, 0, b, 0], &all),
        ];
        assert_eq!(Says::together(&ways).text().text, "AB");
        assert_eq!(Says::together(&[Says::default(), ways[0].clone()]).text().text, "AB");
        assert_eq!(Says::together(&[]).text(), LineText::default());
    }
}
