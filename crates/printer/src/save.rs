//! Papers as a file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes a PDF into a folder, which is made where it is missing. Whoever looks finds the whole file, or the one
/// before it, never half of one.
///
/// # Errors
/// Those of the disk. Nothing is left behind then.
pub fn save(folder: &Path, name: &str, pdf: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (path, half) = (folder.join(name), folder.join(format!("{name}.part")));
    let written = fs::write(&half, pdf).and_then(|()| fs::rename(&half, &path));
    if written.is_err() {
        fs::remove_file(&half).ok();
    }
    written.map(|()| path)
}
