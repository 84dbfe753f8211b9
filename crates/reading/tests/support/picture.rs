//! Draws symbols on sheets, lays them on a desk, and looks at them through a lens.

use fastrand::Rng;
use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma};
use qrcodegen::QrCode;

use super::{Effects, HEIGHT, WIDTH, between};

/// Where a symbol came to lie.
#[derive(Clone, Copy)]
pub struct Spot {
    pub middle: (f32, f32),
    /// Length of its sides, in pixels.
    pub side: f32,
}

/// A frame while it is made, in grey levels.
pub struct Picture(Vec<f32>);

/// A map from places of the frame to places of a sheet.
type Map = [f64; 9];

impl Picture {
    /// A desk with lines and boxes on it.
    pub fn desk(random: &mut Rng, grey: f32) -> Self {
        let mut picture = Self(vec![grey; WIDTH * HEIGHT]);
        // Cloudy, in squares of 24 pixels.
        let clouds: Vec<f32> =
            (0..(WIDTH / 24 + 2) * (HEIGHT / 24 + 2)).map(|_| normal(random) * 3.0).collect();
        let columns = WIDTH / 24 + 2;
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let (across, down) = (x as f32 / 24.0, y as f32 / 24.0);
                let (cx, cy) = (across as usize, down as usize);
                let (fx, fy) = (across.fract(), down.fract());
                let at = |x: usize, y: usize| clouds[y * columns + x];
                let upper = at(cx, cy) * (1.0 - fx) + at(cx + 1, cy) * fx;
                let lower = at(cx, cy + 1) * (1.0 - fx) + at(cx + 1, cy + 1) * fx;
                picture.0[y * WIDTH + x] += upper * (1.0 - fy) + lower * fy;
            }
        }
        for _ in 0..random.usize(3..8) {
            let (left, top) = (random.usize(0..WIDTH), random.usize(0..HEIGHT));
            let grey = between(random, 20.0, 240.0);
            if random.bool() {
                picture.fill(left, top, random.usize(20..300), random.usize(10..200), grey);
            } else {
                picture.print(random, left, top, grey);
            }
        }
        picture
    }

    fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, grey: f32) {
        for y in top..(top + height).min(HEIGHT) {
            self.0[y * WIDTH + left..y * WIDTH + (left + width).min(WIDTH)].fill(grey);
        }
    }

    /// A block of lines of writing.
    fn print(&mut self, random: &mut Rng, left: usize, top: usize, grey: f32) {
        let (width, lines) = (random.usize(100..500), random.usize(2..9));
        for line in 0..lines {
            let mut x = left;
            while x < left + width {
                let stroke = random.usize(3..12);
                self.fill(x.min(WIDTH), top + line * 20, stroke, random.usize(5..12), grey);
                x += stroke + random.usize(2..6);
            }
        }
    }

    /// Lays a sheet with a symbol into an area (left, top, right, bottom).
    pub fn lay(&mut self, random: &mut Rng, code: &QrCode, e: &Effects, area: [f32; 4]) -> Spot {
        let size = code.size() as f32;
        let margin = size * 0.35 + e.quiet;
        let (mut module, mut corners);
        let to_sheet: Map;
        let (width, height) = (area[2] - area[0], area[3] - area[1]);
        module = e.module;
        loop {
            // The symbol in the middle of the frame, tilted; then moved.
            let forward = tilted(e.tilt, module, size / 2.0);
            corners =
                [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size)].map(|(u, v)| apply(&forward, u, v));
            let span = |get: fn(&(f32, f32)) -> f32| {
                let values = corners.iter().map(get);
                (values.clone().fold(f32::MAX, f32::min), values.fold(f32::MIN, f32::max))
            };
            let ((left, right), (top, bottom)) = (span(|c| c.0), span(|c| c.1));
            let scale = (width * 0.94 / (right - left)).min(height * 0.94 / (bottom - top));
            if scale < 1.0 {
                module *= scale * 0.99;
                continue;
            }
            let x = between(random, area[0] + width * 0.02 - left, area[2] - width * 0.02 - right);
            let y = between(random, area[1] + height * 0.02 - top, area[3] - height * 0.02 - bottom);
            for corner in &mut corners {
                *corner = (corner.0 + x, corner.1 + y);
            }
            let moved = multiply(&[1.0, 0.0, f64::from(x), 0.0, 1.0, f64::from(y), 0.0, 0.0, 1.0], &forward);
            to_sheet = invert(&moved);
            break;
        }
        let sheet = Sheet { code, e, size, margin, print: random.u64(..), module };
        for y in 0..HEIGHT {
            for x in area[0] as usize..area[2] as usize {
                let mut sum = 0.0;
                let mut count = 0;
                for (dx, dy) in [
                    (0.17, 0.17),
                    (0.5, 0.17),
                    (0.83, 0.17),
                    (0.17, 0.5),
                    (0.5, 0.5),
                    (0.83, 0.5),
                    (0.17, 0.83),
                    (0.5, 0.83),
                    (0.83, 0.83),
                ] {
                    let (u, v) = apply(&to_sheet, x as f32 + dx, y as f32 + dy);
                    if let Some(grey) = sheet.grey(u, v) {
                        sum += grey;
                        count += 1;
                    } else if dx < 0.2 && dy < 0.2 && !sheet.is_near(u, v) {
                        break;
                    }
                }
                let pixel = &mut self.0[y * WIDTH + x];
                *pixel = (sum + *pixel * (9 - count) as f32) / 9.0;
            }
        }
        let middle = corners.iter().fold((0.0, 0.0), |sum, c| (sum.0 + c.0 / 4.0, sum.1 + c.1 / 4.0));
        Spot { middle, side: module * size }
    }

    /// Light, lens and sensor.
    pub fn light(&mut self, random: &mut Rng, e: &Effects, spot: Spot) {
        let turn = between(random, 0.0, std::f32::consts::TAU);
        let edge = between(random, 2.0, 25.0);
        let shine = if random.f32() < 0.6 {
            (between(random, -0.4, 0.4), between(random, -0.4, 0.4))
        } else {
            (0.0, 0.0)
        };
        let grey = between(random, 90.0, 170.0);
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let pixel = &mut self.0[y * WIDTH + x];
                let (dx, dy) = (x as f32 - spot.middle.0, y as f32 - spot.middle.1);
                let (sx, sy) = (2.0 * x as f32 / WIDTH as f32 - 1.0, 2.0 * y as f32 / HEIGHT as f32 - 1.0);
                *pixel *= (1.0 + e.slope * (sx * turn.cos() + sy * turn.sin()) * 0.75).clamp(0.08, 1.6);
                *pixel *= 1.0 - e.shade / (1.0 + (-(dx * turn.sin() - dy * turn.cos()) / edge).exp());
                if e.contrast < 1.0 {
                    *pixel = (*pixel - 128.0) * e.contrast + grey;
                }
                *pixel *= e.light;
            }
        }
        self.blur(e.blur);
        if e.motion > 0.0 {
            self.streak(e.motion, between(random, 0.0, std::f32::consts::PI));
        }
        if e.glare > 0.0 {
            let reach = spot.side * e.glare;
            for y in 0..HEIGHT {
                for x in 0..WIDTH {
                    let dx = x as f32 - spot.middle.0 - shine.0 * spot.side;
                    let dy = y as f32 - spot.middle.1 - shine.1 * spot.side;
                    let (u, v) = (dx * turn.cos() + dy * turn.sin(), dy * turn.cos() - dx * turn.sin());
                    let square = (u / reach).powi(2) + (v / reach / 0.55).powi(2);
                    if square < 9.0 {
                        self.0[y * WIDTH + x] += (-square).exp() * 330.0;
                    }
                }
            }
        }
        for pixel in &mut self.0 {
            *pixel += normal(random) * e.noise * (pixel.clamp(10.0, 255.0) / 128.0).sqrt();
        }
    }

    /// Gaussian, by this many pixels.
    fn blur(&mut self, sigma: f32) {
        let reach = (sigma * 3.0).ceil() as isize;
        let weights: Vec<f32> =
            (-reach..=reach).map(|t| (-(t * t) as f32 / (2.0 * sigma * sigma)).exp()).collect();
        let all: f32 = weights.iter().sum();
        let once = |from: &[f32], length: usize, step: usize, lines: usize, line_step: usize| {
            let mut out = vec![0.0; from.len()];
            for line in 0..lines {
                for at in 0..length {
                    let mut sum = 0.0;
                    for (weight, t) in weights.iter().zip(-reach..) {
                        let near = (at as isize + t).clamp(0, length as isize - 1) as usize;
                        sum += weight * from[line * line_step + near * step];
                    }
                    out[line * line_step + at * step] = sum / all;
                }
            }
            out
        };
        let across = once(&self.0, WIDTH, 1, HEIGHT, WIDTH);
        self.0 = once(&across, HEIGHT, WIDTH, WIDTH, 1);
    }

    /// A hand that moved this many pixels while the shutter was open.
    fn streak(&mut self, length: f32, angle: f32) {
        let before = self.0.clone();
        let steps = (length * 2.0).ceil().max(2.0) as usize;
        let ways: Vec<(f32, f32)> = (0..=steps)
            .map(|i| (i as f32 / steps as f32 - 0.5) * length)
            .map(|t| (t * angle.cos(), t * angle.sin()))
            .collect();
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let mut sum = 0.0;
                for (dx, dy) in &ways {
                    let (px, py) = (
                        (x as f32 + dx).clamp(0.0, WIDTH as f32 - 1.001),
                        (y as f32 + dy).clamp(0.0, HEIGHT as f32 - 1.001),
                    );
                    let (fx, fy) = (px.fract(), py.fract());
                    let place = py as usize * WIDTH + px as usize;
                    let right = usize::from((px as usize) + 1 < WIDTH);
                    let down = if (py as usize) + 1 < HEIGHT { WIDTH } else { 0 };
                    sum += (before[place] * (1.0 - fx) + before[place + right] * fx) * (1.0 - fy)
                        + (before[place + down] * (1.0 - fx) + before[place + down + right] * fx) * fy;
                }
                self.0[y * WIDTH + x] = sum / ways.len() as f32;
            }
        }
    }

    /// As a camera hands it over.
    pub fn compress(&self, quality: u8) -> GrayImage {
        let raw = GrayImage::from_fn(WIDTH as u32, HEIGHT as u32, |x, y| {
            Luma([self.0[y as usize * WIDTH + x as usize].clamp(0.0, 255.0) as u8])
        });
        let mut bytes = Vec::new();
        raw.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality)).expect("a JPEG in memory");
        image::load_from_memory(&bytes).expect("the same JPEG").into_luma8()
    }
}

