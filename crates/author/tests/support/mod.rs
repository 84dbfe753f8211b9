//! Folders of definitions, and commands as an author types them.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kakanai_author::{Command, Said, carry_out};

/// Carries out a line of words.
pub fn tell(line: &str) -> Said {
    let words = line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    carry_out(&Command::parse(&words).unwrap_or_else(|sentence| panic!("{line}: {sentence}")))
}

/// A folder that is removed with the value.
pub struct Folder(PathBuf);

impl Folder {
    /// A folder that is not there yet.
    pub fn empty(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kakanai-author-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }
    /// A place in it.
    pub fn path(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.0.clone() } else { self.0.join(path) }
    }
    /// What a file says.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }
    /// The same, as JSON.
    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.read(path)).unwrap()
    }
    /// Every file, by its path from the folder.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(&self.0, "", &mut files);
        files
    }
    /// A line with DIR for the folder.
    pub fn line(&self, line: &str) -> String {
        line.replace("DIR", &self.0.to_string_lossy())
    }
    /// Carries out a line that must go well.
    pub fn good(&self, line: &str) -> String {
        let said = tell(&self.line(line));
        assert!(said.good, "{line}: {}", said.text);
        said.text
    }
    /// Carries out a line that must not.
    pub fn bad(&self, line: &str) -> String {
        let said = tell(&self.line(line));
        assert!(!said.good, "{line}: {}", said.text);
        said.text
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn gather(dir: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// A copy of the definitions that are shipped.
pub fn shipped() -> Folder {
    static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let folder = Folder::empty(&format!("shipped-{number}"));
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms");
    let mut files = BTreeMap::new();
    gather(&from, "", &mut files);
    for (path, bytes) in files {
        let path = folder.path(&path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}
