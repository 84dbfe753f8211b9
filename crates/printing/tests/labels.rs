//! What a person calls a box, in the notes for a clerk and on the annex.
#![allow(clippy::unwrap_used, reason = "a test that cannot build its data has failed")]

mod invented;

use invented::{at, catalog, header, label, show, spanning};
use kakanai_domain::sheet::{Block, Grid, Place, Sheet};
use kakanai_printing::grid::Edges;
use kakanai_printing::label::Headings;

fn grid(y: f32, cells: Vec<(Place, kakanai_domain::sheet::Cell)>) -> Block {
    let (columns, rows) = (vec![8.0, 25.0, 50.0, 25.0, 50.0], vec![6.0, 10.0, 10.0]);
    Block::Grid(Grid { x: 20.0, y, columns, rows, cells, rows_of: None })
}

/// The names of all boxes of a sheet, by id.
fn names(sheet: &Sheet, row: u16) -> Vec<String> {
    let headings = Headings::new(sheet);
    let mut names = Vec::new();
    for block in &sheet.blocks {
        if let Block::Grid(grid) = block {
            let edges = Edges::new(grid);
            let boxes = grid.cells.iter().filter(|(_, cell)| !cell.id.is_empty());
            names.extend(boxes.map(|(place, cell)| {
                format!("{}: {}", cell.id, headings.name(edges.area(*place, 0), &cell.id, row))
            }));
        }
    }
    names
}

#[test]
fn a_box_is_called_by_the_heading_beside_or_above_it() {
    let catalog = catalog(|_, _| {
        vec![
            grid(
                30.0,
                vec![
                    (spanning(0, 0, 1, 3), header("申\n請\n者")),
                    (at(1, 0), header("フリガナ")),
                    (at(2, 0), show("kana")),
                    (at(1, 1), header("氏　　名")),
                    (at(2, 1), show("name")),
                    (at(3, 1), header("電話番号")),
                    (at(4, 1), show("phone")),
                    (at(1, 2), header("生年月日")),
                    (at(2, 2), show("year")),
                    (at(3, 2), label("年")),
                    (at(4, 2), show("month")),
                ],
            ),
            grid(
                70.0,
                vec![
                    (spanning(0, 0, 1, 3), header("代\n理\n人")),
                    (spanning(1, 0, 1, 2), header("フリガナ\n氏　　名")),
                    (at(2, 0), show("agent_kana")),
                    (at(2, 1), show("agent_name")),
                    (spanning(1, 2, 2, 1), header("児童の氏名")),
                    (at(3, 2), header("続柄")),
                ],
            ),
            grid(96.0, vec![(spanning(1, 0, 2, 1), show("child"))]),
            grid(
                130.0,
                vec![
                    (spanning(0, 0, 1, 3), header("児\n童")),
                    (spanning(1, 0, 2, 1), header("フリガナ\n氏　　名")),
                    (at(3, 0), header("生年月日")),
                    (spanning(1, 1, 2, 1), show("row_kana")),
                    (spanning(1, 2, 2, 1), show("row_name")),
                    (spanning(3, 1, 1, 2), show("row_birth")),
                ],
            ),
        ]
    });
    let sheet = &catalog.sheets[catalog.sheets.find("f01").unwrap()];
    let expected = [
        "kana: フリガナ",
        "name: 申請者の氏名",
        "phone: 電話番号",
        "year: 申請者の生年月日",
        "month: 申請者の生年月日",
        "agent_kana: 代理人のフリガナ",
        "agent_name: 代理人の氏名",
        "child: 児童の氏名",
        "row_kana: 児童のフリガナ",
        "row_name: 児童の氏名",
        "row_birth: 児童の生年月日",
    ];
    assert_eq!(names(sheet, 0), expected);
    assert_eq!(names(sheet, 2)[7], "child: 児童の氏名（3行目）");
}