/// A sheet with a symbol, in modules from the symbol's corner.
struct Sheet<'a> {
    code: &'a QrCode,
    e: &'a Effects,
    size: f32,
    margin: f32,
    print: u64,
    module: f32,
}

impl Sheet<'_> {
    fn is_near(&self, u: f32, v: f32) -> bool {
        let inside = |at: f32| at > -self.margin - 2.0 && at < self.size + self.margin + 2.0;
        inside(u) && inside(v)
    }

    /// The grey at a place; `None` beyond the sheet.
    fn grey(&self, u: f32, v: f32) -> Option<f32> {
        let (mut u, mut v) = (u, v);
        let inside = |at: f32, margin: f32| at >= -margin && at < self.size + margin;
        if self.e.bend > 0.0 {
            let whole = self.size / 2.0 + self.margin;
            let x = (u - self.size / 2.0) / whole;
            if x.abs() > 1.0 {
                return None;
            }
            u = (x * self.e.bend.sin()).asin() / self.e.bend * whole + self.size / 2.0;
            v += (1.0 - x * x) * self.e.bend * 0.12 * whole;
        }
        if !inside(u, self.margin) || !inside(v, self.margin) {
            return None;
        }
        let e = self.e;
        let sheet = e.sheet.unwrap_or(e.paper);
        let grey = if inside(u, e.quiet) && inside(v, e.quiet) {
            let dark = |u: f32, v: f32| self.code.get_module(u.floor() as i32, v.floor() as i32);
            let spread = e.spread / 2.0;
            let dark = if spread > 0.0 {
                [-spread, spread].iter().any(|du| [-spread, spread].iter().any(|dv| dark(u + du, v + dv)))
            } else {
                dark(u, v)
            };
            if dark != e.inverted { e.ink } else { e.paper }
        } else if e.print && self.is_print(u, v) {
            e.ink + 20.0
        } else {
            sheet
        };
        if e.pitch == 0.0 {
            return Some(grey);
        }
        // The lattice of a screen's pixels, a little finer or coarser than the camera's.
        let wave = |at: f32| (std::f32::consts::TAU * at * self.module / e.pitch).sin().signum();
        Some(grey * (0.78 + 0.22 * wave(u)) * (0.85 + 0.15 * wave(v)))
    }

    /// Lines of writing above and below, of one module's thickness or two.
    fn is_print(&self, u: f32, v: f32) -> bool {
        let line = (v / 5.0).floor();
        let stroke = (u / 1.7).floor();
        let mut hash = self.print ^ ((line as i64 as u64) << 32) ^ (stroke as i64 as u64);
        hash = (hash ^ (hash >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let outside = !(-self.e.quiet..self.size + self.e.quiet).contains(&v);
        outside && (v / 5.0).fract().abs() < 0.5 && (hash >> 40) % 8 < 5
    }
}

/// From a sheet to a frame: turned about three axes, seen by a lens of the usual angle; the symbol's middle at 0, 0.
fn tilted(degrees: [f32; 3], module: f32, middle: f32) -> Map {
    let [(sx, cx), (sy, cy), (sz, cz)] = degrees.map(|d| f64::from(d).to_radians().sin_cos());
    let focus = 2.2 * WIDTH as f64 * 0.5;
    let about_x = [1.0, 0.0, 0.0, 0.0, cx, -sx, 0.0, sx, cx];
    let about_y = [cy, 0.0, sy, 0.0, 1.0, 0.0, -sy, 0.0, cy];
    let about_z = [cz, -sz, 0.0, sz, cz, 0.0, 0.0, 0.0, 1.0];
    let turned = multiply(&about_x, &multiply(&about_y, &about_z));
    let (m, o) = (f64::from(module), f64::from(-middle) * f64::from(module));
    let column = |nth: usize| [turned[nth], turned[3 + nth], turned[6 + nth]];
    let (first, second) = (column(0), column(1));
    let third: Vec<f64> =
        (0..3).map(|i| (first[i] + second[i]) * o + if i == 2 { focus } else { 0.0 }).collect();
    let rows = |i: usize, scale: f64| [first[i] * m * scale, second[i] * m * scale, third[i] * scale];
    let (a, b, c) = (rows(0, focus), rows(1, focus), rows(2, 1.0));
    [a[0], a[1], a[2], b[0], b[1], b[2], c[0], c[1], c[2]]
}

fn multiply(a: &Map, b: &Map) -> Map {
    std::array::from_fn(|i| (0..3).map(|k| a[i / 3 * 3 + k] * b[k * 3 + i % 3]).sum())
}

fn invert(m: &Map) -> Map {
    let [a, b, c, d, e, f, g, h, i] = *m;
    let det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
    [
        e * i - f * h,
        c * h - b * i,
        b * f - c * e,
        f * g - d * i,
        a * i - c * g,
        c * d - a * f,
        d * h - e * g,
        b * g - a * h,
        a * e - b * d,
    ]
    .map(|term| term / det)
}

fn apply(m: &Map, u: f32, v: f32) -> (f32, f32) {
    let (u, v) = (f64::from(u), f64::from(v));
    let w = m[6] * u + m[7] * v + m[8];
    (((m[0] * u + m[1] * v + m[2]) / w) as f32, ((m[3] * u + m[4] * v + m[5]) / w) as f32)
}

/// A number of the normal distribution, nearly: four sums would do for grey levels.
fn normal(random: &mut Rng) -> f32 {
    let bits = random.u64(..);
    let sum: u64 = (0..4).map(|i| (bits >> (16 * i)) & 0xFFFF).sum();
    (sum as f32 / 65535.0 - 2.0) * 1.732
}
