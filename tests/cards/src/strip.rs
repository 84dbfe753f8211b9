//! One line of print alone, photographed as those on cards are: for those who train an engine that reads lines.

use image::ImageError;

use crate::camera::Limits;
use crate::canvas::{Canvas, Outline, Wave};
use crate::chance::Chance;
use crate::font::Font;
use crate::lay::wear;
use crate::light::light;
use crate::sensor;
use crate::studio::{Studio, develop};
use crate::truth::{Area, Effects, Level};
use crate::zone;

/// A line to be printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// What it says.
    pub text: String,
    /// Height of a square character, in millimetres.
    pub size: f32,
    /// Space after every character, in millimetres.
    pub spacing: f32,
    /// How much wider characters are: printers make long lines narrower.
    pub stretch: f32,
    /// Whether it is a line of a machine-readable zone, which has letters of its own.
    pub zone: bool,
}

/// The photograph of a line.
pub struct StripPhoto {
    /// The file of a camera.
    pub jpeg: Vec<u8>,
    /// Where the corners of the strip are, in pixels, clockwise from the upper left one.
    pub corners: [[f32; 2]; 4],
    /// Width and height of the strip, in millimetres.
    pub size: [f32; 2],
    /// Which part of it is read: there is paper beyond it, as on a card.
    pub at: Area,
    /// Around the ink of the line, and of lines of a table at its ends, in millimetres.
    pub ink: Area,
    /// The middle of each character, in millimetres from the left.
    pub middles: Vec<f32>,
}

/// Paper around the line, in millimetres: boxes of layouts have as much.
const AROUND: [f32; 2] = [0.7, 1.8];
/// Paper beyond what is read, in millimetres, and desk around that, in pixels.
const BEYOND: f32 = 1.0;
const DESK: f32 = 3.0;

impl Studio {
    /// Prints a line on patterned paper and takes its photograph at a level.
    ///
    /// # Errors
    /// The file cannot be made.
    pub fn strip(&self, strip: &Strip, level: Level, chance: &mut Chance) -> Result<StripPhoto, ImageError> {
        let limits = Limits::of(level);
        let [left, right] = [BEYOND + chance.between(0.5, 3.0), BEYOND + chance.between(0.5, 6.0)];
        let [above, below] = [0, 1].map(|_| BEYOND + chance.between(AROUND[0], AROUND[1]));
        let (outline, middles) = self.print(strip, [left, above], chance);
        let ink = outline.area().unwrap_or([left, above, left + 1.0, above + 1.0]);
        let size = [ink[2] + right, above + strip.size + below];
        // As wide as a card takes in a photograph 1920 wide.
        let px_per_mm = chance.between(limits.part[0], limits.part[1]) * 1920.0 / 85.6;
        let mut paper = paper(chance, size, px_per_mm * 1.12);
        let dark = chance.between(12.0, 60.0);
        let tint = if chance.is(0.1) { chance.colour(20.0, 90.0) } else { [dark; 3] };
        paper.fill(&outline, tint, 1.0);
        let ink = beside(&mut paper, size, ink, chance);
        wear(&mut paper, chance, limits.wear / 8);
        let (jpeg, corners) = photograph(&paper, size, &limits, px_per_mm, chance)?;
        let at = [BEYOND, BEYOND, size[0] - BEYOND, size[1] - BEYOND];
        Ok(StripPhoto { jpeg, corners, size, at, ink, middles })
    }

    /// The line, its characters from a font that has them.
    fn print(&self, strip: &Strip, at: [f32; 2], chance: &mut Chance) -> (Outline, Vec<f32>) {
        if strip.zone {
            let middle = |nth: usize| at[0] + zone::PITCH * nth as f32 + zone::WIDTH / 2.0;
            return (zone::line(&strip.text, at), (0..strip.text.chars().count()).map(middle).collect());
        }
        let family = if chance.is(0.72) { &self.fonts.gothic } else { &self.fonts.mincho };
        let able: Vec<&Font> = family.iter().filter(|font| font.has(&strip.text)).collect();
        let font = match able.as_slice() {
            [] => self.fonts.for_text(&family[0], &strip.text),
            able => chance.pick(able),
        };
        let outline = font.outline(&strip.text, at, strip.size, strip.spacing, strip.stretch);
        let mut from = at[0];
        let middles = strip.text.chars().map(|character| {
            let wide = font.width(character.encode_utf8(&mut [0; 4]), strip.size) * strip.stretch;
            let middle = from + wide / 2.0;
            from += wide + strip.spacing;
            middle
        });
        let middles = middles.collect();
        (outline, middles)
    }
}

