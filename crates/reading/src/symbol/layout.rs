//! Where things stand in a symbol of a version, and how its codewords are grouped (JIS X 0510, ISO/IEC 18004).

/// Largest version.
pub(super) const MOST_VERSION: usize = 40;

/// Check codewords of one block, by level (L M Q H) and version (ISO/IEC 18004, table 9).
const CHECKS: [[u8; MOST_VERSION]; 4] = [
    [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26,
        28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
        13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30,
        28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
];

/// Blocks, by level and version (ISO/IEC 18004, table 9).
const BLOCKS: [[u8; MOST_VERSION]; 4] = [
    [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16,
        17, 18, 19, 19, 20, 21, 22, 24, 25,
    ],
    [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28,
        29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
        1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35,
        38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
        1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42,
        45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
];

/// A version, 1 to 40.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version(usize);

impl Version {
    /// The version with this number.
    pub(super) fn new(number: usize) -> Option<Self> {
        (1..=MOST_VERSION).contains(&number).then_some(Self(number))
    }

    /// The version whose symbols have this many modules a side.
    pub(super) fn of_size(size: usize) -> Option<Self> {
        let rest = size.checked_sub(17)?;
        rest.is_multiple_of(4).then_some(rest / 4).and_then(Self::new)
    }

    pub(super) fn number(self) -> usize {
        self.0
    }

    /// Modules a side.
    pub(super) fn size(self) -> usize {
        17 + 4 * self.0
    }

    /// Columns and rows in which alignment patterns have their centres.
    pub(super) fn alignment(self) -> Vec<usize> {
        if self.0 == 1 {
            return Vec::new();
        }
        let count = self.0 / 7 + 2;
        let step = if self.0 == 32 { 26 } else { (self.0 * 4 + count * 2 + 1) / (count * 2 - 2) * 2 };
        let mut places: Vec<usize> = (0..count - 1).map(|i| self.size() - 7 - i * step).collect();
        places.push(6);
        places.reverse();
        places
    }

    /// Codewords, data and checks.
    pub(super) fn codewords(self) -> usize {
        let v = self.0;
        let mut modules = (16 * v + 128) * v + 64;
        if v >= 2 {
            let aligned = v / 7 + 2;
            modules -= (25 * aligned - 10) * aligned - 55;
        }
        if v >= 7 {
            modules -= 36;
        }
        modules / 8
    }

    /// Blocks at a level (0 to 3: L M Q H) and check codewords of each.
    pub(super) fn blocks(self, level: usize) -> Option<(usize, usize)> {
        let at = |table: &[[u8; MOST_VERSION]; 4]| table.get(level)?.get(self.0 - 1).map(|n| usize::from(*n));
        Some((at(&BLOCKS)?, at(&CHECKS)?))
    }

    /// Which modules carry no data, row by row.
    pub(super) fn reserved(self) -> Vec<bool> {
        let size = self.size();
        let mut reserved = vec![false; size * size];
        let mut mark = |x: std::ops::Range<usize>, y: std::ops::Range<usize>| {
            for row in y {
                if let Some(modules) = reserved.get_mut(row * size + x.start..row * size + x.end) {
                    modules.fill(true);
                }
            }
        };
        // Finder patterns with their separators and the format information.
        mark(0..9, 0..9);
        mark(size - 8..size, 0..9);
        mark(0..9, size - 8..size);
        // Timing patterns.
        mark(0..size, 6..7);
        mark(6..7, 0..size);
        for (x, y) in self.alignment_centres() {
            mark(x - 2..x + 3, y - 2..y + 3);
        }
        if self.0 >= 7 {
            mark(size - 11..size - 8, 0..6);
            mark(0..6, size - 11..size - 8);
        }
        reserved
    }

    /// Centres of alignment patterns; three corners have finder patterns instead.
    pub(super) fn alignment_centres(self) -> impl Iterator<Item = (usize, usize)> {
        let places = self.alignment();
        let far = self.size() - 7;
        let finder = move |x, y| matches!((x, y), (6, 6)) || (x, y) == (6, far) || (x, y) == (far, 6);
        let columns = places.clone();
        places
            .into_iter()
            .flat_map(move |y| columns.clone().into_iter().map(move |x| (x, y)))
            .filter(move |(x, y)| !finder(*x, *y))
    }
}

/// Fifteen bits of format information as they stand in the symbol (masked), for each of the 32 values.
pub(super) fn format_word(value: u32) -> u32 {
    let mut rest = value;
    for _ in 0..10 {
        rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    }
    ((value << 10) | rest) ^ 0x5412
}

/// Eighteen bits of version information.
pub(super) fn version_word(version: u32) -> u32 {
    let mut rest = version;
    for _ in 0..12 {
        rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
    }
    (version << 12) | rest
}

/// Whether a mask turns the module in this column and row over.
pub(super) fn masked(mask: u32, x: usize, y: usize) -> bool {
    match mask {
        0 => (x + y).is_multiple_of(2),
        1 => y.is_multiple_of(2),
        2 => x.is_multiple_of(3),
        3 => (x + y).is_multiple_of(3),
        4 => (x / 3 + y / 2).is_multiple_of(2),
        5 => x * y % 2 + x * y % 3 == 0,
        6 => (x * y % 2 + x * y % 3).is_multiple_of(2),
        _ => ((x + y) % 2 + x * y % 3).is_multiple_of(2),
    }
}
