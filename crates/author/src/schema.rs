//! `schema`: what an editor needs to help while one types.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kakanai_definition::schemas;

use crate::loading::Said;
use crate::papers::unwritable;

/// Where the schemas lie, from the folder that is opened in the editor.
const FOLDER: &str = ".vscode/schema";
const SETTINGS: &str = ".vscode/settings.json";

/// Writes the schemas, and the settings by which VS Code finds them, into a folder.
pub fn schema(out: &Path) -> Said {
    match write(out) {
        Ok(said) => said,
        Err((path, error)) => Said::bad(unwritable(&path, &error)),
    }
}

fn write(out: &Path) -> Result<Said, (PathBuf, io::Error)> {
    let folder = out.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| (folder.clone(), error))?;
    let mut text = String::new();
    for schema in schemas() {
        let path = folder.join(format!("{}.schema.json", schema.name));
        fs::write(&path, &schema.text).map_err(|error| (path.clone(), error))?;
        text.push_str(&format!("{}\n", path.display()));
    }
    let path = out.join(SETTINGS);
    let lines = associations(FOLDER);
    // Settings of the office's own are not ours to rewrite.
    let existing = fs::read_to_string(&path).unwrap_or_default();
    if !existing.trim().is_empty() && !lines.iter().all(|line| existing.contains(line.as_str())) {
        text.push_str(&format!(
            "{} はもうあるので、書き換えていません。次の行を、いちばん外の {{ }} の中に加えてください。\n\
             {} is there already and was left as it is; put these lines into its outermost {{ }}\n\n{}\n",
            path.display(),
            path.display(),
            entry(&lines)
        ));
        return Ok(Said::bad(text));
    }
    if existing.trim().is_empty() {
        fs::write(&path, settings(FOLDER)).map_err(|error| (path.clone(), error))?;
    }
    text.push_str(&format!(
        "{}\nVS Code で「{}」を開くと、キーや言葉の候補と説明が出ます。\n\
         open {} in VS Code: it completes keys and words, and explains them\n",
        path.display(),
        out.display(),
        out.display()
    ));
    Ok(Said::good(text))
}

/// The settings of VS Code, for schemas that lie in a folder.
pub fn settings(folder: &str) -> String {
    format!("{{\n{}\n}}\n", entry(&associations(folder)))
}

fn entry(lines: &[String]) -> String {
    format!("  \"json.schemas\": [\n    {}\n  ]", lines.join(",\n    "))
}

fn associations(folder: &str) -> Vec<String> {
    let line = |name, files| {
        format!("{{ \"fileMatch\": [\"{files}\"], \"url\": \"./{folder}/{name}.schema.json\" }}")
    };
    schemas().iter().map(|schema| line(schema.name, schema.files)).collect()
}
