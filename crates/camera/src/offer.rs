//! What a camera offers to send, and which of it is taken. Pure.

/// How the pixels of a frame are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coding {
    /// Two pixels in four bytes: brightness, blueness, brightness, redness.
    Yuyv,
    /// The brightness of all pixels, then blueness and redness of every four.
    Nv12,
    /// A JPEG each.
    Mjpeg,
}

impl Coding {
    /// All that are read.
    pub const ALL: [Self; 3] = [Self::Yuyv, Self::Nv12, Self::Mjpeg];
}

/// How long a frame takes, in seconds: a fraction, as cameras tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Above the line.
    pub numerator: u32,
    /// Below it.
    pub denominator: u32,
}

impl Interval {
    /// Frames in a thousand seconds; 0 where the fraction is none.
    pub fn rate(self) -> u64 {
        (u64::from(self.denominator) * 1000).checked_div(self.numerator.into()).unwrap_or(0)
    }
}

/// One thing a camera offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// How pixels are written.
    pub coding: Coding,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// How long a frame takes.
    pub interval: Interval,
}

/// Sizes that are asked for where a camera sends any size.
pub const SIZES: [(u32, u32); 3] = [(1920, 1080), (1280, 720), (640, 480)];
/// The interval that is asked for where a camera sends any.
pub const USUAL: Interval = Interval { numerator: 1, denominator: 30 };

/// Frames in a thousand seconds: fewer, and a hand never seems to hold still.
const SLOW: u64 = 9_500;
/// Fewer, and the view stutters.
const FLUENT: u64 = 24_000;
/// As many as a counter's camera usually makes.
const WANTED: u64 = 30_000;

/// The offer that cards are read best from; `None` where there is none.
///
/// In this order:
/// 1. Ten frames a second at least: USB 2 carries uncompressed 1920 × 1080 five times a second only, and a card is read when
///    it has been still for three frames.
/// 2. 1920 × 1080, what the reading was measured on: a card needs 600 pixels across, a third of that. Then 1280 × 720, where
///    it has to fill half. Then any other size, the nearest one to them; smaller ones last.
/// 3. 24 frames a second at least.
/// 4. YUYV and NV12 before MJPEG: JPEG frays the strokes of small characters.
/// 5. Near 30 frames a second: of more, most would be thrown away.
pub fn choose(offers: &[Offer]) -> Option<Offer> {
    let worse = |offer: &&Offer| {
        let rate = offer.interval.rate();
        let pixels = u64::from(offer.width) * u64::from(offer.height);
        let size = match (offer.width, offer.height) {
            (1920, 1080) => (0, 0),
            (1280, 720) => (1, 0),
            _ if pixels >= 1280 * 720 => (2, pixels),
            _ => (3, u64::MAX - pixels),
        };
        (rate < SLOW, size, rate < FLUENT, offer.coding, rate.abs_diff(WANTED))
    };
    offers.iter().filter(|offer| offer.width > 0 && offer.height > 0).min_by_key(worse).copied()
}
