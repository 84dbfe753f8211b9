//! A card before it is photographed: shapes and ink in millimetres.

use ab_glyph_rasterizer::{Rasterizer, point};

use crate::chance::Chance;
use crate::truth::Area;

/// Red, green, blue, each 0 to 255.
pub type Colour = [f32; 3];

/// Closed contours in millimetres.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The contours; none repeats its first point.
    pub contours: Vec<Vec<[f32; 2]>>,
}

impl Outline {
    /// The least rectangle around it; none without a point.
    pub fn area(&self) -> Option<Area> {
        let mut points = self.contours.iter().flatten();
        let &[x, y] = points.next()?;
        Some(points.fold([x, y, x, y], |[l, t, r, b], &[x, y]| [l.min(x), t.min(y), r.max(x), b.max(y)]))
    }

    /// A rectangle with round corners.
    pub fn round(area: Area, radius: f32) -> Self {
        let [l, t, r, b] = area;
        let mut contour = Vec::new();
        for (cx, cy, from) in [
            (r - radius, t + radius, -90.0f32),
            (r - radius, b - radius, 0.0),
            (l + radius, b - radius, 90.0),
            (l + radius, t + radius, 180.0),
        ] {
            for step in 0..=6 {
                let angle = (from + 15.0 * step as f32).to_radians();
                contour.push([cx + radius * angle.cos(), cy + radius * angle.sin()]);
            }
        }
        Self { contours: vec![contour] }
    }

    /// A rectangle.
    pub fn rectangle([l, t, r, b]: Area) -> Self {
        Self { contours: vec![vec![[l, t], [r, t], [r, b], [l, b]]] }
    }

    /// An ellipse in a rectangle.
    pub fn ellipse([l, t, r, b]: Area) -> Self {
        let point = |step: u16| {
            let angle = f32::from(step) / 48.0 * std::f32::consts::TAU;
            [(l + r) / 2.0 + (r - l) / 2.0 * angle.cos(), (t + b) / 2.0 + (b - t) / 2.0 * angle.sin()]
        };
        Self { contours: vec![(0..48).map(point).collect()] }
    }

    /// A line of some width through points.
    pub fn stroke(points: &[[f32; 2]], width: f32) -> Self {
        let mut contours = Vec::new();
        for pair in points.windows(2) {
            let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
            let length = (bx - ax).hypot(by - ay).max(1e-6);
            let (nx, ny) = ((ay - by) / length * width / 2.0, (bx - ax) / length * width / 2.0);
            // Turned the same way as the dots, so that pieces that overlap do not rub each other out.
            contours.push(vec![
                [ax + nx, ay + ny],
                [ax - nx, ay - ny],
                [bx - nx, by - ny],
                [bx + nx, by + ny],
            ]);
        }
        let half = width / 2.0;
        for &[x, y] in points {
            contours.append(&mut Self::ellipse([x - half, y - half, x + half, y + half]).contours);
        }
        Self { contours }
    }
}

/// Pixels of a card.
pub struct Canvas {
    /// How fine it is.
    pub px_per_mm: f32,
    /// Pixels from left to right.
    pub width: usize,
    /// Pixels from top to bottom.
    pub height: usize,
    /// Row by row.
    pub pixels: Vec<Colour>,
}

impl Canvas {
    /// An empty card of some size in millimetres.
    pub fn new([width, height]: [f32; 2], px_per_mm: f32, colour: Colour) -> Self {
        let (width, height) = ((width * px_per_mm).round() as usize, (height * px_per_mm).round() as usize);
        Self { px_per_mm, width, height, pixels: vec![colour; width * height] }
    }

    /// The colour between pixels; beyond the border, the nearest one's.
    pub fn at(&self, x: f32, y: f32) -> Colour {
        let (x, y) = (x.clamp(0.0, self.width as f32 - 1.001), y.clamp(0.0, self.height as f32 - 1.001));
        let (left, top) = (x as usize, y as usize);
        let (u, v) = (x - left as f32, y - top as f32);
        let at = top * self.width + left;
        let (upper, lower) = (&self.pixels[at..at + 2], &self.pixels[at + self.width..at + self.width + 2]);
        [0, 1, 2].map(|c: usize| {
            let above = upper[0][c] + (upper[1][c] - upper[0][c]) * u;
            let below = lower[0][c] + (lower[1][c] - lower[0][c]) * u;
            above + (below - above) * v
        })
    }

    /// Lays colour over a pixel.
    fn blend(&mut self, at: usize, colour: Colour, part: f32) {
        for (under, over) in self.pixels[at].iter_mut().zip(colour) {
            *under += (over - *under) * part;
        }
    }

