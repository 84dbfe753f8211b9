//! Why a chip was not read.

/// Why a chip was not read.
///
/// `Display` is for the clerk and names the cause; [`ChipError::sentence`] is for the resident and says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChipError {
    /// The card was taken away, or the reader does not answer.
    #[error(
        "読み取りの途中でカードが離れたか、読み取り機が応えません。置き直しても続くときは、読み取り機の線を確かめてください"
    )]
    Gone,
    /// Another card.
    #[error("マイナンバーカードでも運転免許証でもないカードです。カメラで読むか、手で入力してください")]
    Unknown,
    /// Fewer tries are left than [`super::FEW`], and nobody agreed to go on.
    #[error("暗証番号をまちがえられるのは、あと{0}回です。続けてよいか、ご本人に確かめてください")]
    FewTries(u8),
    /// The PIN was wrong; so many tries are left.
    #[error("暗証番号がちがいます（あと{0}回）。0回になると、再設定の手続をするまで使えません")]
    WrongPin(u8),
    /// No try is left.
    #[error(
        "暗証番号がロックされています。マイナンバーカードは住民窓口で、運転免許証は警察で、再設定の手続をしてください"
    )]
    Blocked,
    /// The licence was issued without a PIN being set, which this program does not open.
    #[error("暗証番号が設定されていない運転免許証です。カメラで読むか、手で入力してください")]
    NoPin,
    /// The card answered with this status, which nothing above explains.
    #[error("カードが命令を受け付けません（状態 {0:04X}）。カメラで読むか、手で入力してください")]
    Refused(u16),
    /// What the chip holds is not of the form that such a card has.
    #[error("カードの中身が、知られている形と合いません。カメラで読むか、手で入力してください")]
    Form,
}

impl ChipError {
    /// What the resident sees and can act on.
    pub fn sentence(self) -> &'static str {
        match self {
            ChipError::Gone => "カードを、読み取り機の上に置いたままにしてください",
            ChipError::Unknown | ChipError::NoPin | ChipError::Refused(_) | ChipError::Form => {
                "このカードは、ここでは読めません。カメラで読むか、手で入力してください"
            }
            ChipError::FewTries(_) => "あと1回まちがえると、暗証番号が使えなくなります",
            ChipError::WrongPin(_) => "暗証番号がちがいます",
            ChipError::Blocked => "暗証番号が使えなくなっています。職員にお知らせください",
        }
    }
}
