//! Prints on a card and notes what stands where.

use crate::canvas::{Canvas, Colour, Outline};
use crate::chance::Chance;
use crate::font::{Font, Fonts};
use crate::person::Person;
use crate::truth::{Area, Field, Hidden, Printed, Secret};

/// Where a value is printed: left, top, height of its square characters, and how wide it may get, in millimetres.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Left.
    pub x: f32,
    /// Top.
    pub y: f32,
    /// Height of a square character.
    pub size: f32,
    /// A longer text is set narrower, then smaller.
    pub width: f32,
}

/// Short for a [`Slot`].
pub const fn slot(x: f32, y: f32, size: f32, width: f32) -> Slot {
    Slot { x, y, size, width }
}

/// A card being printed.
pub struct Press<'a> {
    /// What is printed on.
    pub canvas: Canvas,
    /// What varies from card to card.
    pub chance: Chance,
    /// All fonts.
    pub fonts: &'a Fonts,
    /// For labels.
    pub label_font: &'a Font,
    /// For values.
    pub value_font: &'a Font,
    /// Of labels.
    pub label_ink: Colour,
    /// Of values.
    pub ink: Colour,
    /// How far the printer of values is off, in millimetres, and how much larger or smaller it prints.
    shift: [f32; 2],
    scale: f32,
    /// What may be read.
    pub fields: Vec<Field>,
    /// Fixed words.
    pub labels: Vec<Printed>,
    /// What must not be cut out.
    pub hidden: Vec<Hidden>,
}

/// Millimetres to hundredths: finer says nothing.
fn rounded(area: Area) -> Area {
    area.map(|mm| (mm * 100.0).round() / 100.0)
}

/// The least rectangle around both.
pub fn around([l, t, r, b]: Area, other: Area) -> Area {
    [l.min(other[0]), t.min(other[1]), r.max(other[2]), b.max(other[3])]
}

impl<'a> Press<'a> {
    /// A blank card of some size and colour.
    pub fn new(fonts: &'a Fonts, mut chance: Chance, size: [f32; 2], px_per_mm: f32, colour: Colour) -> Self {
        let label_font = &fonts.gothic[chance.index(fonts.gothic.len())];
        let family = if chance.is(0.72) { &fonts.gothic } else { &fonts.mincho };
        let value_font = &family[chance.index(family.len())];
        let dark = chance.between(12.0, 60.0);
        let shift = [chance.within(0.4), chance.within(0.3)];
        let scale = chance.between(0.97, 1.03);
        Self {
            canvas: Canvas::new(size, px_per_mm, colour),
            chance,
            fonts,
            label_font,
            value_font,
            label_ink: [40.0, 60.0, 90.0],
            ink: [dark; 3],
            shift,
            scale,
            fields: Vec::new(),
            labels: Vec::new(),
            hidden: Vec::new(),
        }
    }

    /// Prints a line of a font and says where its ink is.
    fn line(&mut self, font: &Font, slot: Slot, spacing: f32, ink: Colour, text: &str) -> Area {
        let font = self.fonts.for_text(font, text);
        let wide = font.width(text, slot.size) + spacing * text.chars().count() as f32;
        let fits = (slot.width / wide).min(1.0);
        // Printers of cards first make characters narrower, down to about two thirds, then smaller.
        let (stretch, smaller) = (fits.max(0.7), (fits / 0.7).min(1.0));
        let top = slot.y + slot.size * (1.0 - smaller) / 2.0;
        let outline = font.outline(text, [slot.x, top], slot.size * smaller, spacing, stretch);
        self.canvas.fill(&outline, ink, 1.0);
        rounded(outline.area().unwrap_or([slot.x, slot.y, slot.x, slot.y]))
    }

    /// A fixed word of the card.
    pub fn label(&mut self, x: f32, y: f32, size: f32, text: &str) {
        self.label_in(x, y, size, text, self.label_ink);
    }

    /// A fixed word in a colour of its own.
    pub fn label_in(&mut self, x: f32, y: f32, size: f32, text: &str, ink: Colour) {
        let area = self.line(self.label_font, slot(x, y, size, 99.0), 0.0, ink, text);
        self.labels.push(Printed { text: text.into(), area });
    }

    fn placed(&mut self, slot: Slot) -> Slot {
        Slot {
            x: slot.x + self.shift[0] + self.chance.within(0.12),
            y: slot.y + self.shift[1] + self.chance.within(0.12),
            size: slot.size * self.scale,
            width: slot.width,
        }
    }

    /// Something printed with the values that is no field.
    pub fn value(&mut self, place: Slot, text: &str) -> Area {
        let place = self.placed(place);
        self.line(self.value_font, place, 0.0, self.ink, text)
    }

    /// A field of one line.
    pub fn field(&mut self, name: &str, place: Slot, text: &str) {
        self.spaced_field(name, place, 0.0, text);
    }

