//! From modules of a symbol to pixels of a frame: a plane seen in perspective.

/// A place in a frame, in pixels, or in a symbol, in modules.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f32,
    pub(crate) y: f32,
}

impl Point {
    pub(crate) fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }

    /// This place and so much of a way from it.
    pub(crate) fn plus(self, way: Self, much: f32) -> Self {
        Self::new(self.x + way.x * much, self.y + way.y * much)
    }

    pub(crate) fn length(self) -> f32 {
        self.x.hypot(self.y)
    }

    pub(crate) fn cross(self, other: Self) -> f32 {
        self.x * other.y - self.y * other.x
    }
}

/// A perspective map of the plane.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plane([f32; 9]);

impl Plane {
    /// The map that takes four places of a symbol to four of the frame; `None` where three of them are in line.
    pub(crate) fn through(from: [Point; 4], to: [Point; 4]) -> Option<Self> {
        Some(Self::from_square(to)?.after(&Self::from_square(from)?.inverse()?))
    }

    /// The map that takes the corners of the unit square, in turn, to these.
    fn from_square([p0, p1, p2, p3]: [Point; 4]) -> Option<Self> {
        let (dx1, dx2, dx3) = (p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x);
        let (dy1, dy2, dy3) = (p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y);
        let d = dx1 * dy2 - dx2 * dy1;
        if d.abs() < 1e-6 {
            return None;
        }
        let g = (dx3 * dy2 - dx2 * dy3) / d;
        let h = (dx1 * dy3 - dx3 * dy1) / d;
        Some(Self([
            p1.x - p0.x + g * p1.x,
            p3.x - p0.x + h * p3.x,
            p0.x,
            p1.y - p0.y + g * p1.y,
            p3.y - p0.y + h * p3.y,
            p0.y,
            g,
            h,
            1.0,
        ]))
    }

    fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
        // Only its direction matters: the map is the same for every multiple.
        (det.abs() > 1e-9).then_some({
            Self([
                e * i - f * h,
                c * h - b * i,
                b * f - c * e,
                f * g - d * i,
                a * i - c * g,
                c * d - a * f,
                d * h - e * g,
                b * g - a * h,
                a * e - b * d,
            ])
        })
    }

    fn after(&self, first: &Self) -> Self {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let [j, k, l, m, n, o, p, q, r] = first.0;
        Self([
            a * j + b * m + c * p,
            a * k + b * n + c * q,
            a * l + b * o + c * r,
            d * j + e * m + f * p,
            d * k + e * n + f * q,
            d * l + e * o + f * r,
            g * j + h * m + i * p,
            g * k + h * n + i * q,
            g * l + h * o + i * r,
        ])
    }

    /// Its nine numbers, row by row.
    pub(crate) fn numbers(&self) -> [f32; 9] {
        self.0
    }

    /// Where a place of the symbol is seen.
    #[inline]
    pub(crate) fn see(&self, u: f32, v: f32) -> Point {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let w = g * u + h * v + i;
        Point::new((a * u + b * v + c) / w, (d * u + e * v + f) / w)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_places_are_seen_where_they_are() {
        let from =
            [Point::new(3.5, 3.5), Point::new(21.5, 3.5), Point::new(18.5, 18.5), Point::new(3.5, 21.5)];
        let to = [
            Point::new(310.0, 95.5),
            Point::new(500.0, 140.0),
            Point::new(455.0, 290.0),
            Point::new(290.0, 260.0),
        ];
        let plane = Plane::through(from, to).unwrap();
        for (from, to) in from.iter().zip(&to) {
            assert!(plane.see(from.x, from.y).minus(*to).length() < 0.01);
        }
        let line = [Point::new(0.0, 0.0), Point::new(1.0, 1.0), Point::new(2.0, 2.0), Point::new(3.0, 3.0)];
        assert!(Plane::through(from, line).is_none());
    }
}
