//! 資格確認書 of the size of a card: every insurer prints its own, so here are three that share their labels only.

use super::{guilloche, whole};
use crate::canvas::Outline;
use crate::chance::Chance;
use crate::font::Fonts;
use crate::number;
use crate::person::{Day, Person, word};
use crate::press::{Press, Slot, slot};
use crate::truth::{Kind, Secret};

/// Where the items of one insurer's card stand: each label, and the value to the right of it.
struct Layout {
    title: [f32; 3],
    until: [f32; 2],
    numbers: [f32; 2],
    name: [f32; 2],
    birth: [f32; 2],
    sex: [f32; 2],
    since: [f32; 2],
    share: [f32; 2],
    insurer: [f32; 2],
    /// From the left of a label to its value.
    gap: f32,
}

const LAYOUTS: [Layout; 3] = [
    Layout {
        title: [3.0, 2.6, 2.6],
        until: [48.0, 3.0],
        numbers: [3.0, 8.4],
        name: [3.0, 14.0],
        birth: [3.0, 20.6],
        sex: [54.0, 20.6],
        since: [3.0, 26.0],
        share: [54.0, 26.0],
        insurer: [3.0, 38.0],
        gap: 14.5,
    },
    Layout {
        title: [24.0, 1.8, 3.0],
        until: [3.0, 30.4],
        numbers: [3.0, 7.4],
        name: [3.0, 12.6],
        birth: [3.0, 18.6],
        sex: [58.0, 18.6],
        since: [3.0, 24.4],
        share: [58.0, 24.4],
        insurer: [3.0, 42.0],
        gap: 17.0,
    },
    Layout {
        title: [3.0, 2.0, 2.2],
        until: [3.0, 33.0],
        numbers: [3.0, 6.6],
        name: [3.0, 11.4],
        birth: [3.0, 17.0],
        sex: [3.0, 22.2],
        since: [3.0, 27.6],
        share: [45.0, 22.2],
        insurer: [3.0, 38.8],
        gap: 13.5,
    },
];

impl Layout {
    fn value(&self, [x, y]: [f32; 2], size: f32, width: f32) -> Slot {
        slot(x + self.gap, y - 0.5, size, width)
    }
}

pub(super) fn certificate<'a>(
    fonts: &'a Fonts,
    person: &Person,
    mut chance: Chance,
    px_per_mm: f32,
) -> Press<'a> {
    let kind = Kind::Insurance;
    let tints = [[226.0, 236.0, 248.0], [250.0, 244.0, 226.0], [228.0, 244.0, 232.0], [250.0, 250.0, 250.0]];
    let tint = chance.pick(&tints);
    let layout = &LAYOUTS[chance.index(LAYOUTS.len())];
    let mut press = Press::new(fonts, chance, kind.size(), px_per_mm, tint);
    let Press { canvas, chance, .. } = &mut press;
    if chance.is(0.7) {
        guilloche(canvas, chance, whole(kind), &[tint.map(|c| c * 0.9)]);
    }
    let [x, y, size] = layout.title;
    press.label(x, y, size, "資格確認書");
    let [x, y] = layout.numbers;
    let (sign, no) = (number::plain(&mut press.chance, 8), number::plain(&mut press.chance, 3));
    for (nth, (label, text)) in
        [("記号", sign), ("番号", no), ("枝番", "01".to_owned())].into_iter().enumerate()
    {
        let x = x + [0.0, 30.0, 52.0][nth];
        press.label(x, y, 1.7, label);
        let area = press.value(slot(x + 6.0, y - 0.4, 2.5, 20.0), &text);
        press.hide(Secret::InsuranceNumber, [area[0] - 0.5, area[1] - 0.5, area[2] + 0.5, area[3] + 0.5]);
    }
    press.label(layout.name[0], layout.name[1], 1.7, "氏名");
    let place = layout.value(layout.name, 3.3, 50.0);
    press.field("name", Slot { y: place.y - 0.4, ..place }, &person.name());
    press.label(layout.birth[0], layout.birth[1], 1.7, "生年月日");
    press.field("birth_date", layout.value(layout.birth, 2.5, 36.0), &person.born.japanese(2, ' '));
    press.label(layout.sex[0], layout.sex[1], 1.7, "性別");
    let sex = slot(layout.sex[0] + layout.gap.min(7.0), layout.sex[1] - 0.4, 2.5, 8.0);
    press.field("sex", sex, if person.female { "女" } else { "男" });
    press.label(layout.since[0], layout.since[1], 1.7, "資格取得年月日");
    let since = Day::within(&mut press.chance, 2005, 2025).japanese(2, ' ');
    press.field(
        "acquired_on",
        slot(layout.since[0] + layout.gap.max(15.0), layout.since[1] - 0.5, 2.4, 34.0),
        &since,
    );
    press.label(layout.until[0], layout.until[1], 1.7, "有効期限");
    let until = Day { day: 28, ..Day::within(&mut press.chance, 2026, 2029) }.japanese(2, ' ');
    press.field(
        "valid_until",
        slot(layout.until[0] + layout.gap.min(9.0), layout.until[1] - 0.5, 2.4, 27.0),
        &until,
    );
    if person.born.year < 1957 {
        press.label(layout.share[0], layout.share[1], 1.7, "負担割合");
        let share = press.chance.pick(&["1割", "2割", "3割"]);
        press.field("share", slot(layout.share[0] + 9.0, layout.share[1] - 0.4, 2.5, 10.0), share);
    }
    let [x, y] = layout.insurer;
    press.canvas.fill(&Outline::rectangle([2.5, y - 1.0, 83.0, y - 0.85]), [120.0; 3], 1.0);
    press.label(x, y, 1.7, "保険者番号");
    let code = number::plain(&mut press.chance, 8);
    let area = press.value(slot(x + 12.0, y - 0.4, 2.5, 24.0), &code);
    press.hide(Secret::InsuranceNumber, [area[0] - 0.5, area[1] - 0.5, area[2] + 0.5, area[3] + 0.5]);
    press.label(x, y + 4.0, 1.7, "保険者名");
    let insurer = word(&mut press.chance, "insurer");
    press.field("insurer", slot(x + 12.0, y + 3.6, 2.3, 50.0), insurer);
    let red = [186.0, 50.0, 50.0];
    press.canvas.frame([73.0, y + 1.0, 80.5, y + 8.5], 0.3, red);
    press.label_in(74.2, y + 2.2, 2.4, "見本", red);
    press.label_in(74.2, y + 5.0, 2.4, "之印", red);
    press
}