    /// Fills an outline; `part` 1 covers what lies below.
    pub fn fill(&mut self, outline: &Outline, colour: Colour, part: f32) {
        let Some([l, t, r, b]) = outline.area() else { return };
        let scale = self.px_per_mm;
        let (left, top) = ((l * scale).floor().max(0.0), (t * scale).floor().max(0.0));
        let right = ((r * scale).ceil() as i64 + 1).clamp(0, self.width as i64) as usize;
        let bottom = ((b * scale).ceil() as i64 + 1).clamp(0, self.height as i64) as usize;
        let (x0, y0) = (left as usize, top as usize);
        if x0 >= right || y0 >= bottom {
            return;
        }
        let (width, height) = (right - x0, bottom - y0);
        let mut raster = Rasterizer::new(width, height);
        // Outside the canvas a line still counts for what lies to its right; to the left it may not go.
        let place = |[x, y]: [f32; 2]| point((x * scale - left).clamp(0.0, width as f32), y * scale - top);
        for contour in &outline.contours {
            for (at, &from) in contour.iter().enumerate() {
                let to = contour[(at + 1) % contour.len()];
                raster.draw_line(place(from), place(to));
            }
        }
        raster.for_each_pixel_2d(|x, y, cover| {
            if cover > 0.0 {
                self.blend((y0 + y as usize) * self.width + x0 + x as usize, colour, cover.min(1.0) * part);
            }
        });
    }

    /// The frame of a rectangle.
    pub fn frame(&mut self, [l, t, r, b]: Area, width: f32, colour: Colour) {
        for side in [[l, t, r, t + width], [l, b - width, r, b], [l, t, l + width, b], [r - width, t, r, b]] {
            self.fill(&Outline::rectangle(side), colour, 1.0);
        }
    }

    /// Changes colour smoothly from left to right.
    pub fn shade(&mut self, area: Area, from: Colour, to: Colour, part: f32) {
        let [l, t, r, b] = area.map(|mm| mm * self.px_per_mm);
        for y in t.max(0.0) as usize..(b as usize).min(self.height) {
            for x in l.max(0.0) as usize..(r as usize).min(self.width) {
                let along = (x as f32 - l) / (r - l);
                let colour = [0, 1, 2].map(|c| from[c] + (to[c] - from[c]) * along);
                self.blend(y * self.width + x, colour, part);
            }
        }
    }

    /// Fine wavy lines all over, as on paper that should not be copied.
    /// `pitch` and `reach` in millimetres: from line to line, and how far a line swings.
    pub fn waves(&mut self, area: Area, wave: Wave, colour: Colour) {
        let [l, t, r, b] = area.map(|mm| mm * self.px_per_mm);
        let scale = self.px_per_mm;
        let (left, right) = (l.max(0.0) as usize, (r as usize).min(self.width));
        let swing: Vec<f32> = (left..right)
            .map(|x| {
                let x = x as f32 / scale;
                wave.reach
                    * ((x * wave.turns + wave.start).sin()
                        + 0.5 * (x * wave.turns * 2.7 + 2.0 * wave.start).sin())
            })
            .collect();
        let (top, bottom) = (t.max(0.0), b.min(self.height as f32 - 1.0));
        let half = (wave.width * scale).max(0.6) / 2.0;
        let mut line = t / scale - 2.0 * wave.reach;
        let mut nth = 0.0f32;
        while line < b / scale + 2.0 * wave.reach {
            let bend = 1.0 + 0.25 * (nth * 0.7).sin();
            for (x, swing) in (left..right).zip(&swing) {
                let y = (line + swing * bend) * scale;
                let (from, to) = ((y - half).max(top), (y + half).min(bottom));
                let mut row = from.floor();
                while row < to {
                    let cover = (to.min(row + 1.0) - from.max(row)).max(0.0);
                    self.blend(row as usize * self.width + x, colour, cover * wave.part);
                    row += 1.0;
                }
            }
            line += wave.pitch;
            nth += 1.0;
        }
    }
}

impl Wave {
    /// As such lines run on cards.
    pub fn by_chance(chance: &mut Chance) -> Self {
        Self {
            pitch: chance.between(0.7, 1.5),
            reach: chance.between(0.8, 3.0),
            turns: chance.between(0.08, 0.5),
            start: chance.between(0.0, 6.0),
            width: chance.between(0.1, 0.24),
            part: chance.between(0.2, 0.55),
        }
    }
}

/// How fine lines run. Millimetres, but for `turns` (radians a millimetre), `start` (radians) and `part`.
#[derive(Clone, Copy, Debug)]
pub struct Wave {
    /// From line to line.
    pub pitch: f32,
    /// How far a line swings.
    pub reach: f32,
    /// How quickly it swings.
    pub turns: f32,
    /// Where it begins.
    pub start: f32,
    /// Of the line.
    pub width: f32,
    /// How much it covers.
    pub part: f32,
}
