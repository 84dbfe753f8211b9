//! 控え: a copy of the file, whole or not at all.

use std::fs::{self, OpenOptions};
use std::path::Path;

use crate::error::StoreError;
use crate::open::{Store, sync_folder};

impl Store {
    /// Writes a copy to a file that does not exist yet. Purged sessions are not in it, not even as remnants.
    /// It holds what residents said: it has to be kept no longer than the sessions themselves.
    ///
    /// # Errors
    /// [`StoreError::BackupExists`]; those of the disk, and then there is no file of that name.
    pub fn backup_into(&self, file: &Path) -> Result<(), StoreError> {
        if file.try_exists()? {
            return Err(StoreError::BackupExists);
        }
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = file.with_file_name(name);
        match fs::remove_file(&part) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        let path =
            part.to_str().ok_or_else(|| StoreError::File(std::io::ErrorKind::InvalidFilename.into()))?;
        self.connection.execute("VACUUM INTO ?1", [path])?;
        OpenOptions::new().write(true).open(&part)?.sync_all()?;
        fs::rename(&part, file)?;
        sync_folder(file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(".".as_ref()))
    }
}
