//! What `import-pdf` says at the end.

use std::path::Path;

use kakanai_domain::sheet::Blank;

use super::find::Found;
use super::proposal::{ASKS, Holds, Proposal};

/// What was found and proposed, and what to do next.
pub fn summary(found: &Found, forms: &Path, id: &str, sheet: &Path, picture: &Path) -> String {
    let mut text = String::new();
    let (mut proposed, mut hand, mut by_law, mut asked) = (0, 0, 0, 0);
    for (number, (_, boxes)) in (1..).zip(&found.places) {
        let Some(first) = boxes.first() else { continue };
        asked += usize::from(first.told().starts_with(ASKS));
        match first.holds {
            Holds::Show(..) | Holds::Tick(_) | Holds::Ring(_) => proposed += 1,
            Holds::Blank(Blank::Hand) => hand += 1,
            Holds::Blank(Blank::Signature | Blank::Number | Blank::Office) => by_law += 1,
        }
        text.push_str(&format!("{number:>3}  {}\n     {}\n", what(boxes), first.told()));
    }
    if let Some(table) = &found.table {
        let (from, to) = (found.places.len() - table.places + 1, found.places.len());
        text.push_str(&format!(
            "表: {from}～{to} は、一覧「{}」の1人（1つ）に1行の表（{}行）としました。よいですか。\n",
            table.list, table.rows.room
        ));
    }
    if found.unused_rows > 0 {
        text.push_str(&format!(
            "表: 同じ形の行が{}行あります。一覧の項目が2つより少なかったので、1人に1行の表（rows_of）にはしていません。\n",
            found.unused_rows
        ));
    }
    if let Some(list) = &found.for_each {
        text.push_str(&format!(
            "この様式は、一覧「{list}」の1つごとに1枚（for_each）としました。よいですか。\n"
        ));
    }
    let all = proposed + hand + by_law;
    let (sheet, picture, forms) = (sheet.display(), picture.display(), forms.display());
    text.push_str(&format!(
        "\n欄 {all}: 入れるものを提案 {proposed}（「確認」つき {asked}）、手で書く欄 {hand}、署名・個人番号・役場の欄（印刷しない） {by_law}\n\
         {all} places: {proposed} proposed ({asked} with a question), {hand} left to the hand, {by_law} that always stay empty\n\n\
         書いたファイル: {sheet}\n見つけた欄の絵: {picture}（青＝提案、橙＝空けておく欄。番号は上の番号。確かめたら消してかまいません）\n\n\
         次にすること:\n\
         1. 絵を開き、欄と番号を見る。\n\
         2. {sheet} を開き、「確認」の note を1つずつ見る。よければ note を消し、ちがえば直す。\n\
         3. kakanai-author check {forms} で誤りがないことを見る。\n\
         4. 手続の \"sheets\" に \"{id}\" を書き、kakanai-author preview EVENT SCENARIO --out 絵のフォルダ --forms {forms} で、記入した姿を見る。\n\
         next: look at the picture, go through the notes in {sheet}, run check, name \"{id}\" in a procedure, and look at it with preview\n"
    ));
    text
}

fn what(boxes: &[Proposal]) -> String {
    let one = |own: &Proposal| match &own.holds {
        Holds::Show(facts, _) => facts.join(" "),
        Holds::Tick(when) => format!("☑ {}", short(when)),
        Holds::Ring(when) => format!("○ {}", short(when)),
        Holds::Blank(Blank::Signature) => "（署名）".to_owned(),
        Holds::Blank(Blank::Number) => "（個人番号）".to_owned(),
        Holds::Blank(Blank::Office) => "（役場の欄）".to_owned(),
        Holds::Blank(Blank::Hand) => "（手で書く）".to_owned(),
    };
    boxes.iter().map(one).collect::<Vec<_>>().join("、")
}

/// A condition as a person reads it: 「member.sex = male」.
fn short(when: &str) -> String {
    let words = when.split('"').collect::<Vec<_>>();
    match words[..] {
        [_, "fact", _, fact, _, _, _, value, _] => format!("{fact} = {value}"),
        [_, "fact", _, fact, _, _, rest] => {
            format!("{fact} = {}", rest.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
        }
        _ => when.to_owned(),
    }
}
