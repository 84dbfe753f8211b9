//! A stream of frames out of a camera that is data: newest first, ended, busy, unplugged, silent, broken.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a mistake here is a failed test")]

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use kakanai_camera::coding::{Broken, Layout};
use kakanai_camera::live::{Camera, Live, Patience, overwrite};
use kakanai_camera::offer::Coding;
use kakanai_camera::{CameraError, Source, SourceError};
use zeroize::Zeroizing;

const WAIT: Duration = Duration::from_secs(5);
const SHORT: Duration = Duration::from_millis(20);
const PATIENCE: Patience =
    Patience { busy: 3, opening: Duration::from_secs(5), silent: Duration::from_secs(5), broken: 2 };

enum Does {
    Sends(u8),
    SendsHalf,
    Fails(CameraError),
    Breaks,
}

/// What it does comes through a channel, and it counts the frames that left it.
struct Given {
    does: Receiver<Does>,
    read: Arc<AtomicUsize>,
    /// A frame was given, and is where it belongs when the next one is wanted.
    gave: bool,
    open: Arc<AtomicBool>,
    /// Cameras of some systems have to stay in their thread.
    _bound: Rc<()>,
}

impl Camera for Given {
    fn layout(&self) -> Layout {
        Layout { coding: Coding::Yuyv, width: 2, height: 1, stride: 0 }
    }

    fn read(&mut self, wait: Duration, frame: &mut Zeroizing<Vec<u8>>) -> Result<bool, CameraError> {
        self.read.fetch_add(usize::from(std::mem::take(&mut self.gave)), Ordering::SeqCst);
        let bytes = match self.does.recv_timeout(wait) {
            Ok(Does::Sends(light)) => vec![light, 128, light, 128],
            Ok(Does::SendsHalf) => vec![16, 128],
            Ok(Does::Fails(fault)) => return Err(fault),
            Ok(Does::Breaks) => panic!("the library gives up"),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Ok(false),
        };
        overwrite(frame, &bytes);
        self.gave = true;
        Ok(true)
    }
}

impl Drop for Given {
    fn drop(&mut self) {
        self.open.store(false, Ordering::SeqCst);
    }
}

struct Stage {
    live: Live,
    says: Sender<Does>,
    read: Arc<AtomicUsize>,
    open: Arc<AtomicBool>,
}

