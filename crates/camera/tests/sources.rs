//! Sources on a real folder.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a mistake here is a failed test")]

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use image::{Rgb, RgbImage};
use kakanai_camera::{Folder, Series, Source, SourceError};

const WAIT: Duration = Duration::from_millis(1);

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kakanai-camera-{name}-{}", std::process::id()));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_series_is_a_stream_without_end() {
    let folder = folder("series");
    assert!(matches!(Series::open(&folder), Err(SourceError::Empty(_))));
    assert!(matches!(Series::open(&folder.join("none")), Err(SourceError::File { .. })));
    for (n, width) in [2, 5].into_iter().enumerate() {
        RgbImage::from_pixel(width, 3, Rgb([9, 9, 9])).save(folder.join(format!("{n}.png"))).unwrap();
    }
    fs::write(folder.join("note.txt"), "no picture").unwrap();
    let mut series = Series::open(&folder).unwrap();
    let widths: Vec<usize> = (0..5)
        .map(|_| series.next(WAIT).unwrap().filter(|shot| shot.live).unwrap().picture.width())
        .collect();
    assert_eq!(widths, [2, 5, 2, 5, 2]);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_scan_is_taken_once_when_it_is_whole_and_leaves_the_disk() {
    let folder = folder("folder");
    let (old, new) = (folder.join("old.png"), folder.join("new.png"));
    RgbImage::from_pixel(2, 3, Rgb([9, 9, 9])).save(&old).unwrap();
    let mut source = Folder::watch(&folder).unwrap();
    assert!(source.next(WAIT).unwrap().is_none());
    RgbImage::from_pixel(4, 3, Rgb([9, 9, 9])).save(&new).unwrap();
    let whole = fs::read(&new).unwrap();
    fs::write(&new, whole.get(..20).unwrap()).unwrap();
    assert!(source.next(WAIT).unwrap().is_none(), "it may still grow");
    fs::write(&new, &whole).unwrap();
    assert!(source.next(WAIT).unwrap().is_none(), "it grew");
    let shot = source.next(WAIT).unwrap().unwrap();
    assert_eq!((shot.picture.width(), shot.live), (4, false));
    assert!(!new.exists() && old.exists(), "what was there before stays");
    assert!(source.next(WAIT).unwrap().is_none());
    // What is no picture is told, and leaves too.
    fs::write(&new, "no picture").unwrap();
    source.next(WAIT).unwrap();
    assert!(matches!(source.next(WAIT), Err(SourceError::Picture { .. })) && !new.exists());
    fs::remove_dir_all(folder).unwrap();
}
