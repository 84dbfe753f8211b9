//! 運転免許証 and 運転経歴証明書.

use super::{guilloche, whole};
use crate::canvas::{Colour, Outline};
use crate::chance::Chance;
use crate::font::Fonts;
use crate::number;
use crate::person::{Day, Person, word};
use crate::press::{Press, slot};
use crate::truth::{Area, Kind};

const RED: Colour = [176.0, 40.0, 40.0];
const GREEN: Colour = [172.0, 214.0, 198.0];

fn ruled(press: &mut Press, lines: &[Area]) {
    for &area in lines {
        press.canvas.fill(&Outline::rectangle(area), [110.0, 130.0, 122.0], 1.0);
    }
}

fn seal(press: &mut Press, [x, y]: [f32; 2]) {
    press.canvas.fill(&Outline::stroke(&ring([x, y], 2.6), 0.3), RED, 0.9);
    for (nth, word) in ["公安", "委員", "会印"].into_iter().enumerate() {
        press.label_in(x - 1.5, y - 2.1 + 1.4 * nth as f32, 1.4, word, RED);
    }
}

fn ring([x, y]: [f32; 2], radius: f32) -> Vec<[f32; 2]> {
    let point = |step: u16| {
        let angle = f32::from(step) / 40.0 * std::f32::consts::TAU;
        [x + radius * angle.cos(), y + radius * angle.sin()]
    };
    (0..=40).map(point).collect()
}

/// 令和05年06月07日 and, as licences do, single digits filled with a zero or not.
fn day(day: Day, zeros: bool) -> String {
    if zeros { day.japanese(2, '0') } else { day.japanese(1, ' ') }
}

/// When a kind of licence was got, or 00 throughout where it was not.
fn acquired(chance: &mut Chance, born: Day) -> String {
    if chance.is(0.25) {
        return format!("{}00年00月00日", chance.pick(&["平成", "昭和", "令和"]));
    }
    let first = (born.year + 16).min(2024);
    Day::within(chance, first, (born.year + 45).min(2025)).japanese(2, '0')
}

pub(super) fn licence<'a>(
    fonts: &'a Fonts,
    person: &Person,
    mut chance: Chance,
    px_per_mm: f32,
) -> Press<'a> {
    let kind = Kind::Licence;
    let paper = [chance.between(226.0, 242.0), chance.between(236.0, 248.0), chance.between(226.0, 240.0)];
    let mut press = Press::new(fonts, chance, kind.size(), px_per_mm, paper);
    let Press { canvas, chance, .. } = &mut press;
    guilloche(canvas, chance, whole(kind), &[GREEN, [200.0, 215.0, 235.0]]);
    let zeros = press.chance.is(0.6);
    ruled(
        &mut press,
        &[
            [2.0, 2.0, 83.6, 2.2],
            [2.0, 7.5, 83.6, 7.7],
            [2.0, 13.1, 83.6, 13.3],
            [2.0, 18.3, 83.6, 18.5],
            [8.0, 2.0, 8.2, 18.4],
            [50.6, 2.0, 50.8, 7.6],
            [2.0, 2.0, 2.2, 50.5],
        ],
    );
    press.label(2.8, 4.0, 1.8, "氏名");
    press.label(2.8, 9.6, 1.8, "住所");
    press.label(2.8, 15.0, 1.8, "交付");
    press.field("name", slot(9.2, 3.0, 3.4, 40.0), &person.name());
    press.field("birth_date", slot(51.8, 3.7, 2.5, 31.0), &format!("{}生", day(person.born, zeros)));
    press.field("address", slot(9.2, 9.0, 2.6, 73.5), &person.address.of_licence());
    let issued = Day { year: press.chance.whole(2021, 2026), ..Day::within(&mut press.chance, 2021, 2026) };
    press.field("issued_on", slot(9.2, 14.4, 2.4, 28.0), &day(issued, zeros));
    let reference = number::plain(&mut press.chance, 5);
    press.value(slot(39.0, 14.5, 2.3, 10.0), &reference);

    let band = press.chance.pick(&[[235.0, 200.0, 95.0], [125.0, 195.0, 130.0], [115.0, 165.0, 222.0]]);
    press.canvas.fill(&Outline::rectangle([2.2, 19.0, 58.5, 24.2]), band, 0.92);
    let until = Day { year: press.chance.whole(2026, 2031), month: person.born.month, day: person.born.day };
    let until = if zeros {
        format!(
            "{}年(令和{:02}年){:02}月{:02}日まで有効",
            until.year,
            until.year - 2018,
            until.month,
            until.day
        )
    } else {
        format!("{}年(令和{}年){}月{}日まで有効", until.year, until.year - 2018, until.month, until.day)
    };
    press.field("valid_until", slot(3.4, 20.1, 2.9, 54.0), &until);
    press.label(2.8, 25.2, 1.6, "免許の");
    press.label(2.8, 27.3, 1.6, "条件等");
    let conditions = word(&mut press.chance, "conditions");
    for (nth, line) in conditions.split('/').enumerate() {
        let name = if nth == 0 { "conditions" } else { "conditions_2" };
        press.field(name, slot(10.2, 25.1 + 3.0 * nth as f32, 2.4, 46.0), line);
    }
    if band[0] > 200.0 && press.chance.is(0.8) {
        press.canvas.frame([2.8, 31.0, 9.0, 34.6], 0.25, [60.0, 60.0, 60.0]);
        press.label(3.5, 31.7, 2.3, "優良");
    }
    press.label(2.8, 36.6, 1.9, "番号");
    press.label(8.6, 36.0, 2.7, "第");
    press.label(48.0, 36.0, 2.7, "号");
    let digits = number::licence(&mut press.chance);
    press.spaced_field("number", slot(12.6, 35.7, 3.1, 34.5), 0.9, &digits);
    for (nth, (name, label)) in
        [("first_small", "二・小・原"), ("first_other", "他"), ("first_second", "二種")]
            .into_iter()
            .enumerate()
    {
        let y = 40.8 + 3.3 * nth as f32;
        press.label(2.8, y + 0.4, 1.5, label);
        let text = acquired(&mut press.chance, person.born);
        press.field(name, slot(12.0, y, 2.2, 26.0), &text);
    }
    let words = [
        "大型",
        "中型",
        "準中型",
        "普通",
        "大特",
        "大自二",
        "普自二",
        "小特",
        "原付",
        "け引",
        "大二",
        "中二",
        "普二",
        "他二",
    ];
    press.label(38.6, 41.2, 1.5, "種");
    press.label(38.6, 46.0, 1.5, "類");
    for (nth, word) in words.into_iter().enumerate() {
        let (x, y) = (40.6 + 2.6 * (nth % 7) as f32, 40.6 + 4.8 * (nth / 7) as f32);
        press.canvas.frame([x, y, x + 2.7, y + 4.9], 0.12, [110.0, 130.0, 122.0]);
        if press.chance.is(0.35) {
            for (row, letter) in word.chars().enumerate() {
                let letter = letter.to_string();
                press.value(slot(x + 0.6, y + 0.35 + 1.45 * row as f32, 1.4, 2.0), &letter);
            }
        } else {
            press.canvas.fill(&Outline::rectangle([x + 0.8, y + 2.3, x + 1.9, y + 2.5]), [60.0; 3], 1.0);
        }
    }
    press.portrait(person, [60.0, 19.5, 82.6, 46.5]);
    let board = press_board(person);
    press.label_in(60.5, 47.4, 2.0, &board, RED);
    seal(&mut press, [80.0, 48.2]);
    press.label(30.0, 50.9, 1.8, "運　転　免　許　証");
    press
}

