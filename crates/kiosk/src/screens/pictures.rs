//! Pictures of cards on the graphics card: only as long as they are on the screen.
//!
//! What is freed there is not overwritten; it is in reach of no file and of no other program of this user's.

use std::sync::Arc;

use eframe::egui::{ColorImage, Context, Id, TextureHandle, TextureOptions, Ui};
use kakanai_reading::Frame;

use crate::model::{Model, Screen};
use crate::showing::{Face, Phase, Preview};

/// Which picture a texture is: of which card, which row, which of its pictures.
type Of = (u64, usize, usize);

#[derive(Clone, Default)]
struct Textures {
    /// The live view, and its frame.
    live: Option<(u64, TextureHandle)>,
    face: Vec<(Of, TextureHandle)>,
}

fn kept<R>(ctx: &Context, with: impl FnOnce(&mut Textures) -> R) -> R {
    let id = Id::unique("pictures of cards");
    let kept = ctx.data(|data| data.get_temp::<Arc<eframe::egui::mutex::Mutex<Textures>>>(id));
    let kept = kept.unwrap_or_else(|| {
        let new = Arc::default();
        ctx.data_mut(|data| data.insert_temp(id, Arc::clone(&new)));
        new
    });
    let mut textures = kept.lock();
    with(&mut textures)
}

/// Frees what is not on the screen any more.
pub fn release(ctx: &Context, model: &Model) {
    let phase = match &model.screen {
        Screen::Showing(showing) => Some(&showing.phase),
        Screen::Start
        | Screen::Events
        | Screen::Asking(_)
        | Screen::Review
        | Screen::Submitting
        | Screen::Done
        | Screen::Desk
        | Screen::Case => None,
    };
    kept(ctx, |textures| match phase {
        Some(Phase::Looking(_)) => textures.face.clear(),
        Some(Phase::Checking(face) | Phase::Mending(face, ..)) => {
            textures.live = None;
            textures.face.retain(|((number, ..), _)| *number == face.number);
        }
        None => *textures = Textures::default(),
    });
}

/// How many pictures of cards the window holds.
pub fn held(ctx: &Context) -> usize {
    kept(ctx, |textures| textures.face.len() + usize::from(textures.live.is_some()))
}

/// The frame of the live view.
pub fn live(ui: &Ui, preview: &Preview) -> TextureHandle {
    let size = [preview.picture.width(), preview.picture.height()];
    let image = || ColorImage::from_rgb(size, preview.picture.rows_of_bytes());
    kept(ui.ctx(), |textures| match &mut textures.live {
        Some((frame, handle)) => {
            if *frame != preview.frame {
                *frame = preview.frame;
                handle.set(image(), TextureOptions::LINEAR);
            }
            handle.clone()
        }
        None => {
            let handle = ui.ctx().load_texture("live view", image(), TextureOptions::LINEAR);
            textures.live = Some((preview.frame, handle.clone()));
            handle
        }
    })
}

/// A picture of a row.
pub fn of_row(ui: &Ui, face: &Face, row: usize, nth: usize, picture: &Frame) -> TextureHandle {
    let of = (face.number, row, nth);
    let known = kept(ui.ctx(), |textures| {
        textures.face.iter().find(|(known, _)| *known == of).map(|(_, handle)| handle.clone())
    });
    known.unwrap_or_else(|| {
        let grey: Vec<u8> = picture.rows().flatten().copied().collect();
        let image = ColorImage::from_gray([picture.width(), picture.height()], &grey);
        let handle = ui.ctx().load_texture("row of a card", image, TextureOptions::LINEAR);
        kept(ui.ctx(), |textures| textures.face.push((of, handle.clone())));
        handle
    })
}
