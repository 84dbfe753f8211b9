//! How much room the words of an office have where they cannot simply run on.
//!
//! Everything else breaks into lines, scrolls or is set smaller. The numbers follow from the screens of the kiosk (1280 × 800
//! points, letters never under 18 points) and from the guide; tests beside these prove that what fits here fits there.

/// A place for words: so many full-width letters in a line, and so many lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Letters as wide as a kanji in one line, in the smallest letters of the place.
    pub letters: f32,
    /// Lines.
    pub lines: u8,
}

/// The name of a section beside its number at the top of the screen; what is longer runs under the buttons.
pub const SECTION: Room = Room { letters: 23.0, lines: 1 };
/// The name of the office at the top of the screen, left of the progress, in the largest letters a reader may choose.
pub const OFFICE: Room = Room { letters: 9.5, lines: 1 };
/// A question over its answers: more lines would push the answers off the screen.
pub const QUESTION: Room = Room { letters: 32.0, lines: 3 };
/// An option or わからない in the row of one of several people.
pub const OPTION: Room = Room { letters: 10.0, lines: 3 };
/// What stands under the name of an event where it is chosen, in the largest letters.
pub const EVENT_HELP: Room = Room { letters: 42.0, lines: 2 };
/// The name of a counter in its band on the guide, with （つづき） behind it.
pub const COUNTER: Room = Room { letters: 21.0, lines: 1 };

/// The floor beside the dot of a counter on the plan of the guide; `x` is the place of the dot, in hundredths from the left.
pub fn floor(x: u8) -> Room {
    // The plan is 54 mm wide; letters of 9 pt are 3.2 mm wide, and begin 3.5 mm right of the middle of the dot.
    let left = 49.0 - 0.44 * f32::from(x.min(100));
    Room { letters: ((left - 3.5) / 3.175).max(0.0), lines: 1 }
}

impl Room {
    /// Whether words have room, of which the whole and the longest piece that is never broken are so wide, in full-width letters.
    pub fn holds(self, whole: f32, longest: f32) -> bool {
        // Lines break between words: half a line is lost on the way.
        let lost = if self.lines > 1 { 0.5 } else { 0.0 };
        longest <= self.letters && whole <= self.letters * (f32::from(self.lines) - lost)
    }
    /// How many letters there may be, rounded down.
    pub fn most(self) -> f32 {
        let lost = if self.lines > 1 { 0.5 } else { 0.0 };
        (self.letters * (f32::from(self.lines) - lost)).floor()
    }
}
