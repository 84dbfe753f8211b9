//! Tags, lengths and values, as these chips write them: BER, but with long tags also where short ones would do, and padded
//! with `FF` at the end.

/// One value after another; ends at padding, or where a length runs over the end.
pub(super) struct Values<'a>(pub &'a [u8]);

impl<'a> Iterator for Values<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (first, rest) = self.0.split_first()?;
        let (tag, rest) = if first & 0x1F == 0x1F {
            let (second, rest) = rest.split_first()?;
            // 0xFFFF is padding, and no chip has longer tags.
            if second & 0x80 != 0 {
                return None;
            }
            (u16::from_be_bytes([*first, *second]), rest)
        } else {
            (u16::from(*first), rest)
        };
        let (length, rest) = length(rest)?;
        let (value, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((tag, value))
    }
}

fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    match *bytes {
        [0x81, length, ref rest @ ..] => Some((usize::from(length), rest)),
        [0x82, high, low, ref rest @ ..] => Some((usize::from(u16::from_be_bytes([high, low])), rest)),
        [length @ 0..=0x7F, ref rest @ ..] => Some((usize::from(length), rest)),
        _ => None,
    }
}

/// The first value with this tag.
pub(super) fn find(bytes: &[u8], tag: u16) -> Option<&[u8]> {
    Values(bytes).find(|(found, _)| *found == tag).map(|(_, value)| value)
}
