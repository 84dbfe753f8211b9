//! QR symbols (JIS X 0510, ISO/IEC 18004) as dark modules.

use kakanai_domain::sheet::Area;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment};

use crate::page::{Mark, Point};

/// White around a symbol, modules.
pub(crate) const QUIET: u16 = 4;

/// A QR symbol.
#[derive(Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Modules along a side, without the white around.
    pub side: u16,
    /// Dark ones, row by row.
    dark: Vec<bool>,
}

// What it says is personal.
impl std::fmt::Debug for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Symbol({} × {} …)", self.side, self.side)
    }
}

impl Symbol {
    /// The smallest symbol for these bytes, of which a seventh may be damaged (level M). `None`: more than a symbol holds.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        let segments = [QrSegment::make_bytes(bytes)];
        let code = QrCode::encode_segments(&segments, QrCodeEcc::Medium).ok()?;
        let side = code.size();
        let dark = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        Some(Self {
            side: u16::try_from(side).ok()?,
            dark: dark.map(|(x, y)| code.get_module(x, y)).collect(),
        })
    }

    /// How many modules are dark: what goldens say of it.
    pub fn ink(&self) -> usize {
        self.dark.iter().filter(|dark| **dark).count()
    }

    /// The dark modules joined along their rows: place and width in modules.
    pub(crate) fn runs(&self) -> Vec<(u16, u16, u16)> {
        let mut runs = Vec::new();
        for (y, row) in (0..self.side).zip(self.dark.chunks(usize::from(self.side).max(1))) {
            let mut x = 0;
            for stretch in row.chunk_by(|a, b| a == b) {
                let long = u16::try_from(stretch.len()).unwrap_or_default();
                if stretch.first() == Some(&true) {
                    runs.push((x, y, long));
                }
                x += long;
            }
        }
        runs
    }

    /// The symbol with modules of that size, mm; the white around it is the caller's to leave.
    pub(crate) fn mark(self, at: Point, module: f32) -> Mark {
        let side = f32::from(self.side) * module;
        Mark::Symbol { area: Area { x: at.x, y: at.y, w: side, h: side }, symbol: self }
    }
}
