//! The text of a new sheet: who asks, and for whom, with what the office knows already.

use kakanai_domain::event::{Ask, Event};
use kakanai_domain::item::{Item, Kind, List, Role};
use kakanai_domain::{Catalog, Id, Lang};

use super::json;

/// The paper of a new sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// As `paper` says it.
    pub name: &'static str,
    /// Four columns in the room between the margins, beside a heading column of 9 mm.
    columns: [u16; 4],
}

impl Format {
    /// Every paper; the first is the usual one.
    pub const ALL: [Format; 4] = [
        Format { name: "A4", columns: [27, 66, 24, 44] },
        Format { name: "A4 landscape", columns: [40, 108, 36, 64] },
        Format { name: "A5", columns: [24, 46, 17, 28] },
        Format { name: "A5 landscape", columns: [30, 72, 25, 50] },
    ];
}

/// What is known of the residents that a sheet can show.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Who asks: a role, when there is one.
    pub role: Option<Id<Item>>,
    pub address: Option<Id<Item>>,
    pub phone: Option<Id<Item>>,
}

impl Known {
    // What an event asks already comes before what it does not.
    pub fn of(catalog: &Catalog, event: Option<Id<Event>>) -> Self {
        let asked = |item: Id<Item>| {
            let sections = event.map(|event| &catalog.events[event].sections);
            sections.is_some_and(|all| all.iter().any(|section| section.asks.contains(&Ask::Item(item))))
        };
        let first = |wanted: fn(&Kind) -> bool| {
            let mut found = catalog.visit.iter().copied().filter(move |id| wanted(&catalog.items[*id].kind));
            let mut others = found.clone();
            found.find(|id| asked(*id)).or_else(|| others.next())
        };
        let address = ["to_address", "address"].iter().find_map(|name| catalog.items.find(name));
        let address = address.filter(|id| event.is_none() || asked(*id));
        let roles = ["householder", "visitor"].iter().find_map(|name| catalog.items.find(name));
        let roles = roles.into_iter().chain(catalog.visit.iter().copied().filter(|id| asked(*id)));
        let mut named = roles.filter(|id| {
            let list = catalog.items[*id].role().map(Role::list);
            list.is_some_and(|list| name_in(catalog, list).is_some())
        });
        Self {
            role: named.next(),
            address: address.or_else(|| first(|kind| matches!(kind, Kind::Address))),
            phone: first(|kind| matches!(kind, Kind::Phone)),
        }
    }

    /// What an event has to ask for the sake of these boxes, by name.
    pub fn asks(&self, catalog: &Catalog, for_each: Option<Id<List>>) -> Vec<(Ask, String)> {
        let role = self.role.filter(|_| for_each.is_none());
        let lists = role.and_then(|id| catalog.items[id].role()).map(Role::list).into_iter().chain(for_each);
        let items =
            role.filter(|id| catalog.items[*id].is_asked()).into_iter().chain(self.address).chain(self.phone);
        let lists = lists.map(|list| (Ask::Roster(list), catalog.lists.name(list).to_owned()));
        lists.chain(items.map(|item| (Ask::Item(item), catalog.items.name(item).to_owned()))).collect()
    }
}

/// The item of a list's roster that is a name.
pub(super) fn name_in(catalog: &Catalog, list: Id<List>) -> Option<Id<Item>> {
    catalog.lists[list].roster.iter().copied().find(|id| matches!(catalog.items[*id].kind, Kind::Name))
}