    /// A field of one line with space after every character.
    pub fn spaced_field(&mut self, name: &str, place: Slot, spacing: f32, text: &str) {
        let place = self.placed(place);
        let area = self.line(self.value_font, place, spacing, self.ink, text);
        let lines = vec![Printed { text: text.into(), area }];
        self.fields.push(Field { name: name.into(), text: text.into(), area, lines });
    }

    /// A field that may take several lines, `pitch` millimetres apart. `most` lines at most; then characters shrink.
    pub fn wrapped_field(&mut self, name: &str, place: Slot, pitch: f32, most: usize, text: &str) {
        let mut place = self.placed(place);
        let mut lines = self.broken(place, text);
        while lines.len() > most && place.size > 1.2 {
            place.size *= 0.94;
            lines = self.broken(place, text);
        }
        let mut printed = Vec::new();
        for (nth, line) in lines.iter().enumerate() {
            let place = Slot { y: place.y + pitch * nth as f32, ..place };
            let area = self.line(self.value_font, place, 0.0, self.ink, line);
            printed.push(Printed { text: line.clone(), area });
        }
        let area = printed
            .iter()
            .map(|line| line.area)
            .reduce(around)
            .unwrap_or([place.x, place.y, place.x, place.y]);
        self.fields.push(Field { name: name.into(), text: text.into(), area, lines: printed });
    }

    /// The lines of a text; the building begins a line of its own where that costs none.
    fn broken(&self, place: Slot, text: &str) -> Vec<String> {
        let font = self.fonts.for_text(self.value_font, text);
        let fill = |text: &str| {
            let (mut lines, mut line, mut wide) = (Vec::new(), String::new(), 0.0);
            for character in text.chars() {
                let more = font.width(character.encode_utf8(&mut [0; 4]), place.size);
                if wide + more > place.width {
                    lines.push(std::mem::take(&mut line));
                    wide = 0.0;
                }
                if !(line.is_empty() && character == '　') {
                    line.push(character);
                    wide += more;
                }
            }
            lines.push(line);
            lines
        };
        let whole = fill(text);
        let Some((block, building)) = text.split_once('　').filter(|_| whole.len() > 1) else {
            return whole;
        };
        let mut apart = fill(block);
        apart.extend(fill(building));
        if apart.len() <= whole.len() { apart } else { whole }
    }

    /// Notes that this must never be cut out.
    pub fn hide(&mut self, what: Secret, area: Area) {
        self.hidden.push(Hidden { what, area: rounded(area) });
    }

    /// A portrait of nobody.
    pub fn portrait(&mut self, person: &Person, [l, t, r, b]: Area) {
        let (w, h) = (r - l, b - t);
        let pale = self.chance.between(170.0, 235.0);
        let back = [pale - self.chance.between(0.0, 40.0), pale, pale + self.chance.between(-10.0, 20.0)];
        self.canvas.fill(&Outline::rectangle([l, t, r, b]), back, 1.0);
        let light = self.chance.between(0.75, 1.0);
        let skin = [225.0, 185.0, 155.0].map(|c: f32| c * light);
        let grey = if person.born.year < 1962 {
            self.chance.between(90.0, 200.0)
        } else {
            self.chance.between(12.0, 45.0)
        };
        let hair = [grey + self.chance.between(0.0, 18.0), grey + 4.0, grey];
        let coat = self.chance.colour(20.0, 110.0);
        let at = |x: f32, y: f32| [l + w * x, t + h * y];
        let oval = |x0: f32, y0: f32, x1: f32, y1: f32| {
            let ([l, t], [r, b]) = (at(x0, y0), at(x1, y1));
            Outline::ellipse([l, t, r, b])
        };
        let long = if person.female { self.chance.between(0.55, 0.75) } else { 0.5 };
        let parts = [
            (oval(0.2, 0.1, 0.8, long), hair),
            (oval(0.4, 0.55, 0.6, 0.85), skin.map(|c| c * 0.9)),
            (oval(0.25, 0.17, 0.75, 0.68), skin),
            (oval(0.22, 0.08, 0.78, 0.33), hair),
            (oval(0.33, 0.38, 0.43, 0.42), [40.0; 3]),
            (oval(0.57, 0.38, 0.67, 0.42), [40.0; 3]),
            (oval(0.42, 0.55, 0.58, 0.58), [170.0, 90.0, 85.0]),
        ];
        for (outline, colour) in &parts {
            self.canvas.fill(outline, *colour, 1.0);
        }
        let shoulders =
            [at(0.05, 1.0), at(0.1, 0.82), at(0.35, 0.74), at(0.65, 0.74), at(0.9, 0.82), at(0.95, 1.0)];
        self.canvas.fill(&Outline { contours: vec![shoulders.to_vec()] }, coat, 1.0);
        self.hide(Secret::Face, [l, t, r, b]);
    }
}
