//! 書かない窓口: the window at the counter.
#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a program that cannot start says why where it was started"
)]

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use eframe::egui::ViewportBuilder;
use kakanai_definition::{compile, read_folder};
use kakanai_domain::Editions;
use kakanai_kiosk::args::{Args, Shows, USAGE, parse};
use kakanai_kiosk::clock;
use kakanai_kiosk::faces::{Faces, able};
use kakanai_kiosk::keyboard::Keyboard;
use kakanai_kiosk::model::Model;
use kakanai_kiosk::outside::Office;
use kakanai_kiosk::shell::Shell;
use kakanai_kiosk::showing::Eye;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let run = match args.as_slice() {
        [demo, rest @ ..] if demo == "demo" => kakanai_kiosk::demo::run(rest.to_vec())
            .map(|report| println!("{report}"))
            .map_err(|error| error.to_string()),
        [help] if help == "--help" || help == "-h" => Err(USAGE.to_owned()),
        _ => parse(args).map_err(|wrong| format!("{wrong}\n\n{USAGE}")).and_then(|args| open(&args)),
    };
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

/// Opens the window and stays until it is closed.
fn open(args: &Args) -> Result<(), String> {
    let editions = Arc::new(definitions(&args.forms)?);
    let layouts = args.reader.as_ref().map(|reader| reader.join("layouts"));
    let faces = Faces::open(layouts.as_deref(), args.places.as_deref()).map_err(|error| error.to_string())?;
    let faces = match &args.tesseract {
        Some(program) => faces.with_tesseract(program.clone()),
        None => faces,
    };
    let (_, without) = able(faces.engines()).map_err(|error| error.to_string())?;
    for error in without {
        eprintln!("{error}。それまでは、kakanai だけで読みます");
    }
    let office = Office::open(editions.clone(), &args.data, args.reader.clone(), args.today)
        .map_err(|error| error.sentence().to_owned())?
        .with_faces(faces, args.shows.clone());
    let today = args.today.unwrap_or_else(|| clock::day(clock::now()));
    let mut model = Model::new(editions, today, args.reader.is_some());
    model.eye = args.shows.as_ref().map(|shows| match shows {
        Shows::Scans(_) => Eye::Scanner,
        Shows::Camera(_) | Shows::Frames(_) => Eye::Camera,
    });
    let viewport = ViewportBuilder::default()
        .with_title("窓口受付")
        .with_inner_size([1280.0, 800.0])
        .with_fullscreen(args.kiosk)
        .with_decorations(!args.kiosk);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let (today, kiosk) = (args.today, args.kiosk);
    let keyboard = Keyboard::new(args.scanner_prefix.clone(), args.scanner_end);
    eframe::run_native(
        "kakanai",
        options,
        Box::new(move |cc| Ok(Box::new(Shell::start(&cc.egui_ctx, model, office, keyboard, today, kiosk)))),
    )
    .map_err(|error| format!("窓を開けませんでした（{error}）。画面と描画の設定を確かめてください。"))
}

fn definitions(folder: &Path) -> Result<Editions, String> {
    let sources = read_folder(folder).map_err(|error| error.to_string())?;
    let compiled = compile(&sources);
    compiled.editions.ok_or_else(|| {
        let problems: Vec<String> = compiled.problems.iter().map(|problem| problem.to_string()).collect();
        format!("{}\n定義に誤りがあるため、始められません。", problems.join("\n"))
    })
}
