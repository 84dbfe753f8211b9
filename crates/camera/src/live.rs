//! A camera as a source. A thread of its own takes every frame, and only the newest one is handed over: reading a card
//! takes longer than a frame, and what waits in the cable's memory is the past.
//!
//! Three buffers go round between the thread, the place where it leaves the newest frame, and the source; an older frame is
//! overwritten by a newer one, and all three when the source ends. What the system and its library keep is theirs.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use zeroize::Zeroizing;

use super::coding::{Layout, picture};
use super::fault::CameraError;
use super::{Shot, Source, SourceError};

/// A camera that was opened. It is opened, used and closed in one thread.
pub trait Camera {
    /// How its frames are laid out.
    fn layout(&self) -> Layout;

    /// Writes the next frame over what is in the buffer, waiting for it at most so long; `false` where there is none yet, or a
    /// broken one.
    ///
    /// # Errors
    /// After any, the camera gives nothing any more.
    fn read(&mut self, wait: Duration, frame: &mut Zeroizing<Vec<u8>>) -> Result<bool, CameraError>;
}

/// Writes a frame over another one, and leaves no part of the other in memory that is given back.
pub fn overwrite(frame: &mut Zeroizing<Vec<u8>>, bytes: &[u8]) {
    if frame.capacity() < bytes.len() {
        *frame = Zeroizing::new(Vec::with_capacity(bytes.len()));
    }
    frame.clear();
    frame.extend_from_slice(bytes);
}

/// How long things are borne.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// How often a busy camera is asked again, ten times a second: the look before this one may still be closing it.
    pub busy: u32,
    /// How long it may take to open.
    pub opening: Duration,
    /// How long no frame may come.
    pub silent: Duration,
    /// How many frames one after the other may be broken.
    pub broken: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self { busy: 40, opening: Duration::from_secs(15), silent: Duration::from_secs(8), broken: 60 }
    }
}

/// How long the thread waits for a frame before it looks whether it is still wanted.
const TURN: Duration = Duration::from_millis(100);
/// How long a source that ends waits for its camera to be closed.
const CLOSING: Duration = Duration::from_secs(2);

/// What the thread and the source share.
#[derive(Default)]
struct Shared {
    place: Mutex<Place>,
    changed: Condvar,
}

#[derive(Default)]
struct Place {
    layout: Option<Layout>,
    newest: Zeroizing<Vec<u8>>,
    /// The newest frame was not taken yet.
    fresh: bool,
    fault: Option<CameraError>,
    /// Nobody wants frames any more.
    stop: bool,
    /// The camera is closed.
    closed: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Place)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Waits at most so long until something is there.
    fn wait(&self, most: Duration, there: impl Fn(&Place) -> bool) -> MutexGuard<'_, Place> {
        let waited = self.changed.wait_timeout_while(self.lock(), most, |place| !there(place));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Tells that the camera is closed, whatever ended its thread.
struct Closing(Arc<Shared>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.change(|place| place.closed = true);
    }
}

/// The frames of a camera.
pub struct Live {
    shared: Arc<Shared>,
    layout: Layout,
    frame: Zeroizing<Vec<u8>>,
    patience: Patience,
    /// How long no frame came.
    silent: Duration,
    /// How many frames were broken since the last good one.
    broken: u32,
}

impl Live {
    /// Opens a camera in a thread of its own.
    ///
    /// # Errors
    /// Those of the camera; [`CameraError::Silent`] where it does not open in time.
    pub fn start<C: Camera>(
        patience: Patience,
        open: impl FnMut() -> Result<C, CameraError> + Send + 'static,
    ) -> Result<Self, CameraError> {
        let shared = Arc::new(Shared::default());
        let theirs = shared.clone();
        thread::spawn(move || {
            let closing = Closing(theirs.clone());
            if let Err(fault) = take(&theirs, patience.busy, open) {
                theirs.change(|place| place.fault = Some(fault));
            }
            drop(closing);
        });
        let ready = |place: &Place| place.layout.is_some() || place.closed;
        let mut place = shared.wait(patience.opening, ready);
        match (place.layout, place.fault.take()) {
            (Some(layout), None) => {
                drop(place);
                let (frame, silent) = (Zeroizing::default(), Duration::ZERO);
                Ok(Self { shared, layout, frame, patience, silent, broken: 0 })
            }
            (_, fault) => {
                // Should it open after all, it is closed at once.
                place.stop = true;
                let died = place.closed;
                Err(fault.unwrap_or_else(|| if died { died_of_itself() } else { CameraError::Silent }))
            }
        }
    }
}

/// The thread's work: takes frames until nobody wants them.
fn take<C: Camera>(
    shared: &Shared,
    patience: u32,
    mut open: impl FnMut() -> Result<C, CameraError>,
) -> Result<(), CameraError> {
    let mut left = patience;
    let mut camera = loop {
        match open() {
            Err(CameraError::Busy) if left > 0 => thread::sleep(TURN),
            opened => break opened?,
        }
        left -= 1;
    };
    let layout = camera.layout();
    shared.change(|place| place.layout = Some(layout));
    let mut frame = Zeroizing::new(Vec::new());
    while !shared.lock().stop {
        if camera.read(TURN, &mut frame)? {
            shared.change(|place| {
                std::mem::swap(&mut place.newest, &mut frame);
                place.fresh = true;
            });
        }
    }
    Ok(())
}

/// The thread ended without saying why: the library gave up.
fn died_of_itself() -> CameraError {
    CameraError::Other("カメラの部品が止まりました".to_owned())
}

impl Source for Live {
    fn next(&mut self, wait: Duration) -> Result<Option<Shot>, SourceError> {
        let mut place = self.shared.wait(wait, |place| place.fresh || place.closed);
        if !std::mem::take(&mut place.fresh) {
            if place.closed {
                return Err(place.fault.take().unwrap_or_else(died_of_itself).into());
            }
            self.silent += wait;
            return if self.silent < self.patience.silent {
                Ok(None)
            } else {
                Err(CameraError::Silent.into())
            };
        }
        self.silent = Duration::ZERO;
        std::mem::swap(&mut place.newest, &mut self.frame);
        drop(place);
        match picture(&self.layout, &self.frame) {
            Ok(picture) => {
                self.broken = 0;
                Ok(Some(Shot { picture, live: true }))
            }
            // One broken frame is nothing: the next is there in a moment.
            Err(_) if self.broken < self.patience.broken => {
                self.broken += 1;
                Ok(None)
            }
            Err(why) => Err(CameraError::Broken(why).into()),
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.shared.change(|place| place.stop = true);
        // So that the next look finds it free. A camera that hangs is left to its thread.
        drop(self.shared.wait(CLOSING, |place| place.closed));
    }
}