impl Stage {
    fn new(patience: Patience) -> Self {
        let (says, does) = channel();
        let (read, open) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(true)));
        let (counts, opened, mut does) = (read.clone(), open.clone(), Some(does));
        let live = Live::start(patience, move || {
            let does = does.take().ok_or(CameraError::Busy)?;
            Ok(Given { does, read: counts.clone(), gave: false, open: opened.clone(), _bound: Rc::new(()) })
        });
        Self { live: live.unwrap(), says, read, open }
    }

    fn send(&self, does: impl IntoIterator<Item = Does>) {
        does.into_iter().for_each(|does| self.says.send(does).unwrap());
    }

    /// Waits until so many frames were taken.
    fn settle(&self, frames: usize) {
        while self.read.load(Ordering::SeqCst) < frames {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn light(&mut self, wait: Duration) -> Option<u8> {
        let shot = self.live.next(wait).unwrap()?;
        assert!(shot.live);
        shot.picture.rows_of_bytes().first().copied()
    }

    fn fault(&mut self) -> CameraError {
        for _ in 0..1000 {
            match self.live.next(SHORT) {
                Ok(_) => {}
                Err(SourceError::Camera(fault)) => return fault,
                Err(error) => panic!("{error}"),
            }
        }
        panic!("no fault");
    }
}

#[test]
fn only_the_newest_frame_is_handed_over_and_once() {
    let mut stage = Stage::new(PATIENCE);
    assert_eq!(stage.light(Duration::ZERO), None);
    assert_eq!(stage.light(SHORT), None);
    stage.send([16, 100, 235].map(Does::Sends));
    stage.settle(3);
    assert_eq!(stage.light(WAIT), Some(255));
    assert_eq!(stage.light(SHORT), None, "what was taken is not given again");
    stage.send([Does::Sends(16)]);
    assert_eq!(stage.light(WAIT), Some(0));
}

#[test]
fn a_source_that_ends_closes_its_camera() {
    let stage = Stage::new(PATIENCE);
    stage.send([Does::Sends(16)]);
    assert!(stage.open.load(Ordering::SeqCst));
    drop(stage.live);
    assert!(!stage.open.load(Ordering::SeqCst), "before the source is gone");
}

#[test]
fn a_camera_that_is_unplugged_is_told_after_its_last_frame() {
    let mut stage = Stage::new(PATIENCE);
    stage.send([Does::Sends(235), Does::Fails(CameraError::Gone)]);
    stage.settle(1);
    assert_eq!(stage.light(WAIT), Some(255));
    assert_eq!(stage.fault(), CameraError::Gone);
    assert!(!stage.open.load(Ordering::SeqCst), "it can be opened anew");
    assert!(matches!(stage.fault(), CameraError::Other(_)), "and nothing comes any more");
    // A library that panics ends the stream, and nothing else.
    let mut stage = Stage::new(PATIENCE);
    stage.send([Does::Breaks]);
    assert!(matches!(stage.fault(), CameraError::Other(_)));
}

#[test]
fn silence_and_broken_frames_are_borne_for_a_while_only() {
    let mut stage = Stage::new(Patience { silent: SHORT * 3, ..PATIENCE });
    assert_eq!([stage.light(SHORT), stage.light(SHORT)], [None; 2]);
    stage.send([Does::Sends(235)]);
    assert_eq!(stage.light(WAIT), Some(255));
    assert_eq!([stage.light(SHORT), stage.light(SHORT)], [None; 2], "it is counted anew");
    assert!(matches!(stage.live.next(SHORT), Err(SourceError::Camera(CameraError::Silent))));
    let mut stage = Stage::new(PATIENCE);
    for does in [Does::SendsHalf, Does::SendsHalf, Does::Sends(16), Does::SendsHalf, Does::SendsHalf] {
        let good = matches!(does, Does::Sends(_));
        stage.send([does]);
        assert_eq!(stage.light(WAIT), good.then_some(0));
    }
    stage.send([Does::SendsHalf]);
    assert_eq!(stage.fault(), CameraError::Broken(Broken::Short));
}

#[test]
fn a_camera_that_is_busy_is_asked_again_and_no_other_fault_is() {
    let open = |fault: CameraError, times: usize| {
        let asked = Arc::new(AtomicUsize::new(0));
        let (counts, (_says, does)) = (asked.clone(), channel());
        let mut does = Some(does);
        let live = Live::start(PATIENCE, move || {
            if counts.fetch_add(1, Ordering::SeqCst) < times {
                return Err(fault.clone());
            }
            let does = does.take().ok_or(CameraError::Gone)?;
            Ok(Given { does, read: Arc::default(), gave: false, open: Arc::default(), _bound: Rc::new(()) })
        });
        (live.map(drop), asked.load(Ordering::SeqCst))
    };
    // The look before this one was still closing it.
    assert_eq!(open(CameraError::Busy, 2), (Ok(()), 3));
    let (refused, asked) = open(CameraError::Busy, usize::MAX);
    assert_eq!((refused, asked), (Err(CameraError::Busy), 4));
    assert_eq!(open(CameraError::Denied, 1), (Err(CameraError::Denied), 1));
    // One that never answers.
    let never = Live::start(Patience { opening: SHORT, ..PATIENCE }, || {
        std::thread::sleep(SHORT * 10);
        Err::<Given, _>(CameraError::Gone)
    });
    assert_eq!(never.map(drop), Err(CameraError::Silent));
}

#[test]
fn a_frame_is_written_over_the_one_before() {
    let mut frame = Zeroizing::new(vec![7; 4]);
    overwrite(&mut frame, &[1, 2]);
    assert_eq!(*frame, [1, 2]);
    overwrite(&mut frame, &[3; 4000]);
    let place = frame.as_ptr();
    overwrite(&mut frame, &[4; 3999]);
    assert!(*frame == [4; 3999] && frame.as_ptr() == place, "in its place");
}
