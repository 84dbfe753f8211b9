//! A USB camera on Linux, from finding it to closing it, against a driver that is not there (`support/driver.c`): no machine of
//! ours has a camera. The driver answers in the place of the C library, so each case is a program of its own.
#![cfg(all(feature = "camera", target_os = "linux", target_env = "gnu"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a mistake here is a failed test"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use kakanai_camera::{CameraError, Shot, Source, SourceError, camera};

const WAIT: Duration = Duration::from_secs(2);
/// The case that a program of its own is to try; unset in the test that starts them.
const CASE: &str = "DRIVER_CASE";

/// What goes wrong, and with MJPEG or not.
const CASES: [(&str, bool); 14] = [
    ("nothing", false),
    ("nothing", true),
    ("padded", false),
    ("few", false),
    ("busy", false),
    ("taken", false),
    ("denied", false),
    ("crowded", false),
    ("odd", false),
    ("silent", false),
    ("torn", true),
    ("unplugged", false),
    // It cannot even be closed.
    ("dying", false),
    // The library panics.
    ("strange", false),
];

/// The driver, made by the C compiler that building needs anyway.
fn driver(folder: &Path) -> PathBuf {
    let driver = folder.join("driver.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/driver.c");
    let made = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&driver)
        .arg(source)
        .arg("-ldl")
        .output();
    let made = made.unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    driver
}

#[test]
fn a_camera_is_found_read_and_closed_and_every_fault_is_told() {
    if std::env::var_os(CASE).is_some() {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("camera-{}", std::process::id()));
    // The camera, what it tells about its pictures, and what is none.
    for (name, index) in
        [("video0", "0"), ("video1", "1"), ("v4l-subdev0", "0"), ("video", "0"), ("videos", "0")]
    {
        let node = folder.join("listed").join(name);
        fs::create_dir_all(&node).unwrap();
        fs::write(node.join("name"), "HD Webcam\n").unwrap();
        fs::write(node.join("index"), format!("{index}\n")).unwrap();
    }
    let jpeg = folder.join("frame.jpg");
    let mut bytes = Vec::new();
    let picture = RgbImage::from_pixel(1920, 1080, Rgb([200, 30, 30]));
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&picture).unwrap();
    fs::write(&jpeg, bytes).unwrap();
    let driver = driver(&folder);
    // All at once: most of the time they wait.
    let start = |(case, mjpeg): (&'static str, bool)| {
        let mut program = Command::new(std::env::current_exe().unwrap());
        program.args(["--exact", "case", "--nocapture", "--test-threads=1"]).env("LD_PRELOAD", &driver);
        program.env("DRIVER_SYS", folder.join("listed")).env("DRIVER_DOES", case).env(CASE, case);
        if mjpeg {
            program.env("DRIVER_JPEG", &jpeg);
        }
        program.stdout(Stdio::null()).stderr(Stdio::piped());
        (case, mjpeg, program.spawn().unwrap())
    };
    for (case, mjpeg, program) in CASES.map(start) {
        let ended = program.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        let ends_well = ended.status.success() && said.contains("as it should be");
        assert!(ends_well && said.contains("panicked") == (case == "strange"), "{case} {mjpeg}: {said}");
        assert!(!said.contains("still sending") || case == "unplugged", "{case} {mjpeg}: {said}");
        let stays_open = ["denied", "dying"].contains(&case);
        assert!(said.contains("driver: closed") != stays_open, "{case} {mjpeg}: {said}");
    }
    fs::remove_dir_all(folder).unwrap();
}

fn fault<T>(opened: Result<T, SourceError>) -> CameraError {
    match opened.map(drop) {
        Err(SourceError::Camera(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

/// The next picture, whatever is broken before it.
fn shot(source: &mut dyn Source) -> Result<Shot, SourceError> {
    for _ in 0..200 {
        if let Some(shot) = source.next(WAIT)? {
            return Ok(shot);
        }
    }
    panic!("no picture");
}

#[test]
fn case() {
    let Ok(case) = std::env::var(CASE) else { return };
    let mjpeg = std::env::var_os("DRIVER_JPEG").is_some();
    let there = vec!["HD Webcam".to_owned()];
    match case.as_str() {
        "taken" => assert_eq!(fault(camera(0)), CameraError::Busy),
        "denied" => assert_eq!(fault(camera(0)), CameraError::Denied),
        "crowded" => assert_eq!(fault(camera(0)), CameraError::Crowded),
        "odd" => assert_eq!(fault(camera(0)), CameraError::None { wanted: 0, there: Vec::new() }),
        "silent" => {
            let mut source = camera(0).unwrap();
            assert!(source.next(Duration::from_millis(50)).unwrap().is_none(), "nobody waits for long");
            let gave_up = (0..8).find_map(|_| source.next(WAIT).err());
            assert_eq!(fault(gave_up.map_or(Ok(()), Err)), CameraError::Silent);
        }
        "torn" => {
            let mut source = camera(0).unwrap();
            let gave_up = (0..200).find_map(|_| source.next(WAIT).err());
            assert!(matches!(fault(gave_up.map_or(Ok(()), Err)), CameraError::Broken(_)));
        }
        "strange" => assert!(matches!(fault(camera(0)), CameraError::Other(_))),
        "unplugged" | "dying" => {
            let mut source = camera(0).unwrap();
            let gave_up = (0..20).find_map(|_| source.next(WAIT).err());
            assert_eq!(fault(gave_up.map_or(Ok(()), Err)), CameraError::Gone);
        }
        // It gives pictures.
        _ => {
            assert_eq!(
                fault(camera(1)),
                CameraError::None { wanted: 1, there },
                "the other node is no camera"
            );
            // One look after the other.
            for _ in 0..2 {
                let mut source = camera(0).unwrap();
                let mut before = 0;
                for _ in 0..8 {
                    let shot = shot(&mut *source).unwrap();
                    let pixel = shot.picture.rows_of_bytes()[..3].to_vec();
                    let size = (shot.picture.width(), shot.picture.height());
                    assert!(shot.live);
                    if mjpeg {
                        assert_eq!(size, (1920, 1080), "the better offer");
                        assert!(pixel[0] > 190 && pixel[1] < 40, "{pixel:?}");
                    } else {
                        assert_eq!(size, (1280, 720));
                        assert!(pixel.iter().all(|part| *part == pixel[0]), "{pixel:?}");
                        assert!(pixel[0] >= before, "no frame comes after a newer one");
                        before = pixel[0];
                    }
                }
                // Reading takes longer than a frame; then the newest is there.
                if !mjpeg {
                    std::thread::sleep(Duration::from_millis(600));
                    let now = shot(&mut *source).unwrap().picture.rows_of_bytes()[0];
                    assert!(now > before + 8, "{before} {now}");
                }
            }
        }
    }
    eprintln!("{case}: as it should be");
}
