//! The face of a card: from a picture to what is printed on it.

mod find;
mod kinds;
pub mod layout;
mod picture;

pub use find::{Quad, find};
pub use layout::{Layout, LayoutProblem};
pub use picture::Picture;

/// Temporary.
pub fn zz(picture: &Picture, layouts: &[Layout]) -> Vec<(String, f32, (f32, f32), Quad)> {
    let e = kinds::Expected::of(layouts);
    let quads = find(picture);
    let m = kinds::compare(picture, &quads, &e);
    m.into_iter()
        .take(2)
        .map(|m| {
            let l = layouts.get(m.layout).unwrap();
            let m = kinds::settle(picture, m, &e, l.size);
            (l.id.clone(), m.likeness, m.shift, m.quad)
        })
        .collect()
}
