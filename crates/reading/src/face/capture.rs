//! When a frame of a live view is read: when it is good, and the card has been still for a moment. Pure: time is an argument.

use super::quality::Advice;
use super::reader::Shown;

/// How many sightings are enough: of hard cards 91 % of the fields are exact in one frame, 93 in two, no more in five
/// (`tests/bench`, `frames 7 60`); a third makes it a second instead of 0.7.
pub const ENOUGH: usize = 2;
/// How long a card has to be still before the first sighting, in milliseconds.
const STILL: u64 = 350;
/// Most a corner moves between two frames of a card that a hand holds as still as it can, in parts of the picture's width.
/// (A movement that blurs is told by [`super::Quality`].)
const MOVES: f32 = 0.03;

/// What to do with a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is not good enough.
    Wait(Advice),
    /// It is good; the card has not been still for long enough.
    Still,
    /// Sight the card in this frame.
    Take,
    /// There are enough sightings: settle them.
    Done,
}

/// Watches a live view.
#[derive(Debug, Default)]
pub struct Capture {
    corners: Option<[(f32, f32); 4]>,
    still_since: Option<u64>,
    taken: usize,
    now: bool,
}

impl Capture {
    /// Takes in what was found in a frame of a size, at a time in milliseconds.
    pub fn see(&mut self, seen: Result<&Shown, Advice>, size: (usize, usize), at_ms: u64) -> Step {
        if self.taken >= ENOUGH || (self.now && self.taken > 0) {
            return Step::Done;
        }
        let shown = match seen {
            Ok(shown) => shown,
            // Taken away after it was read at least once.
            Err(Advice::ShowCard) if self.taken > 0 => return Step::Done,
            Err(advice) => return self.begin_again(advice),
        };
        let corners = shown.quad.corners();
        let before = self.corners.replace(corners);
        if self.now {
            self.taken = 1;
            return Step::Take;
        }
        if let Some(advice) = shown.quality.advice() {
            self.still_since = None;
            return Step::Wait(advice);
        }
        let most = size.0 as f32 * MOVES;
        let near = |((x, y), (u, v)): (&(f32, f32), &(f32, f32))| (x - u).hypot(y - v) <= most;
        let still = before.is_some_and(|before| before.iter().zip(&corners).all(near));
        let since = *self.still_since.get_or_insert(at_ms);
        if !still {
            self.still_since = Some(at_ms);
            return Step::Still;
        }
        // Between sightings no new waiting: the frames differ enough by themselves.
        if self.taken > 0 || at_ms.saturating_sub(since) >= STILL {
            self.taken += 1;
            return Step::Take;
        }
        Step::Still
    }

    /// The next frame with a card is read, however good it is.
    pub fn take_now(&mut self) {
        self.now = true;
    }

    fn begin_again(&mut self, advice: Advice) -> Step {
        *self = Self { now: self.now, ..Self::default() };
        Step::Wait(advice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::{Quad, Quality};
    use crate::symbol::plane::Point;

    fn shown(x: f32, edge: f32) -> Shown {
        let at = |x, y| Point::new(x, y);
        let quad = Quad {
            corners: [at(x, 0.0), at(x + 800.0, 0.0), at(x + 800.0, 500.0), at(x, 500.0)],
            score: 1.0,
        };
        let quality = Quality { px_per_mm: 10.0, edge, light: 150.0, glare: 0.0, cropped: false };
        Shown::new("licence", quad, quality)
    }

    #[test]
    fn a_still_card_is_taken_often_enough_and_a_moving_one_is_not() {
        let mut capture = Capture::default();
        let mut see = |seen: Result<&Shown, Advice>, at| capture.see(seen, (1280, 720), at);
        assert_eq!(see(Err(Advice::TurnOver), 0), Step::Wait(Advice::TurnOver));
        for n in 0..6 {
            assert_eq!(see(Ok(&shown(100.0 * n as f32, 0.2)), 100 * n), Step::Still, "it moves");
        }
        let card = shown(500.0, 0.2);
        assert_eq!(see(Ok(&card), 600), Step::Still);
        assert_eq!(see(Ok(&card), 900), Step::Take);
        assert_eq!(see(Ok(&shown(500.0, 0.9)), 1000), Step::Wait(Advice::HoldStill));
        for more in 1..ENOUGH as u64 {
            assert_eq!(see(Ok(&card), 1000 + 100 * more), Step::Take);
        }
        assert_eq!(see(Ok(&card), 1300), Step::Done);
    }

    #[test]
    fn a_person_may_decide() {
        let mut capture = Capture::default();
        capture.take_now();
        assert_eq!(capture.see(Err(Advice::ShowCard), (1280, 720), 0), Step::Wait(Advice::ShowCard));
        assert_eq!(
            capture.see(Ok(&shown(0.0, 0.9)), (1280, 720), 10),
            Step::Take,
            "blurred, and taken all the same"
        );
        assert_eq!(capture.see(Ok(&shown(0.0, 0.9)), (1280, 720), 20), Step::Done);
    }

    #[test]
    fn a_card_that_is_taken_away_is_settled_and_another_begins_anew() {
        for (advice, then) in
            [(Advice::ShowCard, Step::Done), (Advice::TurnOver, Step::Wait(Advice::TurnOver))]
        {
            let mut capture = Capture::default();
            let card = shown(0.0, 0.2);
            capture.see(Ok(&card), (1280, 720), 0);
            assert_eq!(capture.see(Ok(&card), (1280, 720), 400), Step::Take);
            assert_eq!(capture.see(Err(advice), (1280, 720), 500), then);
        }
    }
}
