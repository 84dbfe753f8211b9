//! Letters of machine-readable zones: like OCR-B (ISO 1073-2), drawn with a pen of even width, ten to an inch.
//!
//! Every letter is a few lines on a grid 5 wide and 8 high, a point written as two digits, column and row (row 0 above).

use crate::canvas::Outline;

/// From letter to letter, in millimetres.
pub const PITCH: f32 = 2.54;
/// Of a letter, in millimetres.
pub const WIDTH: f32 = 4.0 * CELL[0];
/// Of the grid, in millimetres: letters are 1.4 wide and 2.4 high.
const CELL: [f32; 2] = [0.35, 0.30];
/// Of the pen, in millimetres.
const PEN: f32 = 0.33;

/// The lines of a letter.
fn strokes(letter: char) -> &'static str {
    match letter {
        'A' => "08 20 48,15 35",
        'B' => "00 08 38 47 45 34 04,34 43 41 30 00",
        'C' => "41 30 10 01 07 18 38 47",
        'D' => "00 08 28 46 42 20 00",
        'E' => "40 00 08 48,04 34",
        'F' => "40 00 08,04 34",
        'G' => "41 30 10 01 07 18 38 47 44 24",
        'H' => "00 08,40 48,04 44",
        'I' => "10 30,20 28,18 38",
        'J' => "20 40,40 46 38 18 07",
        'K' => "00 08,40 04 48",
        'L' => "00 08 48",
        'M' => "08 00 24 40 48",
        'N' => "08 00 48 40",
        'O' => "10 30 41 47 38 18 07 01 10",
        'P' => "08 00 30 41 43 34 04",
        'Q' => "10 30 41 47 38 18 07 01 10,26 49",
        'R' => "08 00 30 41 43 34 04,24 48",
        'S' => "41 30 10 01 03 14 34 45 47 38 18 07",
        'T' => "00 40,20 28",
        'U' => "00 07 18 38 47 40",
        'V' => "00 28 40",
        'W' => "00 18 23 38 40",
        'X' => "00 48,40 08",
        'Y' => "00 24 40,24 28",
        'Z' => "00 40 08 48",
        '0' => "20 31 43 45 37 28 17 05 03 11 20",
        '1' => "02 20 28,08 48",
        '2' => "02 10 30 41 43 08 48",
        '3' => "00 40 23 33 44 47 38 18 07",
        '4' => "30 05 45,33 38",
        '5' => "40 00 04 34 45 47 38 18 07",
        '6' => "30 04 07 18 38 47 45 34 14 05",
        '7' => "00 40 24 18",
        '8' => "10 30 41 43 34 14 03 01 10,14 05 07 18 38 47 45 34",
        '9' => "18 44 41 30 10 01 03 14 34 43",
        '<' => "41 04 47",
        _ => "",
    }
}

/// A line whose letters begin at `x` and reach down from `y`, in millimetres.
pub fn line(text: &str, [x, y]: [f32; 2]) -> Outline {
    let mut outline = Outline::default();
    for (nth, letter) in text.chars().enumerate() {
        let left = x + PITCH * nth as f32;
        for stroke in strokes(letter).split(',').filter(|stroke| !stroke.is_empty()) {
            let at = |digits: &str| {
                let mut digits =
                    digits.chars().filter_map(|digit| digit.to_digit(10)).map(|digit| digit as f32);
                let (column, row) = (digits.next().unwrap_or(0.0), digits.next().unwrap_or(0.0));
                [left + column * CELL[0], y + row * CELL[1]]
            };
            let points: Vec<[f32; 2]> = stroke.split(' ').map(at).collect();
            outline.contours.append(&mut Outline::stroke(&points, PEN).contours);
        }
    }
    outline
}