/// 東京都公安委員会
fn press_board(person: &Person) -> String {
    format!("{}公安委員会", person.address.prefecture)
}

pub(super) fn history<'a>(
    fonts: &'a Fonts,
    person: &Person,
    mut chance: Chance,
    px_per_mm: f32,
) -> Press<'a> {
    let kind = Kind::DrivingHistory;
    let paper = [chance.between(236.0, 248.0), chance.between(232.0, 242.0), chance.between(222.0, 236.0)];
    let mut press = Press::new(fonts, chance, kind.size(), px_per_mm, paper);
    let Press { canvas, chance, .. } = &mut press;
    guilloche(canvas, chance, whole(kind), &[[222.0, 205.0, 170.0], [205.0, 215.0, 225.0]]);
    let zeros = press.chance.is(0.6);
    ruled(
        &mut press,
        &[
            [2.0, 7.2, 83.6, 7.4],
            [2.0, 12.6, 83.6, 12.8],
            [2.0, 18.2, 83.6, 18.4],
            [2.0, 23.4, 58.5, 23.6],
            [8.0, 7.2, 8.2, 23.6],
        ],
    );
    press.label_in(21.0, 2.6, 3.3, "運 転 経 歴 証 明 書", [70.0, 55.0, 35.0]);
    press.label(2.8, 9.0, 1.8, "氏名");
    press.label(2.8, 14.6, 1.8, "住所");
    press.label(2.8, 20.0, 1.8, "交付");
    press.field("name", slot(9.2, 8.0, 3.4, 40.0), &person.name());
    press.field("birth_date", slot(51.8, 8.7, 2.5, 31.0), &format!("{}生", day(person.born, zeros)));
    press.field("address", slot(9.2, 14.1, 2.6, 73.5), &person.address.of_licence());
    let issued = Day::within(&mut press.chance, 2012, 2026);
    press.field("issued_on", slot(9.2, 19.6, 2.4, 28.0), &day(issued, zeros));
    let reference = number::plain(&mut press.chance, 5);
    press.value(slot(39.0, 19.7, 2.3, 10.0), &reference);
    press.canvas.fill(&Outline::rectangle([2.2, 24.4, 58.5, 29.2]), [200.0, 190.0, 215.0], 0.9);
    press.label_in(4.0, 25.5, 2.7, "自動車等の運転はできません", [60.0, 40.0, 80.0]);
    press.label(2.8, 33.4, 1.9, "番号");
    press.label(8.6, 32.8, 2.7, "第");
    press.label(48.0, 32.8, 2.7, "号");
    let digits = number::licence(&mut press.chance);
    press.spaced_field("number", slot(12.6, 32.5, 3.1, 34.5), 0.9, &digits);
    press.label(2.8, 38.6, 1.6, "過去5年間の運転に関する経歴");
    for (nth, (name, label)) in
        [("first_small", "二・小・原"), ("first_other", "他"), ("first_second", "二種")]
            .into_iter()
            .enumerate()
    {
        let y = 41.0 + 3.3 * nth as f32;
        press.label(2.8, y + 0.4, 1.5, label);
        let text = acquired(&mut press.chance, person.born);
        press.field(name, slot(12.0, y, 2.2, 26.0), &text);
    }
    press.portrait(person, [60.0, 20.0, 82.6, 46.5]);
    let board = press_board(person);
    press.label_in(60.5, 47.6, 2.0, &board, RED);
    seal(&mut press, [80.0, 48.4]);
    press
}