/// The file of a photograph of the strip, and where its corners are on it.
fn photograph(
    paper: &Canvas,
    size: [f32; 2],
    limits: &Limits,
    px_per_mm: f32,
    chance: &mut Chance,
) -> Result<(Vec<u8>, [[f32; 2]; 4]), ImageError> {
    // A tilted card is seen shorter one way; over a single line it is as good as a turned rectangle.
    let scale = [0, 1].map(|_| px_per_mm * chance.between(limits.tilt.to_radians().cos() - 0.02, 1.0));
    let (sin, cos) = chance.within(limits.turn).to_radians().sin_cos();
    let turned = |[x, y]: [f32; 2]| {
        let (x, y) = (x * scale[0], y * scale[1]);
        [x * cos - y * sin, x * sin + y * cos]
    };
    let corners = [[0.0, 0.0], [size[0], 0.0], size, [0.0, size[1]]].map(turned);
    let low = [0, 1].map(|axis: usize| corners.iter().map(|at| at[axis]).fold(f32::MAX, f32::min));
    let high = [0, 1].map(|axis: usize| corners.iter().map(|at| at[axis]).fold(f32::MIN, f32::max));
    let shift = low.map(|low| DESK + chance.between(0.0, 1.0) - low);
    let whole = [0, 1].map(|axis: usize| high[axis] - low[axis] + 2.0 * DESK);
    let mut photo = Canvas::new(whole, 1.0, chance.colour(40.0, 220.0));
    for y in 0..photo.height {
        for x in 0..photo.width {
            let [u, v] = [x as f32 - shift[0], y as f32 - shift[1]];
            let mm = [(u * cos + v * sin) / scale[0], (v * cos - u * sin) / scale[1]];
            if (0.0..size[0]).contains(&mm[0]) && (0.0..size[1]).contains(&mm[1]) {
                photo.pixels[y * photo.width + x] =
                    paper.at(mm[0] * paper.px_per_mm - 0.5, mm[1] * paper.px_per_mm - 0.5);
            }
        }
    }
    let mut effects = Effects::default();
    light(&mut photo, chance, limits, &mut effects);
    if chance.is(limits.glare / 4.0) {
        shine(&mut photo, chance);
    }
    let mut frame = Chance::new(chance.bits(), 1);
    develop(&mut photo, 1.0, chance, &mut frame, limits, &mut effects);
    let jpeg = sensor::jpeg(&photo, effects.quality)?;
    Ok((jpeg, corners.map(|[x, y]| [x + shift[0], y + shift[1]])))
}

/// Patterned paper, with the lines of a table around it on some.
fn paper(chance: &mut Chance, size: [f32; 2], px_per_mm: f32) -> Canvas {
    let light = chance.between(205.0, 252.0);
    let colour = [0, 1, 2].map(|_| (light + chance.within(14.0)).min(255.0));
    let mut paper = Canvas::new(size, px_per_mm, colour);
    let whole = [0.0, 0.0, size[0], size[1]];
    if chance.is(0.15) {
        paper.fill(&Outline::rectangle(whole), chance.colour(105.0, 240.0), 0.92);
    }
    for _ in 0..chance.whole(0, 3) {
        let wave = Wave::by_chance(chance);
        paper.waves(whole, wave, chance.colour(165.0, 235.0));
    }
    let rule = chance.colour(90.0, 160.0);
    let wide = chance.between(0.1, 0.22);
    let low = BEYOND + chance.within(0.2);
    if chance.is(0.35) {
        paper.fill(&Outline::rectangle([0.0, low, size[0], low + wide]), rule, 1.0);
    }
    if chance.is(0.35) {
        paper.fill(&Outline::rectangle([0.0, size[1] - low - wide, size[0], size[1] - low]), rule, 1.0);
    }
    paper
}

/// The upright lines of a table at the ends of some lines, which say nothing; around the ink with them.
fn beside(paper: &mut Canvas, size: [f32; 2], [l, t, r, b]: Area, chance: &mut Chance) -> Area {
    let mut ink = [l, t, r, b];
    let colour = chance.colour(60.0, 150.0);
    let wide = chance.between(0.12, 0.3);
    let gap = chance.between(0.35, 1.4);
    if chance.is(0.16) && l - gap - wide > BEYOND {
        ink[0] = l - gap - wide;
        paper.fill(&Outline::rectangle([ink[0], 0.0, l - gap, size[1]]), colour, 1.0);
    }
    if chance.is(0.1) && r + gap + wide < size[0] - BEYOND {
        ink[2] = r + gap + wide;
        paper.fill(&Outline::rectangle([r + gap, 0.0, ink[2], size[1]]), colour, 1.0);
    }
    ink
}

/// A lamp reflected somewhere on the strip.
fn shine(photo: &mut Canvas, chance: &mut Chance) {
    let (cx, cy) = (chance.between(0.0, photo.width as f32), chance.between(0.0, photo.height as f32));
    let (long, short) = (chance.between(60.0, 260.0), chance.between(30.0, 100.0));
    let strength = chance.between(60.0, 220.0);
    for (at, pixel) in photo.pixels.iter_mut().enumerate() {
        let (u, v) = (((at % photo.width) as f32 - cx) / long, ((at / photo.width) as f32 - cy) / short);
        let add = strength * (-(u * u + v * v)).exp();
        *pixel = pixel.map(|channel| channel + add);
    }
}
