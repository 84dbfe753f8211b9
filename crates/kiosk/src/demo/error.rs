//! Why the demo stopped.

use std::io;
use std::path::{Path, PathBuf};

use kakanai_definition::Problem;

/// Why the demo stopped; each says what to do, to the person at the command line.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The command line is not understood.
    #[error(
        "{0}\n使い方: kakanai demo --out 出力フォルダ [--forms forms] [--seeds seeds] [--household t01] [--lang ja]"
    )]
    Usage(String),
    /// The definitions have errors.
    #[error("様式の定義に誤りがあります。`kakanai-author check` で確かめてください。\n{}", list(.0))]
    Definitions(Vec<Problem>),
    /// The definitions cannot be read.
    #[error("{0}")]
    Forms(#[from] kakanai_definition::ReadError),
    /// A seeds file is wrong.
    #[error("見本データが正しくありません: {0}")]
    Seeds(String),
    /// The definitions have no such event.
    #[error("様式の定義に、出来事「{0}」がありません")]
    Event(String),
    /// The day of the visit is out of range.
    #[error("来庁日「{0}」は使えません")]
    Day(String),
    /// A question is asked that the seeds do not answer, or answer in a way that does not fit.
    #[error(
        "「{label}」（{slot}）が聞かれましたが、見本データに使える答えがありません。seeds/answers に書き足してください"
    )]
    Unanswered {
        /// Name of the slot.
        slot: String,
        /// Label of the item.
        label: String,
    },
    /// A picture, a code or a card was not read.
    #[error("「{}」: {error}", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        error: kakanai_reading::ReadError,
    },
    /// The session was not stored.
    #[error("{sentence}（{cause}）", sentence = .0.sentence(), cause = .0)]
    Store(#[from] kakanai_storage::StoreError),
    /// There is no PDF.
    #[error("{0}")]
    Print(#[from] kakanai_printing::PrintError),
    /// A file or folder could not be used.
    #[error("「{}」を使えません（{error}）。名前と権限を確かめてください", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl DemoError {
    pub(super) fn file(path: &Path, error: io::Error) -> Self {
        DemoError::File { path: path.to_owned(), error }
    }
    pub(super) fn read(path: &Path, error: kakanai_reading::ReadError) -> Self {
        DemoError::Read { path: path.to_owned(), error }
    }
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.to_string()).collect::<Vec<_>>().join("\n\n")
}
