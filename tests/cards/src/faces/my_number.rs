//! 個人番号カード.

use qrcodegen::{QrCode, QrCodeEcc};

use super::{guilloche, whole};
use crate::canvas::{Colour, Outline};
use crate::chance::Chance;
use crate::font::Fonts;
use crate::number;
use crate::person::{Day, Person, han_name, latin_name, word};
use crate::press::{Press, slot};
use crate::truth::{Kind, Secret};

const PINK: Colour = [236.0, 150.0, 178.0];
const SKY: Colour = [165.0, 195.0, 232.0];
const BROWN: Colour = [120.0, 40.0, 70.0];

fn blank<'a>(fonts: &'a Fonts, mut chance: Chance, kind: Kind, px_per_mm: f32) -> Press<'a> {
    let paper = [chance.between(236.0, 252.0), chance.between(230.0, 246.0), chance.between(236.0, 250.0)];
    let mut press = Press::new(fonts, chance, kind.size(), px_per_mm, paper);
    let Press { canvas, chance, .. } = &mut press;
    canvas.shade(whole(kind), [250.0, 222.0, 232.0], [225.0, 236.0, 250.0], 0.55);
    guilloche(canvas, chance, whole(kind), &[PINK, SKY, [240.0, 200.0, 170.0]]);
    press
}

/// How the name of a person stands there: with 旧氏 in brackets, in letters, or with 通称 in brackets.
fn name(chance: &mut Chance, person: &Person) -> (String, bool) {
    match chance.whole(0, 19) {
        0 | 1 => (format!("{}［{}］　{}", person.family, word(chance, "family"), person.given), false),
        2 => (latin_name(chance), true),
        3 => (format!("{}（{}）", latin_name(chance), person.name()), true),
        4 => (han_name(chance), true),
        _ => (person.name(), false),
    }
}

pub(super) fn front<'a>(fonts: &'a Fonts, person: &Person, chance: Chance, px_per_mm: f32) -> Press<'a> {
    let mut press = blank(fonts, chance, Kind::MyNumber, px_per_mm);
    press.canvas.fill(&Outline::rectangle([0.0, 0.0, 86.0, 2.2]), [235.0, 140.0, 170.0], 0.9);
    press.label_in(57.5, 48.7, 2.7, "個人番号カード", BROWN);

    let (name, foreign) = name(&mut press.chance, person);
    press.label(3.6, 4.2, 1.8, "氏名");
    let size = press.chance.between(3.3, 3.7);
    press.field("name", slot(9.5, 3.3, size, 72.0), &name);
    press.label(3.6, 10.3, 1.8, "住所");
    press.wrapped_field("address", slot(9.5, 9.4, 2.75, 71.5), 3.7, 2, &person.address.full());

    let born = if foreign { person.born.western(2, '　') } else { person.born.japanese(1, ' ') };
    let born = born.replace('　', " ");
    let at = press.chance.between(25.0, 27.0);
    press.field("birth_date", slot(at, 19.2, 2.8, 36.0), &format!("{born}生"));
    press.label(65.0, 19.9, 1.8, "性別");
    press.field("sex", slot(70.6, 19.2, 2.8, 8.0), if person.female { "女" } else { "男" });
    let until = Day { year: press.chance.whole(2026, 2036), ..person.born };
    press.field("valid_until", slot(at, 25.0, 2.6, 40.0), &format!("{}まで有効", until.western(1, ' ')));
    let place = &person.address;
    let village = place.municipality();
    let issuer = if village.contains("市") { village } else { format!("{}{village}", place.prefecture) };
    press.field("issuer", slot(at, 30.2, 2.6, 34.0), &format!("{issuer}長"));

    press.label(at, 35.6, 1.5, "電子証明書の有効期限");
    press.label(at + 17.0, 35.6, 1.5, "年　　月　　日");
    press.label(70.0, 26.6, 1.4, "セキュリティコード");
    let code = number::plain(&mut press.chance, 4);
    let area = press.value(slot(74.0, 28.6, 2.5, 10.0), &code);
    press.hide(Secret::SecurityCode, [area[0] - 0.6, area[1] - 0.6, area[2] + 0.6, area[3] + 0.6]);
    let serial = format!("{}{}", number::plain(&mut press.chance, 9), number::letters(&mut press.chance, 7));
    press.value(slot(62.5, 33.0, 1.7, 20.0), &serial);

    // The panel for changes, and below it 臓器提供意思表示.
    press.canvas.fill(&Outline::rectangle([25.0, 38.2, 83.0, 43.6]), [252.0; 3], 0.85);
    press.label(25.6, 38.6, 1.3, "サインパネル領域");
    let grey = [95.0, 90.0, 95.0];
    let lines = [
        "1. 脳死後及び心停止した死後　2. 心停止した死後のみ　3. 提供しません",
        "《1又は2を選んだ方で、提供したくない臓器があれば×を》【心臓・肺・肝臓・腎臓・膵臓・小腸・眼球】",
    ];
    for (nth, line) in lines.into_iter().enumerate() {
        press.label_in(25.2, 44.2 + 1.5 * nth as f32, 1.2, line, grey);
    }
    press.label_in(25.2, 47.4, 1.2, "署名年月日　　　　年　　月　　日　署名", grey);
    press.hide(Secret::OrganDonation, [24.6, 43.8, 83.0, 48.6]);
    press.portrait(person, [4.0, 20.0, 22.0, 43.5]);
    press
}

