//! A name: characters, reading, and Latin letters.

use eframe::egui::{Ui, vec2};
use kakanai_domain::Slot;
use kakanai_domain::person::Name;

use super::input::{field_label, field_ui};
use super::view::View;
use crate::draft::Field;
use crate::look::Kind;
use crate::model::{Asking, Intent, Over};
use crate::words::Word;

/// The input of a name.
pub fn name_ui(ui: &mut Ui, view: &View<'_>, asking: &Asking, slot: Slot, name: &Name) -> Option<Intent> {
    let mut intent = None;
    let wide = ui.available_width() > 1000.0;
    let panel = 200.0;
    let width =
        if wide { (ui.available_width() - 40.0 - panel) / 2.0 } else { (ui.available_width() - 16.0) / 2.0 };
    let rows: [&[(Field, &str, &str)]; 2] = [
        &[(Field::Family, "見本", &name.family), (Field::Given, "太郎", &name.given)],
        &[(Field::FamilyKana, "ミホン", &name.family_kana), (Field::GivenKana, "タロウ", &name.given_kana)],
    ];
    for row in rows {
        ui.horizontal(|ui| {
            for &(field, example, text) in row {
                let label = field_label(view, field).unwrap_or_default();
                let typed = field_ui(ui, view, asking, slot, field, label, example, width, text);
                intent = intent.take().or(typed);
            }
            let kana = row.iter().any(|(field, ..)| *field == Field::FamilyKana);
            if kana && wide {
                ui.vertical(|ui| {
                    ui.add_space(30.0);
                    let words = view.say(Word::KanaPanel);
                    if view.look.button(ui, vec2(panel, 68.0), Kind::Outline, None, words).clicked() {
                        let field = match asking.focus {
                            Some((at, field @ (Field::FamilyKana | Field::GivenKana))) if at == slot => field,
                            _ if name.family_kana.is_empty() || !name.given_kana.is_empty() => {
                                Field::FamilyKana
                            }
                            _ => Field::GivenKana,
                        };
                        intent = Some(Intent::Show(Over::Kana(slot, field)));
                    }
                });
            }
        });
    }
    let label = field_label(view, Field::Latin).unwrap_or_default();
    let typed =
        field_ui(ui, view, asking, slot, Field::Latin, label, "MIHON TARO", width * 2.0 + 16.0, &name.latin);
    intent.or(typed)
}
