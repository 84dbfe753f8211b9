//! 在留カード and 特別永住者証明書, both generations. How the second generation looks is published as words only: its
//! layout here has the same items in another order.

use super::{guilloche, whole};
use crate::canvas::{Colour, Outline};
use crate::chance::Chance;
use crate::font::Fonts;
use crate::number;
use crate::person::{Day, Person, han_name, latin_name, word};
use crate::press::{Press, slot};
use crate::truth::Kind;

const NAVY: Colour = [32.0, 42.0, 118.0];
const RED: Colour = [160.0, 34.0, 34.0];

fn card_number(chance: &mut Chance) -> String {
    let (head, tail) = (number::letters(chance, 2), number::letters(chance, 2));
    format!("{head}{}{tail}", number::plain(chance, 8))
}

fn blank<'a>(
    fonts: &'a Fonts,
    mut chance: Chance,
    kind: Kind,
    px_per_mm: f32,
    tint: [Colour; 3],
) -> Press<'a> {
    let paper = [0, 1, 2].map(|c| tint[0][c] + chance.within(6.0));
    let mut press = Press::new(fonts, chance, kind.size(), px_per_mm, paper);
    let Press { canvas, chance, .. } = &mut press;
    guilloche(canvas, chance, whole(kind), &[tint[1], tint[2], tint[1]]);
    press
}

/// A picture that shimmers, over the lower left of the portrait.
fn hologram(press: &mut Press, [x, y]: [f32; 2]) {
    for step in 0..6 {
        let colour = press.chance.colour(120.0, 255.0);
        let grow = 0.9 * step as f32;
        let area = [x - 6.0 + grow, y - 4.5 + grow * 0.75, x + 6.0 - grow, y + 4.5 - grow * 0.75];
        press.canvas.fill(&Outline::ellipse(area), colour, 0.16);
    }
}

fn sex(person: &Person) -> &'static str {
    if person.female { "女 F." } else { "男 M." }
}

/// Name in letters, in some cases with 漢字 beside or below.
fn names(press: &mut Press, x: f32, y: f32, width: f32) {
    let latin = latin_name(&mut press.chance);
    press.field("name", slot(x, y, 3.0, width), &latin);
    if press.chance.is(0.25) {
        let han = han_name(&mut press.chance);
        press.field("name_han", slot(x, y + 3.3, 2.4, width), &han);
    }
}

