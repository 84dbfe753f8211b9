//! The faces of the cards. Real positions are published for none of them: these look alike in what stands where, next to
//! which label and in which order, and differ from card to card as prints do.

mod driving;
mod insurance;
mod my_number;
mod passport;
mod residence;
mod stranger;

use crate::canvas::{Canvas, Wave};
use crate::chance::Chance;
use crate::font::Fonts;
use crate::person::Person;
use crate::press::Press;
use crate::truth::{Area, Kind};

/// A printed card of a kind.
pub fn face(fonts: &Fonts, kind: Kind, seed: u64, px_per_mm: f32) -> Press<'_> {
    let mut chance = Chance::new(seed, 1);
    let person = Person::new(&mut chance);
    face_of(fonts, kind, &person, chance, px_per_mm)
}

/// A printed card of a certain person.
pub fn face_of<'a>(
    fonts: &'a Fonts,
    kind: Kind,
    person: &Person,
    chance: Chance,
    px_per_mm: f32,
) -> Press<'a> {
    match kind {
        Kind::MyNumber => my_number::front(fonts, person, chance, px_per_mm),
        Kind::MyNumberBack => my_number::back(fonts, person, chance, px_per_mm),
        Kind::Licence => driving::licence(fonts, person, chance, px_per_mm),
        Kind::DrivingHistory => driving::history(fonts, person, chance, px_per_mm),
        Kind::Residence1 => residence::first(fonts, person, chance, px_per_mm),
        Kind::Residence2 => residence::second(fonts, person, chance, px_per_mm),
        Kind::Permanent1 => residence::permanent(fonts, person, chance, px_per_mm, false),
        Kind::Permanent2 => residence::permanent(fonts, person, chance, px_per_mm, true),
        Kind::Insurance => insurance::certificate(fonts, person, chance, px_per_mm),
        Kind::Passport => passport::page(fonts, person, chance, px_per_mm),
        Kind::Stranger => stranger::stranger(fonts, person, chance, px_per_mm),
    }
}

/// The size of a kind, in millimetres from its upper left corner.
const fn whole(kind: Kind) -> Area {
    let [width, height] = kind.size();
    [0.0, 0.0, width, height]
}

/// Fine lines of some colours all over a card.
fn guilloche(canvas: &mut Canvas, chance: &mut Chance, area: Area, colours: &[[f32; 3]]) {
    for &colour in colours {
        let wave = Wave::by_chance(chance);
        canvas.waves(area, wave, colour);
    }
}