/// The text of the file.
pub(super) fn sheet_text(
    catalog: &Catalog,
    (id, title): (&str, &str),
    format: Format,
    for_each: Option<Id<List>>,
    known: &Known,
) -> String {
    let [a, b, c, d] = format.columns;
    let each = for_each
        .map(|list| format!(r#", "for_each": {}"#, json(catalog.lists.name(list))))
        .unwrap_or_default();
    let name = |item: Id<Item>| catalog.items.name(item).to_owned();
    let (kana, person, heading, side) = match (for_each, known.role) {
        (Some(list), _) => match name_in(catalog, list) {
            Some(item) => (
                format!(
                    r#"{{ "show": "member.{0}.kana", "id": "kana", "size": 8.5, "least": 5.5, "optional": true }}"#,
                    name(item)
                ),
                format!(
                    r#"{{ "show": "member.{0}", "id": "name", "size": 13, "least": 8.5, "lines": 2 }}"#,
                    name(item)
                ),
                "氏　　名".to_owned(),
                "対象の方",
            ),
            None => {
                let called = catalog.lists[list].called.first().copied();
                let shown = called.map_or_else(
                    || by_hand("name", ""),
                    |item| format!(r#"{{ "show": "member.{}", "id": "name", "size": 13, "least": 8.5, "lines": 2 }}"#, name(item)),
                );
                let heading = called.map_or("名　　前", |item| catalog.items[item].label.get(Lang::Ja));
                ("{}".to_owned(), shown, heading.to_owned(), "対象")
            }
        },
        (None, Some(role)) => {
            let list = catalog.items[role].role().map(Role::list);
            let item = list.and_then(|list| name_in(catalog, list)).map(name).unwrap_or_default();
            let label = catalog.items[role].label.get(Lang::Ja);
            let role = name(role);
            let person = format!(
                r#"{{ "either": [
          {{ "show": "{role}.{item}", "id": "name", "size": 13, "least": 8.5, "lines": 2, "only_if": {{ "fact": "{role}", "known": true }} }},
          {}] }}"#,
                by_hand(
                    "name_by_hand",
                    &format!(r#", "writes": "name", "only_if": {{ "fact": "{role}", "known": false }}"#)
                )
            );
            let kana = format!(
                r#"{{ "show": "{role}.{item}.kana", "id": "kana", "size": 8.5, "least": 5.5, "optional": true }}"#
            );
            (kana, person, format!("氏　　名\n（{label}）"), "申請者")
        }
        (None, None) => {
            ("{}".to_owned(), by_hand("name", r#", "writes": "name""#), "氏　　名".to_owned(), "申請者")
        }
    };
    let address = match known.address.map(name) {
        Some(item) => format!(
            r#"{{ "span": [3, 1], "down": [
          {{ "show": ["'〒", "{item}.postal_code"], "id": "postal_code", "size": 9, "valign": "bottom" }},
          {{ "show": "{item}", "id": "address", "size": 12, "least": 8, "lines": 2, "share": 1.9 }}] }}"#
        ),
        None => by_hand("address", r#", "writes": "address", "span": [3, 1]"#),
    };
    let phone = match known.phone.map(name) {
        Some(item) => {
            format!(r#"{{ "show": "{item}", "id": "phone", "size": 11, "least": 8, "span": [1, 2] }}"#)
        }
        None => by_hand("phone", r#", "writes": "phone", "span": [1, 2]"#),
    };
    let heading = json(&heading);
    let (wide, head) = (b + c + d + 9, json(title));
    format!(
        r#"{{ "format": 1, "id": {}, "title": {head}, "paper": "{}"{each},
  "note": "長さは mm、字の大きさ size は pt。見出しは \"言葉\"、印字する欄は {{ \"show\": \"項目\", \"id\": \"欄の名前\" }} と書く。直すたびに kakanai-author preview か watch で絵を見る。",
  "blocks": [
    {{ "head": {head}, "date": "today.wareki", "words": "次のとおり申請します。",
      "note": "head は題、words は最初の文。様式番号があれば \"form\": \"様式第1号（第4条関係）\" を足す。" }},

    {{ "below": 4, "side": "{side}", "columns": [{a}, {b}, {c}, {d}],
      "note": "columns は左からの幅、high は行の高さ。cells を左から書く。",
      "rows": [
      {{ "high": 6, "cells": [
        "フリガナ", {kana},
        {{ "label": "電話番号", "size": 8.5, "align": "center", "shaded": true, "span": [1, 2] }}, {phone}] }},
      {{ "high": 14, "cells": [{heading}, {person}] }},
      {{ "high": 19, "cells": [
        "住　　所",
        {address}] }} ] }},

    {{ "below": 4, "columns": [{a}, {wide}],
      "note": "この様式だけで聞くことは、ここに行を足す。手で書く欄は {{ \"blank\": \"hand\", \"id\": \"名前\" }}。",
      "rows": [
      {{ "high": 24, "cells": ["備　　考", {{ "blank": "hand", "id": "remarks" }}] }} ] }},

    {{ "below": 4, "office": ["受付", "入力", "確認"] }} ] }}
"#,
        json(id),
        format.name
    )
}

fn by_hand(id: &str, more: &str) -> String {
    format!(r#"{{ "blank": "hand", "id": "{id}"{more} }}"#)
}