pub(super) fn first<'a>(fonts: &'a Fonts, person: &Person, chance: Chance, px_per_mm: f32) -> Press<'a> {
    let tint = [[242.0, 244.0, 241.0], [190.0, 202.0, 235.0], [235.0, 205.0, 214.0]];
    let mut press = blank(fonts, chance, Kind::Residence1, px_per_mm, tint);
    press.label_in(2.6, 1.8, 1.7, "日本国政府", NAVY);
    press.label_in(2.6, 3.8, 1.1, "GOVERNMENT OF JAPAN", NAVY);
    press.label_in(25.0, 1.4, 3.0, "在留カード", NAVY);
    press.label_in(42.0, 2.6, 1.4, "RESIDENCE CARD", NAVY);
    press.label(57.0, 1.6, 1.3, "番号");
    press.label(57.0, 3.1, 1.1, "NO.");
    let card = card_number(&mut press.chance);
    press.field("number", slot(60.4, 1.6, 2.8, 23.5), &card);
    for y in [5.8, 12.4, 16.6, 20.8, 26.6, 31.4, 36.2, 41.4] {
        press.canvas.fill(&Outline::rectangle([2.0, y, 61.5, y + 0.14]), [120.0, 130.0, 150.0], 1.0);
    }
    press.label(2.6, 6.6, 1.5, "氏名");
    press.label(2.6, 8.3, 1.1, "NAME");
    names(&mut press, 9.0, 6.2, 52.0);
    press.label(2.6, 13.0, 1.5, "生年月日");
    press.label(2.6, 14.8, 1.0, "DATE OF BIRTH");
    press.field("birth_date", slot(12.6, 13.1, 2.5, 23.0), &person.born.western(2, '0'));
    press.label(38.0, 13.0, 1.5, "性別");
    press.label(38.0, 14.8, 1.0, "SEX");
    press.field("sex", slot(43.6, 13.1, 2.5, 9.0), sex(person));
    press.label(2.6, 17.2, 1.5, "国籍・地域");
    press.label(2.6, 19.0, 1.0, "NATIONALITY/REGION");
    let nation = word(&mut press.chance, "nationality");
    press.field("nationality", slot(16.0, 17.3, 2.5, 36.0), nation);
    press.label(2.6, 21.6, 1.5, "住居地");
    press.label(2.6, 23.4, 1.0, "ADDRESS");
    press.wrapped_field("address", slot(10.6, 21.3, 2.3, 50.0), 2.6, 2, &person.address.full());
    press.label(2.6, 27.2, 1.5, "在留資格");
    press.label(2.6, 29.0, 1.0, "STATUS");
    let status = word(&mut press.chance, "status");
    press.field("status", slot(11.6, 27.4, 2.5, 48.0), status);
    press.label(2.6, 32.2, 1.4, "就労制限の有無");
    let forever = status.contains("永住者") || status == "定住者" || status.contains("配偶者等");
    let work = match status {
        _ if forever => "就労制限なし",
        "留学" | "家族滞在" => "就労不可",
        _ => "在留資格に基づく就労活動のみ可",
    };
    press.field("work", slot(14.6, 32.1, 2.3, 45.0), work);
    press.label(2.6, 36.8, 1.4, "在留期間（満了日）");
    press.label(2.6, 38.5, 1.0, "PERIOD OF STAY");
    let until = Day::within(&mut press.chance, 2026, 2031);
    if status == "永住者" {
        press.field("period", slot(21.0, 37.0, 2.5, 38.0), "＊＊＊＊");
    } else {
        let years = press.chance.pick(&["1年", "3年", "5年", "1年3月", "6月"]);
        press.field("period", slot(21.0, 37.0, 2.5, 38.0), &format!("{years}（{}）", until.western(2, '0')));
    }
    press.label(2.6, 42.0, 1.3, "許可の種類");
    let permit = press.chance.pick(&["在留期間更新許可", "在留資格変更許可", "上陸許可", "永住許可"]);
    let allowed = Day::within(&mut press.chance, 2021, 2026);
    let by = permitted_by(&mut press.chance);
    press.field("permit", slot(11.0, 41.9, 1.9, 30.0), &format!("{permit}（{by}）"));
    press.label(2.6, 44.7, 1.3, "許可年月日");
    press.field("permitted_on", slot(11.0, 44.5, 2.0, 18.0), &allowed.western(2, '0'));
    press.label(31.0, 44.7, 1.3, "交付年月日");
    press.field("issued_on", slot(39.2, 44.5, 2.0, 18.0), &allowed.western(2, '0'));
    press.label(2.6, 48.0, 1.5, "このカードは");
    press.field("valid_until", slot(12.0, 47.5, 2.2, 28.0), &format!("{}まで有効", until.western(2, '0')));
    press.label(40.5, 48.0, 1.5, "です。");
    press.label(2.6, 50.4, 1.1, "PERIOD OF VALIDITY OF THIS CARD");
    press.portrait(person, [63.5, 12.0, 82.5, 37.0]);
    hologram(&mut press, [65.5, 37.0]);
    press.label_in(63.5, 44.0, 2.2, "法務大臣", RED);
    press.canvas.frame([75.0, 41.0, 82.0, 48.0], 0.3, RED);
    press
}

fn permitted_by(chance: &mut Chance) -> &'static str {
    chance.pick(&["東京出入国在留管理局長", "名古屋出入国在留管理局長", "大阪出入国在留管理局長", "法務大臣"])
}

pub(super) fn second<'a>(fonts: &'a Fonts, person: &Person, chance: Chance, px_per_mm: f32) -> Press<'a> {
    let tint = [[240.0, 246.0, 248.0], [180.0, 214.0, 228.0], [212.0, 222.0, 240.0]];
    let mut press = blank(fonts, chance, Kind::Residence2, px_per_mm, tint);
    press.canvas.fill(&Outline::rectangle([0.0, 0.0, 85.6, 5.6]), [150.0, 190.0, 215.0], 0.8);
    press.label_in(2.6, 1.2, 3.0, "在留カード", NAVY);
    press.label_in(19.5, 2.4, 1.5, "RESIDENCE CARD", NAVY);
    press.label_in(36.0, 2.2, 1.6, "日本国政府", NAVY);
    let card = card_number(&mut press.chance);
    press.label(55.5, 2.4, 1.2, "番号");
    press.field("number", slot(58.6, 1.3, 2.9, 24.5), &card);
    press.portrait(person, [3.0, 8.0, 23.0, 34.0]);
    hologram(&mut press, [22.0, 33.0]);
    let x = 25.5;
    press.label(x, 7.2, 1.4, "氏名 NAME");
    names(&mut press, x, 8.9, 57.0);
    press.label(x, 16.2, 1.4, "生年月日");
    press.field("birth_date", slot(x + 7.5, 15.6, 2.5, 23.0), &person.born.western(2, '0'));
    press.label(x + 33.0, 16.2, 1.4, "性別");
    press.field("sex", slot(x + 37.5, 15.6, 2.5, 9.0), sex(person));
    press.label(x, 20.6, 1.4, "国籍・地域");
    let nation = word(&mut press.chance, "nationality");
    press.field("nationality", slot(x + 9.0, 20.0, 2.5, 36.0), nation);
    press.label(x, 25.0, 1.4, "住居地");
    press.wrapped_field("address", slot(x + 6.5, 24.4, 2.3, 51.0), 2.7, 2, &person.address.full());
    press.label(x, 31.2, 1.4, "在留資格");
    let status = word(&mut press.chance, "status");
    press.field("status", slot(x + 8.0, 30.7, 2.5, 48.0), status);
    press.label(3.0, 36.2, 1.4, "就労制限の有無");
    let work = press.chance.pick(&[
        "就労制限なし",
        "就労不可",
        "在留資格に基づく就労活動のみ可",
        "指定書記載機関での在留資格に基づく就労活動のみ可",
    ]);
    press.field("work", slot(14.5, 35.8, 2.2, 66.0), work);
    press.label(3.0, 40.6, 1.4, "在留期間満了日");
    let until = Day::within(&mut press.chance, 2026, 2036);
    press.field("period", slot(14.5, 40.1, 2.4, 26.0), &until.western(2, '0'));
    press.label(46.0, 40.6, 1.4, "有効期間満了日");
    press.field("valid_until", slot(57.5, 40.1, 2.4, 25.0), &until.western(2, '0'));
    press.label_in(64.0, 47.6, 2.2, "法務大臣", RED);
    press.canvas.frame([75.5, 45.0, 82.0, 51.5], 0.3, RED);
    press.canvas.fill(&Outline::rectangle([3.0, 46.0, 60.0, 51.0]), [252.0; 3], 0.7);
    press
}

