//! An address in the parts of the GIF model.

use eframe::egui::{Ui, vec2};
use kakanai_domain::Slot;
use kakanai_domain::person::Address;

use super::input::{field_label, field_ui};
use super::view::View;
use crate::draft::Field;
use crate::look::Kind;
use crate::model::{Asking, Entered, Intent};
use crate::words::Word;

/// The input of an address.
pub fn address_ui(
    ui: &mut Ui,
    view: &View<'_>,
    asking: &Asking,
    slot: Slot,
    address: &Address,
) -> Option<Intent> {
    let mut intent = None;
    let width = ui.available_width();
    // Widths are shares of the row.
    let rows: [&[(Field, f32, &str, &str)]; 3] = [
        &[
            (Field::PostalCode, 0.19, "123-4567", &address.postal_code),
            (Field::Prefecture, 0.22, "見本県", &address.prefecture),
            (Field::City, 0.32, "見本町", &address.city),
        ],
        &[(Field::Town, 0.5, "中央一丁目", &address.town), (Field::Block, 0.5, "2番3号", &address.block)],
        &[
            (Field::Building, 0.66, "見本荘101号室", &address.building),
            (Field::Country, 0.34, "", &address.country),
        ],
    ];
    for (n, row) in rows.into_iter().enumerate() {
        ui.horizontal(|ui| {
            let button = if n == 0 { 0.27 } else { 0.0 };
            let count = row.len() as f32 + if n == 0 { 1.0 } else { 0.0 };
            let room = width - 16.0 * (count - 1.0);
            for &(field, share, example, text) in row {
                let label = field_label(view, field).unwrap_or_default();
                let typed = field_ui(ui, view, asking, slot, field, label, example, room * share, text);
                intent = intent.take().or(typed);
            }
            if n == 0 {
                ui.vertical(|ui| {
                    ui.add_space(30.0);
                    let office = view
                        .model
                        .catalog
                        .office
                        .name
                        .as_ref()
                        .map(|name| name.get(view.lang()))
                        .unwrap_or_default();
                    let words = Word::Here.with(view.lang(), &[office]);
                    if view.look.button(ui, vec2(room * button, 68.0), Kind::Outline, None, &words).clicked()
                    {
                        intent = Some(Intent::Enter(slot, Entered::Here));
                    }
                });
            }
        });
    }
    intent
}
