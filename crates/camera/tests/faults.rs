//! What systems say of a camera, and what the staff are told.

use std::io::{Error, ErrorKind};

use kakanai_camera::coding::Broken;
use kakanai_camera::fault::{CameraError, of_linux, of_windows};

#[test]
fn every_fault_says_what_to_do() {
    let names = || vec!["HD Webcam".to_owned(), "書画カメラ".to_owned()];
    for (fault, mend) in [
        (CameraError::NotBuilt, "cargo build --release --features camera"),
        (CameraError::None { wanted: 2, there: names() }, "0番「HD Webcam」、1番「書画カメラ」"),
        (CameraError::None { wanted: 2, there: names() }, "2番のカメラがありません"),
        (CameraError::None { wanted: 0, there: Vec::new() }, "USB ケーブルを確かめて"),
        (CameraError::Busy, "別のプログラムが使っています"),
        (CameraError::Denied, "video グループに入れ"),
        (CameraError::Gone, "差し直して、もう一度「カードや転出証明書を読む」"),
        (CameraError::Crowded, "ハブから外し"),
        (CameraError::Coding, "替えてください"),
        (CameraError::Silent, "もう一度「カードや転出証明書を読む」"),
        (CameraError::Broken(Broken::Short), "途中で切れて"),
        (CameraError::Other("x".to_owned()), "（x）"),
    ] {
        let sentence = fault.to_string();
        assert!(sentence.contains(mend) && sentence.contains("ください"), "{sentence}");
        assert!(!sentence.ends_with('。'), "{sentence}");
    }
}

#[test]
fn what_linux_says_is_understood() {
    for (number, fault) in [
        (1, CameraError::Denied),
        (13, CameraError::Denied),
        (16, CameraError::Busy),
        (2, CameraError::Gone),
        (5, CameraError::Gone),
        (6, CameraError::Gone),
        (19, CameraError::Gone),
        (28, CameraError::Crowded),
    ] {
        assert_eq!(of_linux(&Error::from_raw_os_error(number)), fault, "{number}");
    }
    for error in [Error::from_raw_os_error(22), ErrorKind::Unsupported.into()] {
        assert_eq!(of_linux(&error), CameraError::Other(error.to_string()));
    }
}

#[test]
fn what_windows_says_is_understood_in_any_language() {
    for (text, fault) in [
        ("Could not open device 0: アクセスが拒否されました。 (0x80070005)", CameraError::Denied),
        ("Could not capture frame: … (0xC00D3704)", CameraError::Busy),
        ("… (0xc00d3ea3)", CameraError::Busy),
        ("… (0x80070020)", CameraError::Busy),
        ("Could not capture frame: … (0xC00D3EA2)", CameraError::Gone),
        ("… (0x8007001F)", CameraError::Gone),
        ("… (0x800705AA)", CameraError::Crowded),
    ] {
        assert_eq!(of_windows(text), fault, "{text}");
    }
    assert_eq!(of_windows("(0x80004005)"), CameraError::Other("(0x80004005)".to_owned()));
}