pub(super) fn permanent<'a>(
    fonts: &'a Fonts,
    person: &Person,
    chance: Chance,
    px_per_mm: f32,
    second: bool,
) -> Press<'a> {
    let (kind, tint) = if second {
        (Kind::Permanent2, [[247.0, 243.0, 236.0], [228.0, 206.0, 170.0], [206.0, 222.0, 200.0]])
    } else {
        (Kind::Permanent1, [[241.0, 246.0, 238.0], [186.0, 218.0, 186.0], [226.0, 214.0, 190.0]])
    };
    let mut press = blank(fonts, chance, kind, px_per_mm, tint);
    let (left, face) = if second { (26.0, [3.0, 9.0, 23.0, 35.0]) } else { (3.0, [62.5, 10.0, 82.5, 36.0]) };
    press.label_in(2.6, 1.6, 2.9, "特別永住者証明書", [40.0, 84.0, 48.0]);
    press.label_in(27.5, 1.6, 1.2, "SPECIAL PERMANENT", [40.0, 84.0, 48.0]);
    press.label_in(27.5, 3.0, 1.2, "RESIDENT CERTIFICATE", [40.0, 84.0, 48.0]);
    press.label(55.5, 2.2, 1.3, "番号");
    let card = card_number(&mut press.chance);
    press.field("number", slot(59.2, 1.5, 2.8, 24.0), &card);
    press.label(left, 8.0, 1.5, "氏名");
    press.label(left, 9.8, 1.0, "NAME");
    names(&mut press, left + 6.5, 7.5, 50.0);
    press.label(left, 16.4, 1.5, "生年月日");
    press.field("birth_date", slot(left + 8.0, 15.9, 2.5, 23.0), &person.born.western(2, '0'));
    press.label(left + 33.5, 16.4, 1.5, "性別");
    press.field("sex", slot(left + 38.5, 15.9, 2.5, 9.0), sex(person));
    press.label(left, 21.8, 1.5, "国籍・地域");
    let nation = press.chance.pick(&["韓国", "韓国", "朝鮮", "台湾", "中国"]);
    press.field("nationality", slot(left + 9.5, 21.3, 2.5, 30.0), nation);
    press.label(left, 27.2, 1.5, "住居地");
    press.wrapped_field("address", slot(left + 7.0, 26.7, 2.3, 50.0), 2.8, 2, &person.address.full());
    let until = Day { year: press.chance.whole(2026, 2033), ..person.born };
    press.label(3.0, 38.6, 1.5, "この証明書は");
    press.field("valid_until", slot(13.0, 38.0, 2.4, 30.0), &format!("{}まで有効", until.western(2, '0')));
    press.label(43.5, 38.6, 1.5, "です。");
    press.portrait(person, face);
    hologram(&mut press, [face[0] + 2.0, face[3]]);
    press.label_in(60.0, 46.6, 2.2, "法務大臣", RED);
    press.canvas.frame([73.0, 43.5, 80.0, 50.5], 0.3, RED);
    press.label(3.0, 44.0, 1.2, "日本国政府 GOVERNMENT OF JAPAN");
    press
}
