//! The cards of the demo: three of the invented family T01 (`seeds/README.md`).

use image::ImageError;

use crate::chance::Chance;
use crate::faces::face_of;
use crate::font::Fonts;
use crate::person::{Address, Day, Person};
use crate::studio::{Order, Photo, Studio};
use crate::truth::{Kind, Level};

/// Names of the files in `seeds/cards`, and their photographs: level mild, in the fonts the project ships.
pub fn photos() -> Result<Vec<(&'static str, Photo)>, ImageError> {
    let studio = Studio::new(Fonts::shipped());
    let day = |year, month, day| Day { year, month, day };
    let family = [
        ("taro", "太郎", false, day(1981, 5, 10), 4),
        ("hanako", "花子", true, day(1983, 2, 3), 13),
        ("kazuo", "一雄", false, day(1948, 3, 12), 20),
    ];
    let photo = |(file, given, female, born, seed): (&'static str, &str, bool, Day, u64)| {
        let address = Address {
            prefecture: "見本県".into(),
            city: "北見本市".into(),
            block: "中央一丁目2番3号".into(),
            building: String::new(),
        };
        let person = Person { family: "見本".into(), given: given.into(), female, born, address };
        let order = Order { photo: [1280, 720], ..Order::new(Kind::MyNumber, Level::Mild, seed) };
        let print = |px_per_mm| face_of(&studio.fonts, order.kind, &person, Chance::new(seed, 1), px_per_mm);
        Ok((file, studio.photo_of(&order, print)?))
    };
    family.into_iter().map(photo).collect()
}
