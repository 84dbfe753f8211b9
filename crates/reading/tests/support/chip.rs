//! Cards as programs: they answer commands as the chips of real ones do.

use encoding_rs::EUC_JP;
use kakanai_reading::chip::{Chip, Gone};
use zeroize::Zeroizing;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    MyNumber,
    Licence,
    Residence,
}

/// A card of somebody who does not exist. Its PIN is 1234.
pub struct Card {
    kind: Kind,
    /// What its one readable file holds.
    pub content: Vec<u8>,
    /// Whether its owner chose a PIN (licences).
    pub pin_is_set: bool,
    /// Taken away after so many commands.
    pub goes_after: Option<usize>,
    /// Commands so far.
    pub commands: usize,
    application: bool,
    file: u16,
    verified: bool,
    tries: u8,
}

fn value(tag: &[u8], value: &[u8]) -> Vec<u8> {
    let length = match value.len() {
        short @ ..0x80 => vec![short as u8],
        short @ ..0x100 => vec![0x81, short as u8],
        long => [&[0x82][..], &(long as u16).to_be_bytes()].concat(),
    };
    [tag, &length, value].concat()
}

fn card(kind: Kind, content: Vec<u8>) -> Card {
    Card {
        kind,
        content,
        pin_is_set: true,
        goes_after: None,
        commands: 0,
        application: false,
        file: 0,
        verified: false,
        tries: 3,
    }
}

/// マイナンバーカード
pub fn my_number() -> Card {
    let items = [
        value(&[0xDF, 0x21], &[0, 14, 0, 40, 0, 100, 0, 111]),
        value(&[0xDF, 0x22], "見本　花子".as_bytes()),
        value(&[0xDF, 0x23], "見本県北見本市中央一丁目２番３号".as_bytes()),
        value(&[0xDF, 0x24], b"19830203"),
        value(&[0xDF, 0x25], b"2"),
    ];
    let mut content = value(&[0xFF, 0x20], &items.concat());
    content.resize(600, 0xFF);
    card(Kind::MyNumber, content)
}

/// 運転免許証; U+E000 is its first 外字.
pub fn licence(name: &str) -> Card {
    let text = |text: &str| -> Vec<u8> {
        let pair = |c: char| match c {
            '\u{e000}' => vec![0xFF, 0xF1],
            c => EUC_JP.encode(&c.to_string()).0.iter().map(|byte| byte & 0x7F).collect(),
        };
        text.chars().flat_map(pair).collect()
    };
    let entries = [
        value(&[0x11], b"0"),
        value(&[0x12], &text(name)),
        value(&[0x13], &text("ミホン　タロウ")),
        value(&[0x16], b"3560510"),
        value(&[0x17], &text("見本県北見本市中央一丁目２番３号")),
        value(&[0x21], b"309012345671"),
    ];
    let mut content = entries.concat();
    content.resize(880, 0xFF);
    card(Kind::Licence, content)
}

/// 在留カード
pub fn residence() -> Card {
    card(Kind::Residence, vec![0xFF])
}

impl Card {
    fn select(&mut self, how: u8, name: &[u8]) -> u16 {
        match (how, self.kind) {
            (0x00, Kind::Licence) => {
                self.application = false;
                0x9000
            }
            (0x04, kind) => {
                let ours: &[u8] = match kind {
                    Kind::MyNumber => &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08],
                    Kind::Licence => &[0xA0, 0x00, 0x00, 0x02, 0x31, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
                    Kind::Residence => &[0xD3, 0x92, 0xF0, 0x00, 0x4F, 0x02],
                };
                if name != ours {
                    return 0x6A82;
                }
                self.application = true;
                // A PIN of the main file goes on to hold.
                self.verified &= kind == Kind::Licence;
                0x9000
            }
            (0x02, kind) => {
                self.file = u16::from_be_bytes([name[0], name[1]]);
                assert!(kind != Kind::MyNumber || self.file != 0x0001, "the file of the 個人番号");
                0x9000
            }
            (0x00.., _) => 0x6A86,
        }
    }

    fn verify(&mut self, name: u8, digits: &[u8]) -> u16 {
        let fits = match self.kind {
            Kind::MyNumber => self.application && self.file == 0x0011 && name == 0x80,
            Kind::Licence => !self.application && name == 0x81,
            Kind::Residence => false,
        };
        match digits {
            _ if !fits => 0x6A88,
            _ if self.tries == 0 => 0x6984,
            [] if self.verified => 0x9000,
            [] => 0x63C0 | u16::from(self.tries),
            b"1234" => {
                (self.tries, self.verified) = (3, true);
                0x9000
            }
            _ => {
                (self.tries, self.verified) = (self.tries - 1, false);
                0x63C0 | u16::from(self.tries)
            }
        }
    }

    fn read(&self, offset: usize) -> (&[u8], u16) {
        let setting: &[u8] = if self.pin_is_set { &[0x05, 0x01, 0x01] } else { &[0x05, 0x01, 0x00] };
        let (file, open) = match (self.kind, self.application, self.file) {
            (Kind::MyNumber, true, 0x0002) | (Kind::Licence, true, 0x0001) => {
                (&self.content[..], self.verified)
            }
            (Kind::Licence, false, 0x000A) => (setting, true),
            _ => return (&[], 0x6986),
        };
        match file.get(offset..) {
            _ if !open => (&[], 0x6982),
            None | Some([]) => (&[], 0x6B00),
            Some(rest) => (&rest[..rest.len().min(256)], 0x9000),
        }
    }

    /// The reader took its power away for a moment: what was selected and shown is forgotten, mistakes are not.
    #[allow(dead_code, reason = "only a real reader does")]
    pub fn reset(&mut self) {
        (self.application, self.file, self.verified) = (false, 0, false);
    }

    /// What the card answers.
    pub fn answer(&mut self, command: &[u8]) -> Vec<u8> {
        let data = command.get(5..).unwrap_or_default();
        let (content, status): (&[u8], u16) = match *command {
            [0x00, 0xA4, how, _, ..] => (&[], self.select(how, data)),
            [0x00, 0x20, 0x00, name, ..] => (&[], self.verify(name, data)),
            [0x00, 0xB0, high, low, ..] => self.read(usize::from(u16::from_be_bytes([high, low]))),
            _ => (&[], 0x6D00),
        };
        [content, &status.to_be_bytes()].concat()
    }
}

impl Chip for Card {
    fn send(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, Gone> {
        if self.goes_after == Some(self.commands) {
            return Err(Gone);
        }
        self.commands += 1;
        Ok(Zeroizing::new(self.answer(command)))
    }
}
