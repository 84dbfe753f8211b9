//! What the card lies on.

use crate::canvas::{Canvas, Colour, Outline};
use crate::chance::Chance;
use crate::font::Fonts;

/// Numbers on a coarse grid, smooth in between.
pub struct Grain {
    width: usize,
    values: Vec<f32>,
    cell: [f32; 2],
}

impl Grain {
    /// Cells of some pixels over a photograph of some pixels.
    pub fn new(chance: &mut Chance, photo: [u32; 2], cell: [f32; 2]) -> Self {
        let [width, height] = [0, 1].map(|axis: usize| (photo[axis] as f32 / cell[axis]) as usize + 3);
        // A million logarithms would take longer than the photograph.
        let bells: Vec<f32> = (0..4096).map(|_| chance.bell()).collect();
        let values = (0..width * height).map(|_| bells[chance.index(bells.len())]).collect();
        Self { width, values, cell }
    }

    /// Adds it to every pixel of a photograph, `reach` grey levels at deviation 1.
    pub fn add(&self, photo: &mut Canvas, reach: Colour) {
        let columns: Vec<(usize, f32)> = (0..photo.width)
            .map(|x| {
                let at = x as f32 / self.cell[0];
                (at as usize, at.fract())
            })
            .collect();
        let mut row = vec![0.0; self.width];
        for (y, pixels) in photo.pixels.chunks_exact_mut(photo.width).enumerate() {
            let at = y as f32 / self.cell[1];
            let (upper, part) = (at as usize * self.width, at.fract());
            for (x, value) in row.iter_mut().enumerate() {
                let (a, b) = (self.values[upper + x], self.values[upper + self.width + x]);
                *value = a + (b - a) * part;
            }
            for (pixel, &(x, part)) in pixels.iter_mut().zip(&columns) {
                let value = row[x] + (row[x + 1] - row[x]) * part;
                for (channel, reach) in pixel.iter_mut().zip(reach) {
                    *channel += value * reach;
                }
            }
        }
    }
}

/// A table top with things on it.
pub fn desk(fonts: &Fonts, chance: &mut Chance, photo: [u32; 2]) -> Canvas {
    let size = photo.map(|px| px as f32);
    let grey = chance.between(30.0, 215.0);
    let base = chance.colour(grey - 25.0, grey + 25.0);
    let mut desk = Canvas::new(size, 1.0, base);
    match chance.whole(0, 6) {
        0 | 1 => wood(chance, photo, &mut desk),
        2 => Grain::new(chance, photo, [2.0, 2.0]).add(&mut desk, [10.0, 10.0, 10.0]),
        3 => Grain::new(chance, photo, [40.0, 40.0]).add(&mut desk, [9.0, 8.0, 9.0]),
        4 => cloth(chance, &mut desk),
        // A clean counter, and a white one: the edge of a bright card hardly shows on it.
        5 => Grain::new(chance, photo, [200.0, 150.0]).add(&mut desk, [4.0, 4.0, 4.0]),
        _ => {
            let white = chance.between(205.0, 240.0);
            desk.pixels.fill([white, white - chance.between(0.0, 8.0), white - chance.between(0.0, 14.0)]);
            Grain::new(chance, photo, [120.0, 120.0]).add(&mut desk, [3.0, 3.0, 3.0]);
        }
    }
    for _ in 0..chance.whole(0, 3) {
        match chance.whole(0, 5) {
            0..=2 => paper(fonts, chance, &mut desk, size),
            3 => pen(chance, &mut desk, size),
            4 => tray(chance, &mut desk, size),
            _ => {
                let points: Vec<[f32; 2]> = (0..2).map(|_| anywhere(chance, size)).collect();
                let width = chance.between(2.0, 10.0);
                let colour = chance.colour(20.0, 220.0);
                desk.fill(&Outline::stroke(&points, width), colour, 1.0);
            }
        }
    }
    desk
}

fn anywhere(chance: &mut Chance, [width, height]: [f32; 2]) -> [f32; 2] {
    [chance.between(-0.1, 1.1) * width, chance.between(-0.1, 1.1) * height]
}

