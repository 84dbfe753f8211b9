//! An invented card as it was read: its rows cut out of the photograph in `seeds/`, their texts as data.

use jiff::civil::date;
use kakanai_domain::card::{CardReading, CardValue, Certainty};
use kakanai_domain::person::{Address, Name};
use kakanai_kiosk::showing::Face;
use kakanai_reading::Frame;
use kakanai_reading::face::{CardSeen, Doubt, Field, FieldSeen, Picture};
use zeroize::Zeroizing;

/// The photograph.
pub fn photograph() -> Picture {
    Picture::decode(include_bytes!("../../../../seeds/cards/taro.jpg")).unwrap()
}

/// A part of it in grey: left, top, width, height.
fn cut(photograph: &Picture, [left, top, width, height]: [usize; 4]) -> Frame {
    let bytes = photograph.rows_of_bytes();
    let pixel = |x: usize, y: usize| {
        let at = (y * photograph.width() + x) * 3;
        ((u32::from(bytes[at]) + u32::from(bytes[at + 1]) * 2 + u32::from(bytes[at + 2])) / 4) as u8
    };
    let pixels = (0..width * height).map(|n| pixel(left + n % width, top + n / width)).collect();
    Frame::new(width, height, Zeroizing::new(pixels)).unwrap()
}

/// The card of 見本 太郎 as it was read, with these certainties of name, address, birth date and sex, valid until a day.
pub fn face(certainties: [Certainty; 4], until: jiff::civil::Date) -> Face {
    let name = Name { family: "見本".into(), given: "太郎".into(), ..Name::default() };
    let address = Address {
        prefecture: "見本県".into(),
        city: "北見本市".into(),
        town: "中央一丁目".into(),
        block: "2番3号".into(),
        ..Address::default()
    };
    let values = [
        CardValue::Name(name),
        CardValue::Address(address),
        CardValue::BirthDate(date(1981, 5, 10).into()),
        CardValue::Female(false),
    ];
    let photograph = photograph();
    let places = [
        (Field::Name, "見本　太郎", [445, 118, 500, 56]),
        (Field::Address, "見本県北見本市中央一丁目2番3号", [445, 152, 560, 72]),
        (Field::BirthDate, "昭和56年5月10日生", [608, 242, 320, 58]),
        (Field::Sex, "男", [1020, 222, 64, 42]),
    ];
    let fields = places.into_iter().zip(certainties).map(|((field, text, at), certainty)| FieldSeen {
        field,
        text: text.into(),
        certainty,
        doubts: if certainty == Certainty::Doubtful { vec![Doubt::Unclear] } else { Vec::new() },
        day: None,
        picture: Some(cut(&photograph, at)),
    });
    let valid = FieldSeen {
        field: Field::ValidUntil,
        text: String::new(),
        certainty: Certainty::Likely,
        doubts: Vec::new(),
        day: Some(until),
        picture: None,
    };
    let reading = CardReading {
        card: "個人番号カード（表面）".into(),
        fields: values.into_iter().zip(certainties).collect(),
        unread: Vec::new(),
    };
    let fields = fields.chain([valid]).collect();
    let seen = CardSeen { kind: "my_number_front".into(), reading, fields };
    Face::of(seen, date(2026, 12, 1))
}
