//! What can go wrong on the way to bytes.

/// Why there is no PDF. None of it depends on what a resident wrote.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// There was no page to print.
    #[error(
        "印刷するページがありません。様式を一つ以上選んでください / there is no page to print: choose at least one sheet"
    )]
    NoPages,
    /// A font inside the program cannot be embedded.
    #[error(
        "書体「{0}」をPDFに埋め込めません。プログラムを入れ直してください / the typeface {0} cannot be embedded: reinstall the program"
    )]
    Font(&'static str),
    /// A page of the office's own, which was usable when the definitions were read, is not.
    #[error(
        "自治体のPDFに記入を重ねられません（{0}）。kakanai-author check で調べてください / the office's own PDF cannot be laid under ({0}): try kakanai-author check"
    )]
    Ground(String),
    /// The PDF library refused the document.
    #[error(
        "PDFを書き出せません（{0}）。もう一度印刷してください / the PDF cannot be written ({0}): print again"
    )]
    Write(String),
}
