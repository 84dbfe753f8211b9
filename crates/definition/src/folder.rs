//! The files of a definition folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

/// One file of a definition folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is, from the folder, with `/` between the parts: `items/people.json`.
    pub path: String,
    /// What is written in it; nothing for a PDF.
    pub text: String,
    /// The bytes of a PDF of the office's own, which sheets are laid over.
    pub pdf: Option<Arc<[u8]>>,
}

impl Source {
    /// A file of definitions.
    pub fn json(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), pdf: None }
    }
    /// A PDF of the office's own.
    pub fn pdf(path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { path: path.into(), text: String::new(), pdf: Some(bytes.into()) }
    }
}

/// Why a folder could not be read. Each names the path, and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file system refused.
    #[error(
        "「{}」を読めません（{error}）。フォルダの名前と、読む権限を確かめてください。\ncannot read {} ({error}): check the name of the folder and its permissions",
        path.display(), path.display()
    )]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The text is in another encoding.
    #[error(
        "「{}」は UTF-8 ではありません。エディタで文字コードを「UTF-8」にして保存し直してください。\n{} is not UTF-8: save it again with the encoding UTF-8",
        .0.display(), .0.display()
    )]
    NotUtf8(PathBuf),
    /// A file is larger than any definition.
    #[error(
        "「{}」は 1 MiB より大きいので読みません。ファイルを分けてください。\n{} is larger than 1 MiB: split it",
        .0.display(), .0.display()
    )]
    TooLarge(PathBuf),
    /// A PDF is larger than any paper of an office.
    #[error(
        "「{}」は 8 MiB より大きいので読みません。写真や不要なページを除いて、小さく保存し直してください。\n{} is larger than 8 MiB: save it again without photographs and pages that are not needed",
        .0.display(), .0.display()
    )]
    PdfTooLarge(PathBuf),
    /// Folders in folders without end; often a link to a folder above.
    #[error(
        "「{}」でフォルダの入れ子が16段を超えました。フォルダへのリンクがないか確かめてください。\n{} is more than 16 folders deep: look for a link to a folder above it",
        .0.display(), .0.display()
    )]
    TooDeep(PathBuf),
}

/// Where the packages lie that an office has taken over from others. They are no definitions, but what these came from.
pub const PACKAGES: &str = "packages";

const DEEPEST: usize = 16;
const LARGEST: u64 = 1024 * 1024;
const LARGEST_PDF: u64 = 8 * LARGEST;

/// Every `*.json` and `*.pdf` in a folder and the folders in it but `packages`, sorted by path.
///
/// # Errors
/// When one of them cannot be read as it is: none is skipped silently.
pub fn read_folder(dir: &Path) -> Result<Vec<Source>, ReadError> {
    let mut sources = Vec::new();
    read_into(&mut sources, dir, "", 0)?;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn read_into(sources: &mut Vec<Source>, dir: &Path, prefix: &str, depth: usize) -> Result<(), ReadError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |error| ReadError::Unreadable { path, error }
    };
    if depth > DEEPEST {
        return Err(ReadError::TooDeep(dir.to_owned()));
    }
    for entry in fs::read_dir(dir).map_err(unreadable(dir))? {
        let entry = entry.map_err(unreadable(dir))?;
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let about = fs::metadata(&path).map_err(unreadable(&path))?;
        if about.is_dir() && name == PACKAGES {
            continue;
        }
        if about.is_dir() {
            read_into(sources, &path, &format!("{name}/"), depth + 1)?;
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
            if about.len() > LARGEST_PDF {
                return Err(ReadError::PdfTooLarge(path));
            }
            sources.push(Source::pdf(name, fs::read(&path).map_err(unreadable(&path))?));
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
            if about.len() > LARGEST {
                return Err(ReadError::TooLarge(path));
            }
            let bytes = fs::read(&path).map_err(unreadable(&path))?;
            let text = String::from_utf8(bytes).map_err(|_| ReadError::NotUtf8(path))?;
            sources.push(Source::json(name, text));
        }
    }
    Ok(())
}

/// SHA-256 over the paths and contents of everything but scenarios and mixes: these do not change what a session means.
pub(crate) fn fingerprint(sources: &[Source]) -> String {
    let mut hash = Sha256::new();
    let tries =
        |source: &&Source| ["scenarios/", "mixes/"].iter().any(|folder| source.path.starts_with(folder));
    let mut meant = sources.iter().filter(|source| !tries(source)).collect::<Vec<_>>();
    meant.sort_by(|a, b| a.path.cmp(&b.path));
    for source in meant {
        // Lengths keep a path apart from its text, and a file from the next.
        let content = source.pdf.as_deref().unwrap_or(source.text.as_bytes());
        for part in [source.path.as_bytes(), content] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
