//! The calibration sheet: how far a printer is off on paper that is printed already.

use kakanai_domain::sheet::{Area, Paper};

use crate::fonts::Fonts;
use crate::page::{MM_PER_PT, Mark, Page, Point, Said, Spacing, Words};
use crate::typeface::Typeface;

/// From the left and the upper edge of the paper to the long lines, mm.
const AT: f32 = 20.0;
/// From the long lines to the second marks, mm: what a printer that scales gets wrong.
const APART: f32 = 100.0;
/// What may be measured, mm.
const MEASURED: [f32; 9] = [18.0, 18.5, 19.0, 19.5, 20.0, 20.5, 21.0, 21.5, 22.0];

/// The sheet for a printer's paper, A4 or A5: lines at known places, and what to do with them.
pub fn calibration(paper: Paper, fonts: &Fonts) -> Page {
    let (w, h) = (f32::from(paper.width), f32::from(paper.height));
    let mut sheet = Sheet { page: Page::new(paper), fonts };
    sheet.line((AT, 8.0), (AT, h - 8.0), 0.15);
    sheet.line((8.0, AT), (w - 8.0, AT), 0.15);
    // Short marks every millimetre, longer ones every 5 and 10.
    for step in 0_u8..=100 {
        let long = if step % 10 == 0 {
            4.0
        } else if step % 5 == 0 {
            3.0
        } else {
            1.8
        };
        let far = AT + f32::from(step);
        sheet.line((far, AT), (far, AT + long), 0.1);
        sheet.line((AT, far), (AT + long, far), 0.1);
    }
    sheet.say(AT - 3.5, AT - 1.0, 8.0, Typeface::Plain, "0");
    let ends = [(AT + APART - 3.0, AT + 8.0), (AT + 5.5, AT + APART + 1.0)];
    for (x, y) in ends {
        sheet.say(x, y, 8.0, Typeface::Plain, "100");
    }
    sheet.say(AT + 10.0, 14.5, 8.5, Typeface::Plain, "↑ ②：紙の上の端から、この横線まで");
    sheet.say(AT + 6.0, AT + 8.5, 8.5, Typeface::Plain, "← ①：紙の左の端から、縦線まで");
    let left = AT + 14.0;
    sheet.say(left, 46.0, 18.0, Typeface::Bold, "印刷位置の調整");
    let lines = [
        "専用紙に印刷するとき、字が欄からずれる場合に使います。1台に1回で足ります。",
        "",
        "1　この紙を、専用紙と同じトレイから「拡大縮小なし（100%）」で印刷します。",
        "2　線の長さを定規で測ります。0 から 100 までが 100 mm でなければ、",
        "　　拡大縮小されています。設定を直して、1 からやり直してください。",
        "3　①（左の端から縦線）と ②（上の端から横線）を測ります。",
        "4　下の表で、測った長さの右にある数を見ます。",
        "5　office.json の、このプリンターの offset に書きます。",
        "　　[ ①の数, ②の数 ] の順に書きます。",
        "6　専用紙に1枚印刷して、確かめます。",
    ];
    let mut y = 56.0;
    for line in lines {
        sheet.say(left, y, if w < 180.0 { 7.5 } else { 10.0 }, Typeface::Plain, line);
        y += if line.is_empty() { 2.5 } else { 6.4 };
    }
    let end = sheet.table(left, y + 1.0);
    let example = "例：①が 19.0、②が 20.5 なら　\"offset\": [1, -0.5]";
    sheet.say(left, end + 9.0, if w < 180.0 { 7.5 } else { 10.0 }, Typeface::Plain, example);
    sheet.page
}

struct Sheet<'a> {
    page: Page,
    fonts: &'a Fonts,
}

impl Sheet<'_> {
    fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        let point = |(x, y)| Point { x, y };
        self.page.marks.push(Mark::Line { from: point(from), to: point(to), width, grey: 0.0 });
    }

    fn say(&mut self, x: f32, y: f32, size: f32, face: Typeface, text: &str) {
        if !text.is_empty() {
            let (at, spacing, said) = (Point { x, y }, Spacing::Natural, Said::Line);
            self.page.marks.push(Mark::Text(Words {
                at,
                size,
                face,
                grey: 0.0,
                text: text.into(),
                spacing,
                said,
            }));
        }
    }

    /// What is measured, and the number to write; gives back where it ends.
    fn table(&mut self, x: f32, y: f32) -> f32 {
        let columns = [0.0, 44.0, 88.0];
        let high = 6.0;
        self.page.marks.push(Mark::Rect { area: Area { x, y, w: 88.0, h: high }, grey: 0.9 });
        let rows = MEASURED.len() + 1;
        let end = y + high * rows as f32;
        for row in 0..=rows {
            let y = y + high * row as f32;
            self.line((x, y), (x + 88.0, y), 0.15);
        }
        for column in columns {
            self.line((x + column, y), (x + column, end), 0.15);
        }
        let number = |measured: f32| {
            let off = AT - measured;
            if off == 0.0 { "0（そのまま）".to_owned() } else { format!("{off}") }
        };
        let cells = MEASURED.map(|measured| [format!("{measured:.1} mm"), number(measured)]);
        let head = ["測った長さ".to_owned(), "書く数".to_owned()];
        for (row, cells) in std::iter::once(&head).chain(&cells).enumerate() {
            for (text, column) in cells.iter().zip(columns) {
                let size = 9.5;
                let long = self.fonts.width(text, Typeface::Plain) * size * MM_PER_PT;
                let at = x + column + (44.0 - long) / 2.0;
                self.say(at, y + high * row as f32 + 4.3, size, Typeface::Plain, text);
            }
        }
        end
    }
}
