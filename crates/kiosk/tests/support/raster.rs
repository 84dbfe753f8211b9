//! Pictures of screens without a graphics card: egui's meshes, drawn by the processor.
//! Made only where `KIOSK_PICTURES` names a folder; people look at them, no test compares them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use eframe::egui::epaint::textures::TexturesDelta;
use eframe::egui::epaint::{ImageData, Mesh, Primitive, Vertex};
use eframe::egui::{Color32, Context, FullOutput, Rect, TextureId};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// The textures egui has sent so far.
#[derive(Clone, Default)]
pub struct Textures(Arc<Mutex<HashMap<TextureId, Texture>>>);

/// Width, height, and the pixels row by row.
type Texture = (usize, usize, Vec<Color32>);

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut textures = self.0.lock().unwrap();
        for id in std::mem::take(&mut delta.free) {
            textures.remove(&id);
        }
        for (id, deltas) in delta.set.drain() {
            for part in deltas {
                let ImageData::Color(image) = &part.image;
                let [width, height] = image.size;
                let Some([left, top]) = part.pos else {
                    textures.insert(id, (width, height, image.pixels.clone()));
                    continue;
                };
                let Some((whole, _, pixels)) = textures.get_mut(&id) else { continue };
                for y in 0..height {
                    let to = (top + y) * *whole + left;
                    pixels[to..to + width].copy_from_slice(&image.pixels[y * width..(y + 1) * width]);
                }
            }
        }
    }
}

impl Textures {
    /// Draws a frame.
    pub fn draw(&self, ctx: &Context, output: &FullOutput) -> RgbaImage {
        let size = ctx.content_rect().size();
        let mut canvas = vec![[0.0f32; 3]; (size.x * size.y) as usize];
        let textures = self.0.lock().unwrap();
        for piece in ctx.tessellate(output.shapes.clone(), 1.0) {
            let Primitive::Mesh(mesh) = &piece.primitive else { continue };
            if let Some((width, height, pixels)) = textures.get(&mesh.texture_id) {
                mesh_on(&mut canvas, size.x as usize, piece.clip_rect, mesh, (*width, *height, pixels));
            }
        }
        RgbaImage::from_fn(size.x as u32, size.y as u32, |x, y| {
            let [r, g, b] = canvas[y as usize * size.x as usize + x as usize].map(|v| v.round() as u8);
            Rgba([r, g, b, 255])
        })
    }
}

fn mesh_on(
    canvas: &mut [[f32; 3]],
    width: usize,
    clip: Rect,
    mesh: &Mesh,
    texture: (usize, usize, &[Color32]),
) {
    for corners in mesh.indices.chunks_exact(3) {
        let corner = |n: usize| &mesh.vertices[corners[n] as usize];
        triangle(canvas, width, clip, [corner(0), corner(1), corner(2)], texture);
    }
}

fn triangle(
    canvas: &mut [[f32; 3]],
    width: usize,
    clip: Rect,
    mut v: [&Vertex; 3],
    texture: (usize, usize, &[Color32]),
) {
    // 1/256 of a point, so that a shared edge is drawn exactly once.
    let fixed = |v: &Vertex| ((v.pos.x * 256.0).round() as i64, (v.pos.y * 256.0).round() as i64);
    let mut p = v.map(fixed);
    let edge = |a: (i64, i64), b: (i64, i64), at: (i64, i64)| {
        (b.0 - a.0) * (at.1 - a.1) - (b.1 - a.1) * (at.0 - a.0)
    };
    let mut area = edge(p[0], p[1], p[2]);
    if area == 0 {
        return;
    }
    if area < 0 {
        p.swap(1, 2);
        v.swap(1, 2);
        area = -area;
    }
    let owned = |a: (i64, i64), b: (i64, i64)| if b.1 < a.1 || (b.1 == a.1 && b.0 > a.0) { 0 } else { -1 };
    let owns = [owned(p[1], p[2]), owned(p[2], p[0]), owned(p[0], p[1])];
    let height = canvas.len() / width;
    let range = |at: [i64; 3], low: f32, high: f32, most: usize| {
        let (least, greatest) = (*at.iter().min().unwrap(), *at.iter().max().unwrap());
        let from = (least >> 8).max(low.round() as i64).max(0);
        let to = ((greatest >> 8) + 1).min(high.round() as i64).min(most as i64);
        from..to
    };
    // Most triangles are of one colour.
    let even = v.iter().all(|other| other.color == v[0].color && other.uv == v[0].uv).then(|| {
        let texel = sample(texture, v[0].uv.x, v[0].uv.y);
        std::array::from_fn::<f32, 4, _>(|n| f32::from(v[0].color.to_array()[n]) * texel[n] / 255.0)
    });
    for y in range(p.map(|p| p.1), clip.min.y, clip.max.y, height) {
        for x in range(p.map(|p| p.0), clip.min.x, clip.max.x, width) {
            let at = (x * 256 + 128, y * 256 + 128);
            let inside = [edge(p[1], p[2], at), edge(p[2], p[0], at), edge(p[0], p[1], at)];
            if (0..3).any(|n| inside[n] + owns[n] < 0) {
                continue;
            }
            let ink = even.unwrap_or_else(|| {
                let share = inside.map(|n| n as f32 / area as f32);
                let mix = |of: &dyn Fn(&Vertex) -> f32| (0..3).map(|n| of(v[n]) * share[n]).sum::<f32>();
                let texel = sample(texture, mix(&|v| v.uv.x), mix(&|v| v.uv.y));
                std::array::from_fn(|n| mix(&|v| f32::from(v.color.to_array()[n])) * texel[n] / 255.0)
            });
            let pixel = &mut canvas[y as usize * width + x as usize];
            for (value, part) in pixel.iter_mut().zip(ink) {
                *value = (part + *value * (1.0 - ink[3] / 255.0)).min(255.0);
            }
        }
    }
}

fn sample((width, height, pixels): (usize, usize, &[Color32]), u: f32, v: f32) -> [f32; 4] {
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (dx, dy) = (x - left, y - top);
    let texel = |x: f32, y: f32| {
        let x = (x.max(0.0) as usize).min(width - 1);
        let y = (y.max(0.0) as usize).min(height - 1);
        pixels[y * width + x].to_array().map(f32::from)
    };
    let (a, b, c, d) =
        (texel(left, top), texel(left + 1.0, top), texel(left, top + 1.0), texel(left + 1.0, top + 1.0));
    std::array::from_fn(|n| {
        (a[n] * (1.0 - dx) + b[n] * dx) * (1.0 - dy) + (c[n] * (1.0 - dx) + d[n] * dx) * dy
    })
}
