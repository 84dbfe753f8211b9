//! The fonts of this machine, at the places where Debian and Windows keep them.
//!
//! The one module here that looks at the disk: everything else is given its [`Fonts`].

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::fonts::{Fonts, Installed, Source};

/// Folders of fonts on Debian, with the packages `fonts-ipamj-mincho` and `fonts-noto-cjk`, and by hand.
const FOLDERS: [&str; 4] = [
    "/usr/share/fonts/truetype/ipamj",
    "/usr/share/fonts/opentype/noto",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
];

/// The fonts of this machine. No file is opened before some text needs it, and each is read once in the life of
/// the program.
pub fn fonts_on_disk() -> Fonts {
    let source = |load| Source { load, index: 0 };
    Fonts::default()
        .with(Installed::Mj, source(mj))
        .with(Installed::Serif, source(serif))
        .with(Installed::Sans, source(sans))
}

fn mj() -> Option<&'static [u8]> {
    static BYTES: OnceLock<Option<Vec<u8>>> = OnceLock::new();
    BYTES.get_or_init(|| read(&["ipamjm.ttf"])).as_deref()
}

// The first font of these collections is the Japanese one.
fn serif() -> Option<&'static [u8]> {
    static BYTES: OnceLock<Option<Vec<u8>>> = OnceLock::new();
    BYTES.get_or_init(|| read(&["NotoSerifCJK-Regular.ttc", "NotoSerifCJKjp-Regular.otf"])).as_deref()
}

fn sans() -> Option<&'static [u8]> {
    static BYTES: OnceLock<Option<Vec<u8>>> = OnceLock::new();
    BYTES.get_or_init(|| read(&["NotoSansCJK-Regular.ttc", "NotoSansCJKjp-Regular.otf"])).as_deref()
}

fn read(names: &[&str]) -> Option<Vec<u8>> {
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(PathBuf::from).collect();
    // Windows: for everybody, and for one user. Linux: for one user.
    for (variable, under) in
        [("WINDIR", "Fonts"), ("LOCALAPPDATA", r"Microsoft\Windows\Fonts"), ("HOME", ".local/share/fonts")]
    {
        folders.extend(std::env::var_os(variable).map(|root| PathBuf::from(root).join(under)));
    }
    let files = folders.iter().flat_map(|folder| names.iter().map(|name| folder.join(name)));
    files.into_iter().find_map(|file| fs::read(file).ok())
}