pub(super) fn back<'a>(fonts: &'a Fonts, person: &Person, chance: Chance, px_per_mm: f32) -> Press<'a> {
    let mut press = blank(fonts, chance, Kind::MyNumberBack, px_per_mm);
    press.canvas.fill(&Outline::rectangle([0.0, 4.0, 86.0, 13.5]), [52.0, 46.0, 48.0], 1.0);
    press.label_in(30.0, 15.2, 1.9, "個人番号", BROWN);
    let digits = number::impossible_individual(&mut press.chance);
    let spaced = [&digits[..4], &digits[4..8], &digits[8..]].join(" ");
    let area = press.value(slot(40.0, 14.6, 3.6, 40.0), &spaced);
    press.hide(Secret::IndividualNumber, [area[0] - 0.6, area[1] - 0.6, area[2] + 0.6, area[3] + 0.6]);
    press.label(30.0, 20.4, 1.7, "氏名");
    press.value(slot(36.0, 19.8, 2.7, 30.0), &person.name());
    let born = person.born.japanese(1, ' ');
    press.value(slot(36.0, 24.6, 2.4, 30.0), &format!("{born}生"));
    if let Ok(code) = QrCode::encode_text(&digits, QrCodeEcc::Medium) {
        let module = 10.5 / code.size() as f32;
        press.canvas.fill(&Outline::rectangle([69.0, 20.0, 82.5, 33.5]), [255.0; 3], 1.0);
        for (x, y) in (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y))) {
            if code.get_module(x, y) {
                let (l, t) = (70.5 + x as f32 * module, 21.5 + y as f32 * module);
                let dot = Outline::rectangle([l, t, l + module, t + module]);
                press.canvas.fill(&dot, [25.0; 3], 1.0);
            }
        }
        press.hide(Secret::IndividualNumber, [69.0, 20.0, 82.5, 33.5]);
    }
    let gold = [205.0, 170.0, 95.0];
    press.canvas.fill(&Outline::round([9.5, 18.5, 22.0, 30.0], 1.5), gold, 1.0);
    for y in [21.4, 24.2, 27.0] {
        press.canvas.fill(&Outline::rectangle([9.5, y, 22.0, y + 0.3]), [140.0, 110.0, 60.0], 1.0);
    }
    press.canvas.fill(&Outline::rectangle([15.5, 18.5, 15.8, 30.0]), [140.0, 110.0, 60.0], 1.0);
    for (nth, line) in [
        "このカードの裏面には個人番号が記載されています。他人に見せるときは注意してください。",
        "紛失したときは市区町村又は個人番号カードコールセンターに届け出てください。",
        "連絡先　個人番号カードコールセンター",
    ]
    .into_iter()
    .enumerate()
    {
        press.label_in(9.0, 37.0 + 2.4 * nth as f32, 1.5, line, [80.0, 70.0, 80.0]);
    }
    press
}
