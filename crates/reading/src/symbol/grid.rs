//! The modules of a symbol become its message.

use zeroize::Zeroizing;

use super::layout::{Version, format_word, masked, version_word};
use super::reed_solomon::correct;
use super::segments::{self, Message};

/// Modules as seen, row by row. Overwritten when dropped: a symbol may be somebody's number.
pub(super) struct Grid {
    /// Modules a side.
    pub(super) size: usize,
    /// How dark each is: positive is dark, and the further from zero, the surer.
    pub(super) darkness: Zeroizing<Vec<f32>>,
}

/// Most bits of format information, and of version information, that may be wrong: both have distance 7 or 8.
const FORMAT_ERRORS: u32 = 3;
/// Checks that must be left over when places were erased, so that nothing is made up: a wrong correction passes once
/// in 256 for each.
const SPARE_CHECKS: usize = 4;

impl Grid {
    fn at(&self, x: usize, y: usize) -> f32 {
        self.darkness.get(y * self.size + x).copied().unwrap_or(0.0)
    }

    pub(super) fn is_dark(&self, x: usize, y: usize) -> bool {
        self.at(x, y) > 0.0
    }

    fn bit(&self, x: usize, y: usize) -> u32 {
        u32::from(self.is_dark(x, y))
    }

    /// The message, as the grid stands or mirrored (a symbol seen from behind, through glass or film).
    ///
    /// # Errors
    /// How far it came.
    pub(super) fn read(&self) -> Result<Message, Unreadable> {
        self.read_one_way()
            .or_else(|first| self.mirrored().read_one_way().map_err(|second| first.max(second)))
    }

    fn mirrored(&self) -> Grid {
        let modules = (0..self.size * self.size).map(|i| self.at(i / self.size, i % self.size));
        Grid { size: self.size, darkness: Zeroizing::new(modules.collect()) }
    }

    fn read_one_way(&self) -> Result<Message, Unreadable> {
        let version = Version::of_size(self.size).ok_or(Unreadable::NoSymbol)?;
        let (level, mask) = self.format().ok_or(Unreadable::NoSymbol)?;
        let (codewords, sureness) = self.codewords(version, mask);
        let data = correct_blocks(&codewords, &sureness, version, level).ok_or(Unreadable::Damaged)?;
        segments::read(&data.codewords, version.number())
            .filter(|message| message.well_filled || !data.erased)
            .ok_or(Unreadable::Damaged)
    }

    /// Level (0 to 3: L M Q H) and mask.
    fn format(&self) -> Option<(usize, u32)> {
        let far = self.size - 1;
        // From the highest bit down, around the first finder pattern; then beside the other two.
        let first = [
            (0, 8),
            (1, 8),
            (2, 8),
            (3, 8),
            (4, 8),
            (5, 8),
            (7, 8),
            (8, 8),
            (8, 7),
            (8, 5),
            (8, 4),
            (8, 3),
            (8, 2),
            (8, 1),
            (8, 0),
        ];
        let one = first.iter().fold(0, |word, (x, y)| (word << 1) | self.bit(*x, *y));
        let mut two = 0;
        for i in 0..7 {
            two = (two << 1) | self.bit(8, far - i);
        }
        for i in (0..8).rev() {
            two = (two << 1) | self.bit(far - i, 8);
        }
        let distance = |value: u32| {
            let word = format_word(value);
            ((word ^ one).count_ones(), (word ^ two).count_ones())
        };
        let value = (0..32).min_by_key(|value| {
            let (a, b) = distance(*value);
            (a.min(b), a + b)
        })?;
        let (a, b) = distance(value);
        // The two bits of the level stand for M L H Q.
        let level = match value >> 3 {
            0 => 1,
            1 => 0,
            2 => 3,
            _ => 2,
        };
        (a.min(b) <= FORMAT_ERRORS).then_some((level, value & 7))
    }

    /// The version as the symbol itself says it, 7 and above.
    pub(super) fn version(&self) -> Option<Version> {
        // Below, there is no such thing: what stands there is text.
        let near = self.size.checked_sub(11).filter(|_| self.size >= 45)?;
        let (mut one, mut two) = (0, 0);
        for i in (0..18).rev() {
            one = (one << 1) | self.bit(near + i % 3, i / 3);
            two = (two << 1) | self.bit(i / 3, near + i % 3);
        }
        let number = (7..=40).find(|number| {
            let word = version_word(*number);
            (word ^ one).count_ones() <= FORMAT_ERRORS || (word ^ two).count_ones() <= FORMAT_ERRORS
        })?;
        Version::new(number as usize)
    }

