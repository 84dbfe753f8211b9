//! Cards that nobody should read: of a shop, a clinic, a bank, an employer.

use super::{guilloche, whole};
use crate::canvas::Outline;
use crate::chance::Chance;
use crate::font::Fonts;
use crate::number;
use crate::person::Person;
use crate::press::{Press, slot};
use crate::truth::Kind;

pub(super) fn stranger<'a>(
    fonts: &'a Fonts,
    person: &Person,
    mut chance: Chance,
    px_per_mm: f32,
) -> Press<'a> {
    let kind = Kind::Stranger;
    let [from, to] = [chance.colour(90.0, 250.0), chance.colour(90.0, 250.0)];
    let mut press = Press::new(fonts, chance, kind.size(), px_per_mm, [245.0; 3]);
    let Press { canvas, chance, .. } = &mut press;
    canvas.shade(whole(kind), from, to, chance.between(0.2, 1.0));
    if chance.is(0.4) {
        guilloche(canvas, chance, whole(kind), &[to, from]);
    }
    match press.chance.whole(0, 3) {
        0 => shop(&mut press),
        1 => clinic(&mut press, person),
        2 => bank(&mut press),
        _ => employer(&mut press, person),
    }
    press
}

/// 1234 5678 …: groups of four.
fn groups(chance: &mut Chance, count: usize) -> String {
    let groups: Vec<String> = (0..count).map(|_| number::plain(chance, 4)).collect();
    groups.join(" ")
}

fn shop(press: &mut Press) {
    let dark = press.chance.colour(10.0, 160.0);
    for _ in 0..press.chance.whole(1, 4) {
        let (x, y, r) = (
            press.chance.between(0.0, 85.0),
            press.chance.between(0.0, 54.0),
            press.chance.between(3.0, 18.0),
        );
        press.canvas.fill(&Outline::ellipse([x - r, y - r, x + r, y + r]), dark, 0.35);
    }
    let shop = press.chance.pick(&["スーパーみほん", "見本書店", "ドラッグ見本", "みほんベーカリー"]);
    press.label_in(6.0, 7.0, 6.5, shop, dark);
    press.label_in(6.0, 17.0, 3.4, "ポイントカード", dark);
    let digits = groups(&mut press.chance, 4);
    press.value(slot(6.0, 43.0, 3.4, 60.0), &digits);
}

/// 診察券 have the labels of a certificate.
fn clinic(press: &mut Press, person: &Person) {
    press.label(30.0, 4.0, 4.2, "診　察　券");
    press.label(6.0, 15.0, 2.2, "氏名");
    press.value(slot(18.0, 14.0, 4.0, 50.0), &format!("{}　様", person.name()));
    press.label(6.0, 22.5, 2.2, "生年月日");
    press.value(slot(18.0, 22.0, 3.0, 50.0), &person.born.japanese(1, ' '));
    press.label(6.0, 29.0, 2.2, "番号");
    let digits = number::plain(&mut press.chance, 7);
    press.value(slot(18.0, 28.2, 3.4, 30.0), &digits);
    press.label(6.0, 44.0, 3.0, "医療法人　見本会　みほんクリニック");
}

fn bank(press: &mut Press) {
    press.label(6.0, 5.0, 4.0, "見本銀行");
    let gold = [208.0, 176.0, 104.0];
    press.canvas.fill(&Outline::round([9.0, 18.0, 21.0, 27.5], 1.4), gold, 1.0);
    for y in [21.0, 24.2] {
        press.canvas.fill(&Outline::rectangle([9.0, y, 21.0, y + 0.3]), [140.0, 110.0, 60.0], 1.0);
    }
    let digits = groups(&mut press.chance, 4);
    press.value(slot(8.0, 31.0, 4.6, 68.0), &digits);
    press.value(slot(8.0, 44.0, 3.2, 50.0), "MIHON TARO");
    press.value(slot(48.0, 38.0, 2.6, 20.0), "08/29");
}

fn employer(press: &mut Press, person: &Person) {
    press.label(6.0, 5.0, 3.4, "株式会社　見本製作所");
    press.label(38.0, 15.0, 4.4, "社員証");
    press.label(38.0, 25.0, 2.0, "氏名");
    press.value(slot(45.0, 24.0, 3.6, 36.0), &person.name());
    press.label(38.0, 32.0, 2.0, "社員番号");
    let digits = number::plain(&mut press.chance, 6);
    press.value(slot(50.0, 31.3, 3.0, 30.0), &digits);
    press.portrait(person, [6.0, 13.0, 32.0, 46.0]);
}
