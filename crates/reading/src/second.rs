//! A second opinion where our own reader sees no symbol at all: `rqrr`, which looks for them in another way.

use std::panic::{AssertUnwindSafe, catch_unwind};

use zeroize::Zeroizing;

use crate::qr::MOST_BYTES;
use crate::symbol::Frame;

/// The bytes of every symbol that can be read. Divided texts and encodings it does not tell: such symbols are left out.
pub(crate) fn read(frame: &Frame) -> Vec<Zeroizing<Vec<u8>>> {
    let rows: Vec<&[u8]> = frame.rows().collect();
    let at = |x: usize, y: usize| rows.get(y).and_then(|row| row.get(x)).copied().unwrap_or(u8::MAX);
    // The decoder is not ours: whatever a picture makes it do, the counter goes on.
    let found = catch_unwind(AssertUnwindSafe(|| {
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(frame.width(), frame.height(), at);
        let mut read = Vec::new();
        for grid in prepared.detect_grids() {
            // Room for the longest payload, so that growing leaves no copies behind.
            let mut bytes = Zeroizing::new(Vec::with_capacity(3 * MOST_BYTES));
            if grid.decode_to(&mut *bytes).is_ok() {
                read.push(bytes);
            }
        }
        read
    }));
    found.unwrap_or_default()
}