fn wood(chance: &mut Chance, photo: [u32; 2], desk: &mut Canvas) {
    let (waves, start, reach) =
        (chance.between(0.014, 0.055), chance.between(0.0, 6.0), chance.between(4.0, 10.0));
    for (y, row) in desk.pixels.chunks_exact_mut(photo[0] as usize).enumerate() {
        let at = y as f32 * waves + start;
        let tone = (at + 2.0 * (at * 0.3).sin()).sin() * reach;
        row.iter_mut().for_each(|pixel| *pixel = pixel.map(|channel| channel + tone));
    }
    Grain::new(chance, photo, [60.0, 3.0]).add(desk, [10.0, 9.0, 7.0]);
}

fn cloth(chance: &mut Chance, desk: &mut Canvas) {
    let (pitch, reach) = (chance.between(3.0, 9.0), chance.between(4.0, 12.0));
    let turn = std::f32::consts::TAU / pitch;
    let across: Vec<f32> = (0..desk.width).map(|x| (x as f32 * turn).sin() * reach).collect();
    for (y, row) in desk.pixels.chunks_exact_mut(across.len()).enumerate() {
        let along = (y as f32 * turn).sin();
        for (pixel, across) in row.iter_mut().zip(&across) {
            *pixel = pixel.map(|channel| channel + along * across);
        }
    }
}

/// A printed form, turned somehow, reaching in from somewhere.
fn paper(fonts: &Fonts, chance: &mut Chance, desk: &mut Canvas, size: [f32; 2]) {
    let ([x, y], turn) = (anywhere(chance, size), chance.between(0.0, std::f32::consts::TAU));
    let (sin, cos) = turn.sin_cos();
    let white = chance.between(200.0, 245.0);
    let turned = |mut outline: Outline| {
        for point in outline.contours.iter_mut().flatten() {
            let [u, v] = *point;
            *point = [x + u * cos - v * sin, y + u * sin + v * cos];
        }
        outline
    };
    let (width, height) = (size[0] * chance.between(0.4, 0.9), size[0] * chance.between(0.3, 1.0));
    desk.fill(&turned(Outline::rectangle([6.0, 8.0, width + 6.0, height + 8.0])), [25.0; 3], 0.3);
    desk.fill(&turned(Outline::rectangle([0.0, 0.0, width, height])), [white, white, white - 6.0], 1.0);
    let words = [
        "氏名　　　　　　　　住所",
        "この届出は十四日以内に行ってください。",
        "生年月日　　年　　月　　日",
        "届出人の署名",
        "電話番号（　　　）",
        "住民異動届　（転入・転居・転出）",
    ];
    let font = &fonts.gothic[0];
    let pitch = chance.between(34.0, 70.0);
    for line in 1..(height / pitch) as usize {
        let text = font.outline(chance.pick(&words), [pitch, pitch * line as f32], pitch * 0.5, 0.0, 1.0);
        desk.fill(&turned(text), [60.0; 3], 0.9);
        if line % 2 == 0 {
            let y = pitch * line as f32 + pitch * 0.75;
            desk.fill(&turned(Outline::rectangle([pitch, y, width - pitch, y + 1.6])), [110.0; 3], 1.0);
        }
    }
}

fn pen(chance: &mut Chance, desk: &mut Canvas, size: [f32; 2]) {
    let ([x, y], turn) = (anywhere(chance, size), chance.between(0.0, 6.3));
    let (dx, dy) = (turn.cos() * size[0] * 0.4, turn.sin() * size[0] * 0.4);
    let (colour, width) = (chance.colour(15.0, 200.0), chance.between(20.0, 45.0));
    let line = |side: f32, width: f32| {
        let (ox, oy) = (-turn.sin() * side, turn.cos() * side);
        Outline::stroke(&[[x + ox, y + oy], [x + dx + ox, y + dy + oy]], width)
    };
    desk.fill(&line(width * 0.5, width), [10.0; 3], 0.25);
    desk.fill(&line(0.0, width), colour, 1.0);
    desk.fill(&line(-width * 0.2, width * 0.15), colour.map(|c| c + 60.0), 0.7);
}

/// The rim of a tray for coins and cards.
fn tray(chance: &mut Chance, desk: &mut Canvas, [width, height]: [f32; 2]) {
    let inset = chance.between(-20.0, 40.0);
    let area = [inset, inset * 0.7, width - inset, height - inset * 0.7];
    let tone = chance.between(30.0, 190.0);
    let rim = chance.between(8.0, 30.0);
    let [l, t, r, b] = area;
    for side in [[l, t, r, t + rim], [l, b - rim, r, b], [l, t, l + rim, b], [r - rim, t, r, b]] {
        desk.fill(&Outline::rectangle(side), [tone; 3], 0.9);
    }
}
