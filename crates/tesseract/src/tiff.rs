//! Lines as the pages of one TIFF (revision 6.0): grey, not compressed.

use kakanai_reading::Frame;

/// Entries of the directory of a page.
const ENTRIES: u16 = 9;
const SHORT: u16 = 3;
const LONG: u16 = 4;

/// A TIFF with a page for every picture.
pub(crate) fn pages<'a>(pictures: impl Iterator<Item = &'a Frame>) -> Vec<u8> {
    let mut out = b"II\x2A\0".to_vec();
    // The place that says where the next page is.
    let mut link = out.len();
    out.extend([0; 4]);
    for picture in pictures {
        let pixels = out.len() as u32;
        let count = (picture.width() * picture.height()) as u32;
        for row in picture.rows() {
            out.extend_from_slice(row);
        }
        if out.len() % 2 == 1 {
            out.push(0);
        }
        let directory = (out.len() as u32).to_le_bytes();
        if let Some(place) = out.get_mut(link..link + 4) {
            place.copy_from_slice(&directory);
        }
        out.extend(ENTRIES.to_le_bytes());
        let mut entry = |tag: u16, kind: u16, value: u32| {
            out.extend(tag.to_le_bytes());
            out.extend(kind.to_le_bytes());
            out.extend(1u32.to_le_bytes());
            out.extend(value.to_le_bytes());
        };
        entry(256, LONG, picture.width() as u32);
        entry(257, LONG, picture.height() as u32);
        entry(258, SHORT, 8); // bits a pixel
        entry(259, SHORT, 1); // not compressed
        entry(262, SHORT, 1); // 0 is black
        entry(273, LONG, pixels);
        entry(277, SHORT, 1); // values a pixel
        entry(278, LONG, picture.height() as u32); // all rows in one strip
        entry(279, LONG, count);
        link = out.len();
        out.extend([0; 4]);
    }
    out
}
