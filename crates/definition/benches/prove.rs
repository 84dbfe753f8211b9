//! The proof of 1,000 procedures: the shipped definitions, their procedures copied until there are so many.
//!
//! `cargo bench -p kakanai-definition --bench prove` prints how long compiling and proving took, five times.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark measures time and prints it"
)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a broken benchmark must stop"
)]

use std::path::Path;
use std::time::Instant;

use kakanai_definition::{Source, compile, read_folder};
use kakanai_domain::Date;

const TODAY: Date = Date::constant(2026, 12, 1);

fn main() {
    let mut sources =
        read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")).expect("forms/");
    let names: Vec<String> = compile(&sources)
        .catalog(TODAY)
        .map(|catalog| catalog.procedures.ids().map(|id| catalog.procedures.name(id).to_owned()).collect())
        .expect("forms/ compile");
    let copies = 1000 / names.len();
    let originals: Vec<Source> =
        sources.iter().filter(|source| source.path.starts_with("procedures/")).cloned().collect();
    let mut listed = String::new();
    for copy in 1..=copies {
        for original in &originals {
            let mut text = original.text.clone();
            for name in &names {
                text =
                    text.replace(&format!("\"id\": \"{name}\""), &format!("\"id\": \"{name}_copy{copy}\""));
            }
            sources.push(Source::json(original.path.replace(".json", &format!("_{copy}.json")), text));
        }
        listed.extend(names.iter().map(|name| format!("\"{name}_copy{copy}\", ")));
    }
    for source in sources.iter_mut().filter(|source| source.path.starts_with("events/")) {
        source.text = source.text.replacen("\"procedures\": [", &format!("\"procedures\": [{listed}"), 1);
    }
    for _ in 0..5 {
        let start = Instant::now();
        let compiled = compile(&sources);
        let compiling = start.elapsed();
        let catalog = compiled.catalog(TODAY);
        let procedures = catalog.unwrap_or_else(|| panic!("{}", compiled.problems[0])).procedures.len();
        let start = Instant::now();
        let found = compiled.prove(TODAY).len();
        println!(
            "{procedures} procedures: compiled in {compiling:.1?}, proved in {:.1?}, {found} findings",
            start.elapsed()
        );
    }
}
