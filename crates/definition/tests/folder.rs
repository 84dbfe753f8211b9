//! Reading a folder: every file, or an error that names it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use std::fs;
use std::path::PathBuf;

use kakanai_definition::{ReadError, read_folder};

// An empty folder of its own for each test, removed with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kakanai-definition-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn every_json_file_in_the_order_of_paths() {
    let folder = Folder::new("all");
    for path in ["sheets/b.json", "items/people.json", "items/more/dogs.JSON", "office.json", "README.md"] {
        folder.write(path, "{}");
    }
    let sources = read_folder(&folder.0).unwrap();
    let paths = sources.iter().map(|source| &*source.path).collect::<Vec<_>>();
    assert_eq!(paths, ["items/more/dogs.JSON", "items/people.json", "office.json", "sheets/b.json"]);
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = Folder::new("errors");
    assert!(matches!(read_folder(&folder.0.join("nowhere")), Err(ReadError::Unreadable { .. })));
    // 「手続」 as an editor of another age saves it.
    folder.write("items/old.json", [0x8e, 0xe8, 0x91, 0xb1]);
    let error = read_folder(&folder.0).unwrap_err();
    assert!(matches!(error, ReadError::NotUtf8(_)));
    assert!(error.to_string().contains("old.json") && error.to_string().contains("UTF-8"));
}

#[test]
fn nothing_endless_is_read() {
    let folder = Folder::new("limits");
    folder.write("large.json", vec![b' '; 1024 * 1024]);
    assert_eq!(read_folder(&folder.0).unwrap().len(), 1);
    folder.write("large.json", vec![b' '; 1024 * 1024 + 1]);
    assert!(matches!(read_folder(&folder.0), Err(ReadError::TooLarge(_))));
    folder.write("large.json", "{}");
    folder.write(&format!("{}x.json", "d/".repeat(16)), "{}");
    assert_eq!(read_folder(&folder.0).unwrap().len(), 2);
    folder.write(&format!("{}x.json", "d/".repeat(17)), "{}");
    assert!(matches!(read_folder(&folder.0), Err(ReadError::TooDeep(_))));
}
