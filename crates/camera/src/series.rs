//! Frames that were recorded, one after another, over and over: for trials and tests.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::{Shot, Source, SourceError, decode, pictures};

/// A frame each so long, as a slow camera gives them.
const PACE: Duration = Duration::from_millis(120);

/// The pictures of a folder as a stream, by name.
pub struct Series {
    files: Vec<PathBuf>,
    next: usize,
}

impl Series {
    /// The frames in a folder.
    ///
    /// # Errors
    /// [`SourceError::File`] and [`SourceError::Empty`].
    pub fn open(folder: &Path) -> Result<Self, SourceError> {
        let files = pictures(folder)?;
        if files.is_empty() {
            Err(SourceError::Empty(folder.to_owned()))
        } else {
            Ok(Self { files, next: 0 })
        }
    }
}

impl Source for Series {
    fn next(&mut self, wait: Duration) -> Result<Option<Shot>, SourceError> {
        sleep(PACE.min(wait));
        let Some(file) = self.files.get(self.next % self.files.len().max(1)) else { return Ok(None) };
        self.next = self.next.wrapping_add(1);
        Ok(Some(Shot { picture: decode(file)?, live: true }))
    }
}
