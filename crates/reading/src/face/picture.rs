//! One picture in colour: a frame of the camera, a photo, a scan.

use zeroize::Zeroizing;

use crate::error::ReadError;
use crate::qr::decode;
use crate::symbol::Frame;

/// A picture in colour, row by row, red, green and blue. Overwritten when dropped.
#[derive(Clone)]
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}

impl Picture {
    /// A picture of these pixels, three bytes each; `None` where their number is not width × height, or where there are none.
    pub fn new(width: usize, height: usize, pixels: Zeroizing<Vec<u8>>) -> Option<Self> {
        let bytes = width.checked_mul(height).and_then(|count| count.checked_mul(3));
        (bytes == Some(pixels.len()) && !pixels.is_empty()).then_some(Self { width, height, pixels })
    }

    /// A picture file (PNG or JPEG).
    ///
    /// # Errors
    /// [`ReadError::Picture`] and [`ReadError::PictureTooLarge`].
    pub fn decode(file: &[u8]) -> Result<Self, ReadError> {
        let picture = decode(file)?.into_rgb8();
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        Self::new(width, height, Zeroizing::new(picture.into_raw())).ok_or(ReadError::Picture)
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The same in grey, for codes.
    pub fn frame(&self) -> Option<Frame> {
        let grey = |pixel: &[u8]| match pixel {
            [r, g, b] => ((u32::from(*r) * 77 + u32::from(*g) * 150 + u32::from(*b) * 29) >> 8) as u8,
            _ => 0,
        };
        let pixels = self.pixels.chunks_exact(3).map(grey).collect();
        Frame::new(self.width, self.height, Zeroizing::new(pixels))
    }

    /// Red, green and blue of every pixel, row by row.
    pub fn rows_of_bytes(&self) -> &[u8] {
        &self.pixels
    }

    /// The colour of the pixel at a place; beyond the border, the nearest one's.
    #[inline]
    pub(super) fn pixel(&self, x: i32, y: i32) -> [f32; 3] {
        let x = (x.max(0) as usize).min(self.width - 1);
        let y = (y.max(0) as usize).min(self.height - 1);
        let start = (y * self.width + x) * 3;
        match self.pixels.get(start..start + 3) {
            Some([red, green, blue]) => [f32::from(*red), f32::from(*green), f32::from(*blue)],
            _ => [0.0; 3],
        }
    }

    /// The colour between pixels, by distance; pixel centres are at halves.
    #[inline]
    pub(super) fn at(&self, x: f32, y: f32) -> [f32; 3] {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (across, down) = (x - left, y - top);
        let (left, top) = (left as i32, top as i32);
        let [a, b] = [self.pixel(left, top), self.pixel(left + 1, top)];
        let [c, d] = [self.pixel(left, top + 1), self.pixel(left + 1, top + 1)];
        let mut out = [0.0; 3];
        for (out, (((a, b), c), d)) in out.iter_mut().zip(a.into_iter().zip(b).zip(c).zip(d)) {
            let (upper, lower) = (a + (b - a) * across, c + (d - c) * across);
            *out = upper + (lower - upper) * down;
        }
        out
    }

    /// So many times smaller: each pixel is the mean of `times` × `times`.
    pub(super) fn reduced(&self, times: usize) -> Option<Picture> {
        let times = times.max(1);
        let (width, height) = (self.width / times, self.height / times);
        let count = u32::try_from(times * times).ok()?;
        let mut pixels = Zeroizing::new(Vec::with_capacity(width * height * 3));
        let mut sums = Zeroizing::new(vec![0u32; width * 3]);
        for rows in self.pixels.chunks_exact(self.width * 3 * times).take(height) {
            sums.fill(0);
            for row in rows.chunks_exact(self.width * 3) {
                for (block, sums) in row.chunks_exact(3 * times).zip(sums.chunks_exact_mut(3)) {
                    for pixel in block.chunks_exact(3) {
                        for (sum, value) in sums.iter_mut().zip(pixel) {
                            *sum += u32::from(*value);
                        }
                    }
                }
            }
            pixels.extend(sums.iter().map(|sum| (sum / count) as u8));
        }
        Picture::new(width, height, pixels)
    }
}
