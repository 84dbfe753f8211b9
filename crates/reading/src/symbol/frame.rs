//! One picture in grey, and what is made of it before it is searched.

use zeroize::Zeroizing;

/// A picture in grey, row by row; 0 is black. Overwritten when dropped.
#[derive(Clone)]
pub struct Frame {
    width: usize,
    height: usize,
    pixels: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame({} × {})", self.width, self.height)
    }
}

impl Frame {
    /// A frame of these pixels; `None` where their number is not width × height, or where there are none.
    pub fn new(width: usize, height: usize, pixels: Zeroizing<Vec<u8>>) -> Option<Self> {
        let fits = width.checked_mul(height) == Some(pixels.len()) && !pixels.is_empty();
        fits.then_some(Self { width, height, pixels })
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Rows of pixels, from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks_exact(self.width)
    }

    fn row(&self, y: usize) -> &[u8] {
        self.pixels.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    /// The brightness at a place, between pixels by distance; pixel centres are at halves. Outside, the nearest pixel's.
    #[inline]
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let x = (x - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (y - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (across, down) = (x - left as f32, y - top as f32);
        let right = usize::from(left + 1 < self.width);
        let below = if top + 1 < self.height { self.width } else { 0 };
        let place = top * self.width + left;
        let pixel = |place: usize| f32::from(self.pixels.get(place).copied().unwrap_or(0));
        let upper = pixel(place) + (pixel(place + right) - pixel(place)) * across;
        let lower = pixel(place + below) + (pixel(place + below + right) - pixel(place + below)) * across;
        upper + (lower - upper) * down
    }

    /// Half as wide and high: each pixel is the mean of four.
    pub(super) fn half(&self) -> Option<Frame> {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Zeroizing::new(Vec::with_capacity(width * height));
        for y in 0..height {
            let upper = self.row(2 * y).chunks_exact(2);
            let lower = self.row(2 * y + 1).chunks_exact(2);
            pixels.extend(upper.zip(lower).map(|(a, b)| {
                let sum: u16 = a.iter().chain(b).map(|p| u16::from(*p)).sum();
                ((sum + 2) / 4) as u8
            }));
        }
        Frame::new(width, height, pixels)
    }

    /// Means of the pixels up to `reach` away in each direction.
    pub(super) fn smooth(&self, reach: usize) -> Option<Frame> {
        let across = along(&self.pixels, self.width, reach);
        let turned = Zeroizing::new(turn(&across, self.width));
        let down = along(&turned, self.height, reach);
        Frame::new(self.width, self.height, Zeroizing::new(turn(&down, self.height)))
    }

    /// Edges made steeper: what differs from its surroundings (`reach` pixels) differs `strength` halves more.
    pub(super) fn sharpen(&self, reach: usize, strength: i16) -> Option<Frame> {
        let smooth = self.smooth(reach)?.smooth(reach)?;
        let pixels = self.pixels.iter().zip(smooth.pixels.iter()).map(|(here, around)| {
            let (here, around) = (i16::from(*here), i16::from(*around));
            (here + (here - around) * strength / 2).clamp(0, 255) as u8
        });
        Frame::new(self.width, self.height, Zeroizing::new(pixels.collect()))
    }
}

/// Running means along rows of this width.
fn along(pixels: &[u8], width: usize, reach: usize) -> Zeroizing<Vec<u8>> {
    let span = 2 * reach as u32 + 1;
    let mut out = Zeroizing::new(Vec::with_capacity(pixels.len()));
    for row in pixels.chunks_exact(width) {
        let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
        let before = std::iter::repeat_n(first, reach + 1);
        let after = std::iter::repeat_n(last, reach);
        let mut leaving = before.clone().chain(row);
        let mut entering = row.iter().chain(after);
        let mut sum = u32::from(*first) * (reach as u32 + 1);
        sum += entering.by_ref().take(reach).map(|p| u32::from(*p)).sum::<u32>();
        for (new, old) in entering.zip(leaving.by_ref()) {
            sum = sum + u32::from(*new) - u32::from(*old);
            out.push((sum / span) as u8);
        }
    }
    out
}

/// Rows become columns.
fn turn(pixels: &[u8], width: usize) -> Vec<u8> {
    let height = pixels.len() / width.max(1);
    let mut out = vec![0; pixels.len()];
    // In squares that stay in the cache.
    const SIDE: usize = 32;
    for top in (0..height).step_by(SIDE) {
        for left in (0..width).step_by(SIDE) {
            for y in top..(top + SIDE).min(height) {
                let end = (left + SIDE).min(width);
                let row = pixels.get(y * width + left..y * width + end).unwrap_or_default();
                for (pixel, x) in row.iter().zip(left..) {
                    if let Some(place) = out.get_mut(x * height + y) {
                        *place = *pixel;
                    }
                }
            }
        }
    }
    out
}

/// What a pixel must be darker than to count as dark, by its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    /// Their mean, some 40 pixels wide: noise does not move it.
    Mean,
    /// Halfway between their darkest and lightest, some 24 pixels wide: much paper around a small symbol does not move it.
    Middle,
}

/// Which pixels are dark.
pub(super) fn darks(frame: &Frame, limit: Limit) -> Zeroizing<Vec<bool>> {
    const BLOCK: usize = 8;
    let reach = match limit {
        Limit::Mean => 2,
        Limit::Middle => 1,
    };
    #[derive(Clone, Copy)]
    struct Block {
        sum: u32,
        count: u32,
        least: u8,
        most: u8,
    }
    let join = |a: Block, b: Block| Block {
        sum: a.sum + b.sum,
        count: a.count + b.count,
        least: a.least.min(b.least),
        most: a.most.max(b.most),
    };
    let none = Block { sum: 0, count: 0, least: u8::MAX, most: 0 };
    let (columns, rows) = (frame.width.div_ceil(BLOCK), frame.height.div_ceil(BLOCK));
    let mut blocks = vec![none; columns * rows];
    for (y, row) in frame.rows().enumerate() {
        let line = blocks.get_mut(y / BLOCK * columns..).unwrap_or_default();
        for (pixels, block) in row.chunks(BLOCK).zip(line) {
            let sum = pixels.iter().map(|p| u32::from(*p)).sum();
            let least = pixels.iter().copied().min().unwrap_or(u8::MAX);
            let most = pixels.iter().copied().max().unwrap_or(0);
            *block = join(*block, Block { sum, count: pixels.len() as u32, least, most });
        }
    }
    let mut limits = Vec::with_capacity(columns * rows);
    for y in 0..rows {
        for x in 0..columns {
            let mut around = none;
            for row in y.saturating_sub(reach)..(y + reach + 1).min(rows) {
                let span =
                    row * columns + x.saturating_sub(reach)..row * columns + (x + reach + 1).min(columns);
                around = blocks.get(span).unwrap_or_default().iter().fold(around, |a, b| join(a, *b));
            }
            limits.push(match limit {
                Limit::Mean => u8::try_from(around.sum / around.count.max(1)).unwrap_or(u8::MAX),
                Limit::Middle => (u16::from(around.least) + u16::from(around.most)).div_ceil(2) as u8,
            });
        }
    }
    let mut dark = Zeroizing::new(Vec::with_capacity(frame.pixels.len()));
    for (y, row) in frame.rows().enumerate() {
        let limits = limits.get(y / BLOCK * columns..).unwrap_or_default();
        for (block, limit) in row.chunks(BLOCK).zip(limits) {
            dark.extend(block.iter().map(|pixel| pixel < limit));
        }
    }
    dark
}
