//! What can go wrong with the disk, each with a sentence for the clerk.

use std::io;

use rusqlite::ErrorCode;

use crate::session::SessionId;

/// Why something was not stored or not found.
///
/// `Display` names the cause, for whoever looks after the device; [`StoreError::sentence`] tells the clerk what to do. Neither
/// shows what a resident said.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room on the disk. What was acknowledged before is kept.
    #[error("disk full")]
    DiskFull,
    /// The folder or the file cannot be written.
    #[error("the store is read-only")]
    ReadOnly,
    /// Another instance of the program holds the store.
    #[error("another instance holds app.lock")]
    Locked,
    /// The file was written by a newer program.
    #[error("the file is of version {found}, this program knows {known}")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// The file is damaged.
    #[error("damaged: {0}")]
    Corrupt(String),
    /// There is no such session, or it was purged.
    #[error("no session {0}")]
    NoSession(SessionId),
    /// An answer holds 12 digits that are a valid 個人番号. Nothing of the step was stored.
    #[error("an answer to {slot} is a 個人番号")]
    IndividualNumber {
        /// Name of the slot.
        slot: String,
    },
    /// A submission was appended as an entry. Only `submit` draws a receipt number.
    #[error("Submitted and Started are written by submit and begin only")]
    OwnEntry,
    /// The clock went back, or jumped: nothing is purged until somebody has looked at it.
    #[error("the clock moved from {before} to {now} (seconds since 1970)")]
    ClockJumped {
        /// The last time that was believed.
        before: i64,
        /// What the clock says.
        now: i64,
    },
    /// A tablet letter other than A–Z.
    #[error("tablet letter {0:?} is not A to Z")]
    Tablet(char),
    /// The target of a backup exists already.
    #[error("the backup file exists already")]
    BackupExists,
    /// A folder or file could not be used.
    #[error("{0}")]
    File(#[source] io::Error),
    /// Anything else SQLite said.
    #[error("{0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// What the clerk is told, and can do.
    pub fn sentence(&self) -> &'static str {
        match self {
            StoreError::DiskFull => {
                "ディスクに空きがないため、保存できません。新しい受付を始めず、不要なファイルを消してください。これまでの入力は残っています"
            }
            StoreError::ReadOnly => {
                "保存先に書き込めないため、保存できません。保存先フォルダーの書き込み権限を、端末の管理者に確かめてもらってください"
            }
            StoreError::Locked => "このプログラムは、すでに起動しています。先に起動した画面をお使いください",
            StoreError::Newer { .. } => {
                "保存されている受付は、新しい版のプログラムで作られています。プログラムを新しい版にしてください"
            }
            StoreError::Corrupt(_) => {
                "保存された受付の記録が壊れています。端末を使うのをやめ、控え（バックアップ）から戻すよう管理者に連絡してください"
            }
            StoreError::NoSession(_) => {
                "この受付は見つかりません。保存期間が過ぎて、消去された可能性があります"
            }
            StoreError::IndividualNumber { .. } => {
                "個人番号（マイナンバー）は保存できません。その欄から番号を消してください"
            }
            StoreError::OwnEntry | StoreError::Tablet(_) => {
                "プログラムの設定または動作に誤りがあります。端末の管理者に連絡してください"
            }
            StoreError::ClockJumped { .. } => {
                "端末の時計が大きくずれているため、自動消去を止めています。日付と時刻を確かめてから、消去を確認してください"
            }
            StoreError::BackupExists => "同じ名前の控えがすでにあります。別の名前を指定してください",
            StoreError::File(_) | StoreError::Sqlite(_) => {
                "保存できませんでした。もう一度試し、続くときは端末の管理者に連絡してください"
            }
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                StoreError::Corrupt(error.to_string())
            }
            _ => StoreError::Sqlite(error),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        let kind = error.kind();
        if matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            StoreError::DiskFull
        } else if matches!(kind, io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied) {
            StoreError::ReadOnly
        } else {
            StoreError::File(error)
        }
    }
}
