//! Where pictures of cards come from: a USB camera, a folder that a document scanner fills, a series of frames.
//!
//! A source gives one picture after another, and keeps none: [`Shot::picture`] is overwritten when it is dropped. Nothing is
//! written to a disk; what a scanner put there is removed once it is in memory.

pub mod coding;
pub mod fault;
mod folder;
#[cfg(all(feature = "camera", target_os = "linux"))]
mod linux;
pub mod live;
pub mod offer;
mod series;
#[cfg(all(feature = "camera", windows))]
mod windows;

use std::path::{Path, PathBuf};
use std::time::Duration;

use kakanai_reading::ReadError;
use kakanai_reading::face::Picture;
use zeroize::Zeroizing;

pub use fault::CameraError;
pub use folder::Folder;
pub use series::Series;

/// Gives pictures.
pub trait Source: Send {
    /// The next picture, waited for at most so long; `None` where there is none yet.
    ///
    /// # Errors
    /// [`SourceError::Picture`]: the next one may be one. After any other the source gives nothing any more.
    fn next(&mut self, wait: Duration) -> Result<Option<Shot>, SourceError>;
}

/// A picture of a source.
#[derive(Debug)]
pub struct Shot {
    /// The picture.
    pub picture: Picture,
    /// Whether it is one of a stream: it is shown, and a good one is waited for. Else it is read as it is.
    pub live: bool,
}

/// Why a source gives nothing; for the staff.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// A file or folder cannot be read.
    #[error("「{}」を読めません（{error}）。フォルダの名前と権限を確かめてください", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// A file is no picture.
    #[error("「{}」: {error}", path.display())]
    Picture {
        /// Which.
        path: PathBuf,
        /// Why not.
        error: ReadError,
    },
    /// There is no frame in the folder.
    #[error("「{}」に写真（jpg、png）がありません。フォルダを確かめてください", .0.display())]
    Empty(PathBuf),
    /// A camera gives nothing.
    #[error(transparent)]
    Camera(#[from] CameraError),
}

/// Whether this program was built for USB cameras, and for a system whose cameras it knows.
pub const HAS_CAMERAS: bool = cfg!(all(feature = "camera", any(target_os = "linux", windows)));

/// A USB camera, counted from 0 as the system counts them.
///
/// # Errors
/// [`SourceError::Camera`]
pub fn camera(number: usize) -> Result<Box<dyn Source>, SourceError> {
    #[cfg(all(feature = "camera", target_os = "linux"))]
    let opened = live::Live::start(live::Patience::default(), move || linux::Usb::open(number));
    #[cfg(all(feature = "camera", windows))]
    let opened = live::Live::start(live::Patience::default(), move || windows::Usb::open(number));
    #[cfg(not(all(feature = "camera", any(target_os = "linux", windows))))]
    let opened = not_built(number);
    Ok(Box::new(opened?))
}

#[cfg(not(all(feature = "camera", any(target_os = "linux", windows))))]
fn not_built(_number: usize) -> Result<live::Live, CameraError> {
    Err(CameraError::NotBuilt)
}

/// Pictures in a folder, by name.
fn pictures(folder: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let wrong = |error| SourceError::File { path: folder.to_owned(), error };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if ["jpg", "jpeg", "png"].iter().any(|wanted| ending.eq_ignore_ascii_case(wanted)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A picture file in memory; its bytes are overwritten.
fn decode(path: &Path) -> Result<Picture, SourceError> {
    let bytes = std::fs::read(path).map_err(|error| SourceError::File { path: path.to_owned(), error })?;
    let bytes = Zeroizing::new(bytes);
    Picture::decode(&bytes).map_err(|error| SourceError::Picture { path: path.to_owned(), error })
}
