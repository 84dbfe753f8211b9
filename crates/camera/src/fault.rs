//! What can be wrong with a camera, in sentences for the staff, and how the systems tell it.

use std::io;

/// Why a camera gives nothing; for the staff.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CameraError {
    /// The program was built without.
    #[error(
        "この kakanai は USB カメラを使えないので、cargo build --release --features camera で作り直してください（Debian では、先に libclang-dev を入れます）"
    )]
    NotBuilt,
    /// There is no such camera.
    #[error("{wanted}番のカメラがありません。{}", there_are(.there))]
    None {
        /// Which was wanted, counted from 0.
        wanted: usize,
        /// The names of those there are.
        there: Vec<String>,
    },
    /// Another program uses it.
    #[error(
        "カメラを、別のプログラムが使っています。カメラを使うプログラム（会議のものなど）を終わらせてから、もう一度「カードや転出証明書を読む」を押してください"
    )]
    Busy,
    /// This program may not use it.
    #[error(
        "カメラを使う権限がありません。Linux では、利用者を video グループに入れ（sudo usermod -aG video 利用者名）、ログインし直してください。Windows では、「設定」の「プライバシーとセキュリティ」「カメラ」で、デスクトップアプリに使わせてください"
    )]
    Denied,
    /// It went away, or does not answer any more.
    #[error(
        "カメラが外れたか、応えなくなりました。USB ケーブルを差し直して、もう一度「カードや転出証明書を読む」を押してください"
    )]
    Gone,
    /// Too much goes over the same cable.
    #[error("USB の通り道が足りません。カメラをハブから外し、機械に直接つないでください")]
    Crowded,
    /// Nothing that it sends is read.
    #[error(
        "このカメラが送る画像の形は、読めません。YUYV、NV12、MJPEG のどれかを送る USB カメラ（UVC）に替えてください"
    )]
    Coding,
    /// No frame for a long time.
    #[error(
        "カメラから画像が来ません。レンズのふたや電源を確かめ、USB ケーブルを差し直して、もう一度「カードや転出証明書を読む」を押してください"
    )]
    Silent,
    /// Broken frames for a long time.
    #[error("カメラから、壊れた画像しか来ません（{0}）。USB ケーブルか、つなぐ口を替えてください")]
    Broken(super::coding::Broken),
    /// Anything else.
    #[error(
        "カメラを使えません（{0}）。USB ケーブルを差し直してください。直らなければ、別のカメラに替えてください"
    )]
    Other(String),
}

fn there_are(names: &[String]) -> String {
    if names.is_empty() {
        return "カメラは1台も見つかりません。USB ケーブルを確かめてください".to_owned();
    }
    let names: Vec<String> =
        names.iter().enumerate().map(|(number, name)| format!("{number}番「{name}」")).collect();
    format!("あるのは、{}です。--camera の番号を直してください", names.join("、"))
}

/// What Linux said of a camera (`errno.h`).
pub fn of_linux(error: &io::Error) -> CameraError {
    const EPERM: i32 = 1;
    const ENOENT: i32 = 2;
    const EIO: i32 = 5;
    const ENXIO: i32 = 6;
    const EACCES: i32 = 13;
    const EBUSY: i32 = 16;
    const ENODEV: i32 = 19;
    const ENOSPC: i32 = 28;
    match error.raw_os_error() {
        Some(EPERM | EACCES) => CameraError::Denied,
        Some(EBUSY) => CameraError::Busy,
        Some(ENOENT | EIO | ENXIO | ENODEV) => CameraError::Gone,
        Some(ENOSPC) => CameraError::Crowded,
        Some(_) | None => CameraError::Other(error.to_string()),
    }
}

/// What Windows said of a camera: its number stands somewhere in a text (`winerror.h`, `mferror.h`).
pub fn of_windows(text: &str) -> CameraError {
    let told = text.to_ascii_uppercase();
    let says = |numbers: &[&str]| numbers.iter().any(|number| told.contains(number));
    // E_ACCESSDENIED
    if says(&["80070005"]) {
        CameraError::Denied
    // MF_E_HW_MFT_FAILED_START_STREAMING, MF_E_VIDEO_RECORDING_DEVICE_PREEMPTED, ERROR_SHARING_VIOLATION, ERROR_BUSY
    } else if says(&["C00D3704", "C00D3EA3", "80070020", "800700AA"]) {
        CameraError::Busy
    // MF_E_VIDEO_RECORDING_DEVICE_INVALIDATED, ERROR_GEN_FAILURE, ERROR_DEVICE_NOT_CONNECTED
    } else if says(&["C00D3EA2", "8007001F", "8007048F"]) {
        CameraError::Gone
    // ERROR_NO_SYSTEM_RESOURCES
    } else if says(&["800705AA"]) {
        CameraError::Crowded
    } else {
        CameraError::Other(text.to_owned())
    }
}
