//! An item: one more question.

use kakanai_definition::Source;

use super::sheet_text::name_in;
use super::{Place, Thing, json, unknown, unsure};
use crate::splice::insert;

/// The types that need no more than words.
const KINDS: [(&str, &str, &str); 11] = [
    ("yes_no", "", "はい・いいえ"),
    ("choice", OPTIONS, "選択肢から1つ"),
    ("choices", OPTIONS, "選択肢からいくつか"),
    ("number", r#" "least": 0, "most": 999,"#, "数"),
    ("date", "", "日付"),
    ("name", "", "氏名"),
    ("address", "", "住所"),
    ("phone", "", "電話番号"),
    ("text", r#" "most": 40,"#, "文字"),
    ("postal_code", "", "郵便番号"),
    ("money", "", "金額"),
];
const OPTIONS: &str = r#"
      "options": [
        { "id": "first", "label": { "ja": "1つ目の選択肢" } },
        { "id": "second", "label": { "ja": "2つ目の選択肢" } } ],"#;

pub(super) fn item(thing: &Thing, of: &str, kind: &str, event: Option<&str>) -> Result<String, String> {
    let mut place = Place::open(thing)?;
    let catalog = place.catalog()?;
    let Some((_, keys, _)) = KINDS.iter().find(|(name, ..)| *name == kind) else {
        let known = KINDS.map(|(name, _, ja)| format!("{name}（{ja}）")).join(" ");
        return Err(format!(
            "「{kind}」という種類はありません。あるのは: {known}\nthere is no type \"{kind}\"; there are: {known}\n"
        ));
    };
    if of != "visit" && catalog.lists.find(of).is_none() {
        let lists = catalog.lists.ids().map(|id| catalog.lists.name(id));
        return Err(unknown("リスト", "list", of, &["visit"].into_iter().chain(lists).collect::<Vec<_>>()));
    }
    let id = &thing.id;
    if catalog.items.find(id).is_some() || catalog.lists.find(id).is_some() {
        return Err(format!(
            "項目「{id}」は、もうあります。別の id にしてください。\nthere is an item \"{id}\" already: choose another id\n"
        ));
    }
    let person = catalog.lists.find(of).map(|list| name_in(catalog, list));
    let ask = match person {
        Some(Some(_)) => format!("{{}}さんの{}を答えてください", thing.title),
        Some(None) => format!("{{}}の{}を答えてください", thing.title),
        None => format!("{}を答えてください", thing.title),
    };
    let label = thing.text(catalog, &thing.title, str::to_owned);
    let ask = thing.text(catalog, &ask, |en| format!("{en}?"));
    let text = format!(
        r#"{{ "format": 1, "of": {},
  "items": [
    {{ "id": {}, "type": "{kind}",{keys}
      "note": "ask は住民の画面に出る問い。だれにでも分かる短い言葉にする。help に補足を書ける。答えられない人がいるなら \"unknown\": true を足す。",
      "label": {label},
      "ask": {ask} }} ] }}
"#,
        json(of),
        json(id)
    );
    let mut next = thing.missing_languages(catalog);
    let given = event.map(|name| place.event(Some(name))).transpose()?;
    if let Some((event, file)) = given {
        let section = catalog.events[event].sections.len().saturating_sub(1).to_string();
        let old = place.revision.text(&file).unwrap_or_default();
        let new = insert(old, &["sections", &section, "items"], usize::MAX, &json(id));
        let new = new.ok_or_else(|| unsure(&file))?;
        place.revision.set(&file, new);
    } else {
        next.push_str(&format!(
            "  ・聞く場所を決める: events のファイルの items に {} を加える / let a section of an event ask it\n",
            json(id)
        ));
    }
    next.push_str(
        "  ・使う: 手続の when や様式の show に書く。どこにも使わないうちは、check が注意（W901）を出し、画面でも聞かれません。\n    \
         use it in a condition or on a sheet; until then check warns (W901), and nobody is asked\n",
    );
    place.revision.add(Source::json(format!("items/{id}.json"), text))?;
    place.finish(thing, &next)
}
