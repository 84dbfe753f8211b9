//! The data page of a passport (ICAO 9303, TD3): 125 × 88 mm, two lines of 44 characters below.

use super::{guilloche, whole};
use crate::canvas::{Colour, Outline};
use crate::chance::Chance;
use crate::font::Fonts;
use crate::number::{self, zone_check};
use crate::person::{Day, Person, word};
use crate::press::{Press, slot};
use crate::truth::{Field, Kind, Printed};
use crate::zone;

const ROSE: Colour = [150.0, 70.0, 84.0];
const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

fn shown(day: Day) -> String {
    format!("{:02} {} {}", day.day, MONTHS[day.month as usize - 1], day.year)
}

fn packed(day: Day) -> String {
    format!("{:02}{:02}{:02}", day.year % 100, day.month, day.day)
}

fn filled(text: &str, length: usize) -> String {
    text.replace(' ', "<").chars().chain(std::iter::repeat('<')).take(length).collect()
}

/// The two lines of the machine-readable zone.
pub(super) fn zone_lines(
    issuer: &str,
    names: [&str; 2],
    number: &str,
    born: Day,
    female: bool,
    until: Day,
) -> [String; 2] {
    let first = filled(&format!("P<{issuer}{}<<{}", names[0], names[1]), 44);
    let checked = |text: String| format!("{text}{}", zone_check(&text));
    let (number, born, until) = (checked(filled(number, 9)), checked(packed(born)), checked(packed(until)));
    let more = checked(filled("", 14));
    let all = zone_check(&format!("{number}{born}{until}{more}"));
    let sex = if female { 'F' } else { 'M' };
    [first, format!("{number}{issuer}{born}{sex}{until}{more}{all}")]
}

pub(super) fn page<'a>(fonts: &'a Fonts, person: &Person, mut chance: Chance, px_per_mm: f32) -> Press<'a> {
    let kind = Kind::Passport;
    let paper = [chance.between(240.0, 250.0), chance.between(232.0, 244.0), chance.between(228.0, 240.0)];
    let mut press = Press::new(fonts, chance, kind.size(), px_per_mm, paper);
    let Press { canvas, chance, .. } = &mut press;
    guilloche(
        canvas,
        chance,
        whole(kind),
        &[[236.0, 190.0, 196.0], [196.0, 214.0, 226.0], [232.0, 214.0, 178.0]],
    );
    press.label_ink = ROSE;
    press.label(30.0, 3.2, 3.0, "日本国　JAPAN");
    press.label(62.0, 3.4, 2.6, "旅券　PASSPORT");
    let female = person.female;
    let family = word(&mut press.chance, "romaji_family");
    let given = word(&mut press.chance, if female { "romaji_female" } else { "romaji_male" });
    let no = format!("{}{}", number::letters(&mut press.chance, 2), number::plain(&mut press.chance, 7));
    let issued = Day::within(&mut press.chance, 2017, 2025);
    let until = Day { year: issued.year + 10, ..issued };
    let born = person.born;
    let x = 44.0;
    let labelled: [([f32; 2], &str, &str, &str); 9] = [
        ([x + 47.0, 9.0], "旅券番号/Passport No.", "number", &no),
        ([x, 16.0], "姓/Surname", "surname", family),
        ([x, 24.0], "名/Given name", "given_names", given),
        ([x, 32.0], "国籍/Nationality", "nationality", "JAPAN"),
        ([x + 33.0, 32.0], "生年月日/Date of birth", "birth_date", &shown(born)),
        ([x, 40.0], "性別/Sex", "sex", if female { "F" } else { "M" }),
        ([x + 33.0, 40.0], "本籍/Registered Domicile", "domicile", domicile(&mut press.chance)),
        ([x, 48.0], "発行年月日/Date of issue", "issued_on", &shown(issued)),
        ([x, 56.0], "有効期間満了日/Date of expiry", "valid_until", &shown(until)),
    ];
    for ([x, y], label, name, text) in labelled {
        press.label(x, y, 1.5, label);
        press.field(name, slot(x + 1.5, y + 2.2, 3.3, 40.0), text);
    }
    press.label(x, 9.0, 1.5, "型/Type");
    press.value(slot(x + 1.0, 11.0, 3.0, 5.0), "P");
    press.label(x + 14.0, 9.0, 1.5, "発行国/Issuing country");
    press.value(slot(x + 15.0, 11.0, 3.0, 12.0), "JPN");
    press.label(x + 33.0, 48.0, 1.5, "所持人自署/Signature of bearer");
    press.label(x + 33.0, 56.0, 1.5, "発行官庁/Authority");
    press.value(slot(x + 34.5, 58.0, 2.6, 40.0), "MINISTRY OF FOREIGN AFFAIRS");
    press.portrait(person, [5.5, 15.0, 40.5, 60.0]);

    press.canvas.fill(&Outline::rectangle([0.0, 64.8, 125.0, 88.0]), [250.0, 247.0, 243.0], 0.75);
    let lines = zone_lines("JPN", [family, given], &no, born, female, until);
    let shift = press.chance.within(0.5);
    for (nth, line) in lines.into_iter().enumerate() {
        let outline = zone::line(&line, [6.4 + shift, 69.2 + 6.35 * nth as f32]);
        let ink = press.ink;
        press.canvas.fill(&outline, ink, 1.0);
        let area = outline.area().map_or([0.0; 4], |area| area.map(|mm| (mm * 100.0).round() / 100.0));
        let lines = vec![Printed { text: line.clone(), area }];
        press.fields.push(Field { name: format!("mrz_{}", nth + 1), text: line, area, lines });
    }
    press
}

fn domicile(chance: &mut Chance) -> &'static str {
    chance.pick(&["TOKYO", "OSAKA", "HOKKAIDO", "AICHI", "FUKUOKA", "KANAGAWA", "NAGANO", "OKINAWA"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_that_of_the_specimen_with_all_check_digits() {
        let (born, until) = (Day { year: 2000, month: 1, day: 1 }, Day { year: 2025, month: 1, day: 1 });
        let [first, second] = zone_lines("JPN", ["GAIMU", "SAKURA"], "TR1234567", born, false, until);
        assert_eq!(first, "P<JPNGAIMU<<SAKURA<<<<<<<<<<<<<<<<<<<<<<<<<<");
        assert_eq!(second.len(), 44);
        assert_eq!(second, "TR12345672JPN0001018M2501017<<<<<<<<<<<<<<08");
    }
}
