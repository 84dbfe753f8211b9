//! A complete small office: one event, one procedure, one sheet, one scenario.

use std::path::Path;

use jiff::ToSpan;
use kakanai_definition::Source;
use kakanai_domain::Date;

use super::json;
use crate::loading::today;
use crate::revision::{Revision, sound};

const FILES: [(&str, &str); 7] = [
    ("office.json", include_str!("../../skeleton/office.json")),
    ("items/people.json", include_str!("../../skeleton/items/people.json")),
    ("items/visit.json", include_str!("../../skeleton/items/visit.json")),
    ("events/move_in.json", include_str!("../../skeleton/events/move_in.json")),
    ("procedures/residents.json", include_str!("../../skeleton/procedures/residents.json")),
    ("sheets/notice_of_moving_in.json", include_str!("../../skeleton/sheets/notice_of_moving_in.json")),
    ("scenarios/family_of_two.json", include_str!("../../skeleton/scenarios/family_of_two.json")),
];

pub(super) fn office(dir: &Path, name: &str, code: &str, on: Option<Date>) -> Result<String, String> {
    let mut revision = Revision::of_nothing(dir)?;
    let on = on.unwrap_or_else(today);
    let words = [
        ("%name%", json(name)),
        ("%addressee%", json(&format!("{name}長"))),
        ("%code%", json(code)),
        ("%today%", json(&on.to_string())),
        ("%moved_on%", json(&on.saturating_sub(3.days()).to_string())),
    ];
    for (path, text) in FILES {
        let text = words.iter().fold(text.to_owned(), |text, (place, word)| text.replace(place, word));
        revision.add(Source::json(path, text))?;
    }
    sound(&revision.compiled())?;
    revision.write()?;
    let dir = dir.display();
    let mut text = String::from("書いたもの / written\n");
    for (path, _) in FILES {
        text.push_str(&format!("  {dir}/{path}\n"));
    }
    text.push_str(&format!(
        "\n次にすること / next\n\
         \x20 1. {dir}/office.json を開き、窓口を自分の町のものに直す / put your counters into it\n\
         \x20 2. 誤りがないか確かめる / look for mistakes\n\
         \x20      kakanai-author check {dir}\n\
         \x20 3. 紙を絵で見る / see the papers\n\
         \x20      kakanai-author preview move_in family_of_two --forms {dir} --out mihon\n\
         \x20 4. 手続を加える / add a procedure\n\
         \x20      kakanai-author new procedure radio_receiver --title 戸別受信機の貸与 --forms {dir}\n"
    ));
    Ok(text)
}
