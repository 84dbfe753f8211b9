//! Why something was not read: one sentence for the resident, the cause for the clerk.

/// Why a picture, a code or a card was not read.
///
/// `Display` is for the clerk and names the cause; [`ReadError::sentence`] is for the resident and says what to do.
/// Neither ever shows what was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Not a PNG or JPEG, or a broken one.
    #[error("画像として開けません（PNGかJPEGが必要です）。カメラの設定か、ファイルを確かめてください")]
    Picture,
    /// More pixels than a camera of the counter makes; decoding it could exhaust the memory.
    #[error("画像が大きすぎます（縦横4096画素、展開後64MiBまで）。カメラの解像度を下げてください")]
    PictureTooLarge,
    /// No symbol was found.
    #[error("画像に二次元コードが見つかりません。ピント、明るさ、コードの大きさを確かめてください")]
    NoCode,
    /// A symbol was found but cannot be corrected.
    #[error("二次元コードは見つかりましたが、汚れ、反射、ぼけのために読み取れません")]
    CodeDamaged,
    /// A text is divided over several symbols, and not all of them were seen.
    #[error("{count}つに分かれたコードのうち、{missing}がまだ読み取れていません。全部が写るように置くか、順に見せてください", missing = numbers(.missing))]
    PartsMissing {
        /// How many symbols the text is divided over.
        count: u8,
        /// The numbers of those not seen, from 1.
        missing: Vec<u8>,
    },
    /// Symbols that say they are parts of one text, and are not.
    #[error(
        "分かれたコードの組が合いません（照合値が違います）。同じ書類のコードだけを、最初から読み直してください"
    )]
    PartsMixed,
    /// The back of a 個人番号カード: its symbol is the number. It was not kept.
    #[error("個人番号（12桁）のコードを検出し、読まずに破棄しました")]
    IndividualNumber,
    /// A scanner that types like a keyboard, through Japanese input: what was struck cannot be told any more.
    #[error(
        "日本語入力がオンのまま読み取られ、元の文字に戻せません。半角/全角キーで日本語入力をオフにしてください"
    )]
    InputMethod,
    /// The text is in no encoding that is expected.
    #[error("コードの文字が{0}として読めません。プロファイルのencodingを確かめてください")]
    Encoding(&'static str),
    /// Control characters or characters that reverse the writing direction.
    #[error("文字に制御文字、または向きを変える文字（U+{0:04X}）が含まれています")]
    Characters(u32),
    /// Longer than any symbol can be.
    #[error("{found}バイトあります。読み取れるのは{most}バイトまでです")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// Most bytes accepted.
        most: usize,
    },
    /// The profile file is wrong; mended by whoever wrote it.
    #[error("プロファイルが正しくありません: {0}")]
    Profile(String),
    /// Nothing says how the codes of this office are to be read.
    #[error("コードの読み方を書いたファイルがありません。--reader のフォルダの profiles に置いてください")]
    NoProfile,
    /// The code does not have the form the profile describes.
    #[error("コードの並びがプロファイル「{profile}」と合いません: {problem}")]
    Layout {
        /// Name of the profile.
        profile: String,
        /// What does not fit, without what stands there.
        problem: String,
    },
    /// The fields file of a card is not of the form described in `seeds/README.md`.
    #[error("カードの項目ファイルが正しくありません: {0}")]
    CardFile(String),
    /// A field that no card reading has.
    #[error("カードに「{0}」という項目はありません。使えるのは name, kana, address, birth_date, sex です")]
    UnknownField(String),
    /// A field that must never be read. It was not kept.
    #[error("「{0}」は読み取ってはならない項目です。値は破棄しました。読み取り装置の設定から外してください")]
    ForbiddenField(String),
}

impl ReadError {
    /// What the resident sees and can act on.
    pub fn sentence(&self) -> &'static str {
        match self {
            ReadError::Picture | ReadError::PictureTooLarge => {
                "うまく撮影できませんでした。もう一度お試しください"
            }
            ReadError::NoCode => "二次元コードが見つかりません。コード全体が枠に入るように置いてください",
            ReadError::CodeDamaged => {
                "二次元コードを読み取れませんでした。紙を平らにして、光が反射しない向きに置いてください"
            }
            ReadError::PartsMissing { .. } => {
                "まだ読み取れていないコードがあります。紙にあるコードを全部見せてください"
            }
            ReadError::PartsMixed => "別の書類のコードが混ざっています。1枚ずつ見せてください",
            ReadError::IndividualNumber => "マイナンバーカードの裏面が写っています。表面を見せてください",
            ReadError::Encoding(_)
            | ReadError::Characters(_)
            | ReadError::TooLong { .. }
            | ReadError::Layout { .. } => {
                "この二次元コードは、ここでは使えません。画面で入力するか、職員にお知らせください"
            }
            ReadError::InputMethod => "うまく読み取れませんでした。職員にお知らせください",
            ReadError::NoProfile
            | ReadError::Profile(_)
            | ReadError::CardFile(_)
            | ReadError::UnknownField(_) => "読み取りの準備ができていません。職員にお知らせください",
            ReadError::ForbiddenField(_) => {
                "読み取ってはならない内容が含まれていたため、読み取りをやめました。職員にお知らせください"
            }
        }
    }
}

/// 「2番目・4番目」
fn numbers(numbers: &[u8]) -> String {
    let numbers: Vec<String> = numbers.iter().map(|number| format!("{number}番目")).collect();
    numbers.join("・")
}
