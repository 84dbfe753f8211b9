//! A folder that a document scanner fills. What comes after it was opened is read; what was there before is somebody else's.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::{Shot, Source, SourceError, decode, pictures};

/// How often the folder is looked at; a file that did not grow meanwhile is whole.
const PACE: Duration = Duration::from_millis(200);

/// A watched folder.
pub struct Folder {
    path: PathBuf,
    before: BTreeSet<PathBuf>,
    /// A file that is being written, and how long it was.
    growing: Option<(PathBuf, u64)>,
}

impl Folder {
    /// Watches a folder from now on.
    ///
    /// # Errors
    /// [`SourceError::File`].
    pub fn watch(path: &Path) -> Result<Self, SourceError> {
        let before = pictures(path)?.into_iter().collect();
        Ok(Self { path: path.to_owned(), before, growing: None })
    }
}

impl Source for Folder {
    fn next(&mut self, wait: Duration) -> Result<Option<Shot>, SourceError> {
        sleep(PACE.min(wait));
        let new = pictures(&self.path)?.into_iter().find(|file| !self.before.contains(file));
        let Some(file) = new else { return Ok(None) };
        let wrong = |error| SourceError::File { path: file.clone(), error };
        let length = fs::metadata(&file).map_err(wrong)?.len();
        let whole = length > 0 && self.growing.as_ref() == Some(&(file.clone(), length));
        if !whole {
            self.growing = Some((file, length));
            return Ok(None);
        }
        self.growing = None;
        let picture = decode(&file);
        // No picture of a card stays: neither one that was read nor one that could not be.
        fs::remove_file(&file).map_err(wrong)?;
        Ok(Some(Shot { picture: picture?, live: false }))
    }
}
