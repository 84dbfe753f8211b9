//! Lengths on a page, and where its blocks stand.

use kakanai_domain::sheet::{Area, Paper};

use crate::code::Code;
use crate::node::{Fields, Node};
use crate::problem::Words;

/// Lengths in millimetres.
pub(crate) fn lengths(node: Node<'_>) -> Option<Vec<f32>> {
    let read = node.list()?.map(Node::length).collect::<Vec<_>>();
    if read.is_empty() {
        node.wrong(Code::EmptyList, [("寸法", "lengths").into()]);
        return None;
    }
    read.into_iter().collect()
}

/// A size of type, in points.
pub(crate) fn points(node: Node<'_>) -> Option<f32> {
    let size = node.length()?;
    if !(3.0..=100.0).contains(&size) {
        node.wrong(Code::OutOfRange, [Words::same(size.to_string()), "3".into(), "100".into()]);
        return None;
    }
    Some(size)
}

/// `[x, y, width, height]`
pub(crate) fn area(node: Node<'_>) -> Option<Area> {
    let [x, y, w, h] = lengths(node)?[..] else {
        node.wrong(Code::WrongCount, ["4".into()]);
        return None;
    };
    Some(Area { x, y, w, h })
}

/// Reports that a block says its place twice.
pub(crate) fn either(fields: Fields<'_>, used: &str, spare: &str) {
    if fields.has(spare) {
        fields.key_spot(spare).wrong(Code::TwoPlaces, [used.into(), spare.into()]);
    }
}

/// Where the next block goes: under what stands already, between the margins.
pub(crate) struct Flow {
    paper: Paper,
    /// Left edge, mm.
    pub left: f32,
    /// Width between the margins, mm.
    pub wide: f32,
    /// Lowest edge so far, mm.
    bottom: f32,
}

impl Flow {
    /// An empty page; 20 mm of margin, or 12 on a small one.
    pub fn new(paper: Paper, margin: Option<f32>) -> Self {
        let small = u32::from(paper.width) * u32::from(paper.height) < 50_000;
        let left = margin.unwrap_or(if small { 12.0 } else { 20.0 });
        Self { paper, left, wide: (f32::from(paper.width) - 2.0 * left).max(0.0), bottom: left }
    }

    /// The place so far below what stands already.
    pub fn next(&self, below: f32, high: f32) -> Area {
        let y = self.bottom + below;
        Area { x: self.left, y, w: self.wide, h: high }
    }

    /// Takes that place.
    pub fn add(&mut self, node: Node<'_>, key: &str, below: f32, high: f32) -> Area {
        let area = self.next(below, high);
        self.reach(node, key, area);
        area
    }

    /// A block stands there. Reports one that leaves the page.
    pub fn reach(&mut self, node: Node<'_>, key: &str, area: Area) {
        let (right, bottom) = (area.x + area.w, area.y + area.h);
        self.bottom = self.bottom.max(bottom);
        // A hundredth of a millimetre is rounding, not a mistake.
        let over = |end: f32, size: u16| end > f32::from(size) + 0.01;
        if over(right, self.paper.width) || over(bottom, self.paper.height) {
            let size = |w: f32, h: f32| Words::same(format!("{w:.0} × {h:.0} mm"));
            let (reached, paper) =
                (size(right, bottom), size(self.paper.width.into(), self.paper.height.into()));
            node.peek(key).unwrap_or(node).wrong(Code::OffPage, [reached, paper]);
        }
    }
}