    /// All codewords in the order they stand in, unmasked, and how sure each is.
    fn codewords(&self, version: Version, mask: u32) -> (Zeroizing<Vec<u8>>, Vec<f32>) {
        let reserved = version.reserved();
        let count = version.codewords();
        let mut codewords = Zeroizing::new(Vec::with_capacity(count));
        let mut sureness = Vec::with_capacity(count);
        let (mut byte, mut sure, mut bits) = (0_u8, f32::INFINITY, 0);
        let mut upwards = true;
        let mut column = self.size - 1;
        loop {
            for step in 0..self.size {
                let y = if upwards { self.size - 1 - step } else { step };
                for x in [column, column - 1] {
                    if reserved.get(y * self.size + x).copied().unwrap_or(true) {
                        continue;
                    }
                    let darkness = self.at(x, y);
                    byte = (byte << 1) | u8::from((darkness > 0.0) ^ masked(mask, x, y));
                    sure = sure.min(darkness.abs());
                    bits += 1;
                    if bits == 8 {
                        codewords.push(byte);
                        sureness.push(sure);
                        (byte, sure, bits) = (0, f32::INFINITY, 0);
                    }
                }
            }
            upwards = !upwards;
            // The vertical timing pattern takes a column for itself.
            column = match column {
                8 => 5,
                0..=2 => break,
                other => other - 2,
            };
        }
        codewords.truncate(count);
        sureness.truncate(count);
        (codewords, sureness)
    }
}

/// How far the reading of a grid came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unreadable {
    /// Nothing says that it is a symbol at all.
    NoSymbol,
    /// A symbol, but more of it is wrong than its checks can correct.
    Damaged,
}

struct Data {
    codewords: Zeroizing<Vec<u8>>,
    /// Whether any place had to be taken as not seen.
    erased: bool,
}

/// Puts the interleaved codewords into their blocks, corrects these, and joins their data.
fn correct_blocks(codewords: &[u8], sureness: &[f32], version: Version, level: usize) -> Option<Data> {
    let (blocks, checks) = version.blocks(level)?;
    let total = version.codewords();
    // The last blocks are one longer where it does not divide.
    let short = total / blocks - checks;
    let short_blocks = blocks - total % blocks;
    let mut joined = Data { codewords: Zeroizing::new(Vec::with_capacity(total)), erased: false };
    for block in 0..blocks {
        let longer = block >= short_blocks;
        let mut places: Vec<usize> = (0..short).map(|i| i * blocks + block).collect();
        if longer {
            places.push(short * blocks + block - short_blocks);
        }
        let data = places.len();
        let first_check = total - checks * blocks;
        places.extend((0..checks).map(|i| first_check + i * blocks + block));
        let mut seen = Zeroizing::new(
            places.iter().map(|p| codewords.get(*p).copied().unwrap_or(0)).collect::<Vec<u8>>(),
        );
        if correct(&mut seen, checks, &[]).is_none() {
            let mut least: Vec<usize> = (0..places.len()).collect();
            let sure = |i: &usize| places.get(*i).and_then(|p| sureness.get(*p)).copied().unwrap_or(0.0);
            least.sort_by(|a, b| sure(a).total_cmp(&sure(b)));
            let most = checks.checked_sub(SPARE_CHECKS)?;
            [most / 3, most * 2 / 3, most].into_iter().find(|erasures| {
                let erased = least.get(..*erasures).unwrap_or_default();
                let mut tried = seen.clone();
                let errors = correct(&mut tried, checks, erased);
                let fits = errors.is_some_and(|errors| 2 * errors + erasures + SPARE_CHECKS <= checks);
                if fits {
                    seen = tried;
                }
                fits
            })?;
            joined.erased = true;
        }
        joined.codewords.extend(seen.iter().take(data));
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version as Drawn};

    use super::*;

    fn grid(code: &QrCode) -> Grid {
        let size = code.size() as usize;
        let modules = (0..size * size)
            .map(|i| if code.get_module((i % size) as i32, (i / size) as i32) { 80.0 } else { -80.0 });
        Grid { size, darkness: Zeroizing::new(modules.collect()) }
    }

    fn draw(version: u8, level: QrCodeEcc, mask: u8, bytes: &[u8]) -> Option<QrCode> {
        let version = Drawn::new(version);
        let segments = [QrSegment::make_bytes(bytes)];
        QrCode::encode_segments_advanced(&segments, level, version, version, Some(Mask::new(mask)), false)
            .ok()
    }

    const LEVELS: [QrCodeEcc; 4] = [QrCodeEcc::Low, QrCodeEcc::Medium, QrCodeEcc::Quartile, QrCodeEcc::High];

    #[test]
    fn every_version_level_and_mask_is_read_upright_and_mirrored() {
        let mut random = fastrand::Rng::with_seed(40);
        for version in 1..=40_u8 {
            for (level, mask) in
                LEVELS.into_iter().zip([version % 8, (version + 3) % 8, (version + 5) % 8, 7 - version % 8])
            {
                let here = Version::new(usize::from(version)).unwrap();
                let (blocks, checks) = here.blocks(level as usize).unwrap();
                let most = here.codewords() - blocks * checks - if version < 10 { 2 } else { 3 };
                for length in [most, most / 2 + 1] {
                    let bytes: Vec<u8> = (0..length).map(|_| random.u8(..)).collect();
                    let mut grid = grid(&draw(version, level, mask, &bytes).unwrap());
                    if version > 6 {
                        assert_eq!(grid.version().map(Version::number), Some(usize::from(version)));
                    }
                    if random.bool() {
                        grid = grid.mirrored();
                    }
                    let message =
                        grid.read().unwrap_or_else(|why| panic!("{version} {level:?} {mask}: {why:?}"));
                    assert_eq!(*message.pieces[0].bytes, bytes);
                    assert!(message.well_filled);
                }
            }
        }
    }
}
