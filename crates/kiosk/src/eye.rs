//! The thread that looks at what a source shows, while a resident shows a card. It ends with the live view.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use kakanai_camera::{Folder, Series, Shot, Source, SourceError};
use kakanai_domain::Date;
use kakanai_domain::card::Certainty;
use kakanai_reading::face::{
    Advice, Capture, CardError, Picture, Shown, Sighting, Step, TextEngine, capture,
};
use kakanai_reading::{Parts, Payload};

use crate::args::Shows;
use crate::faces::{Faces, able, borrowed};
use crate::model::Trouble;
use crate::showing::{CardEvent, Face, Preview, Sight};
use crate::words::{self, Word};

/// How long a source is waited for before somebody looks whether it is still wanted.
const PATIENCE: Duration = Duration::from_millis(200);
/// A certificate has several codes, and they come into the light one after the other: after so many looks without another
/// one, all are there.
const CALM: u32 = 3;
/// Widest preview, pixels: as large as it is on the screen.
const WIDEST: usize = 800;

/// What a thread is told.
#[derive(Default)]
pub struct Orders {
    /// Look at nothing any more.
    stop: AtomicBool,
    /// Read what is seen now.
    take: AtomicBool,
}

impl Orders {
    /// Ends the look.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Reads what is seen now.
    pub fn take_now(&self) {
        self.take.store(true, Ordering::Relaxed);
    }
}

/// Opens what shows cards.
///
/// # Errors
/// Those of the source.
pub fn open(shows: &Shows) -> Result<Box<dyn Source>, SourceError> {
    Ok(match shows {
        Shows::Scans(folder) => Box::new(Folder::watch(folder)?),
        Shows::Frames(folder) => Box::new(Series::open(folder)?),
        Shows::Camera(number) => kakanai_camera::camera(*number)?,
    })
}

/// A look at a card.
pub struct Look<'a> {
    /// What reads.
    pub faces: &'a Faces,
    /// The day of the visit.
    pub today: Date,
    /// Another card was read before: it has to be taken away first.
    pub another: bool,
    /// What the thread is told.
    pub orders: &'a Orders,
    /// Milliseconds since some moment.
    pub clock: &'a dyn Fn() -> u64,
    /// Where to tell what is seen.
    pub tell: &'a dyn Fn(CardEvent),
}

impl Look<'_> {
    /// Looks until a card is read, or nobody wants it any more.
    pub fn run(&self, source: Result<Box<dyn Source>, SourceError>) {
        let failed = |cause: String| {
            (self.tell)(CardEvent::Failed(Trouble { words: Word::ReaderAway, cause }));
        };
        let (engines, _) = match able(self.faces.engines()) {
            Ok(able) => able,
            Err(error) => return failed(error.to_string()),
        };
        let engines = borrowed(&engines);
        let mut source = match source {
            Ok(source) => source,
            Err(error) => return failed(error.to_string()),
        };
        (self.tell)(CardEvent::Says(Sight::Wants(Advice::ShowCard)));
        let mut seeing = Seeing {
            look: self,
            engines: &engines,
            capture: Capture::default(),
            sightings: Vec::new(),
            refused: None,
            frames: 0,
            parts: Parts::default(),
            payloads: Vec::new(),
            calm: 0,
            taken_away: !self.another,
        };
        while !self.orders.stop.load(Ordering::Relaxed) {
            let seen = match source.next(PATIENCE) {
                Ok(Some(shot)) => seeing.see(shot),
                Ok(None) => Ok(false),
                // One broken file is nothing a resident could mend; the next scan may be better.
                Err(SourceError::Picture { .. }) => {
                    (self.tell)(CardEvent::Says(Sight::Wants(Advice::ShowCard)));
                    Ok(false)
                }
                Err(error) => return failed(error.to_string()),
            };
            match seen {
                Ok(true) => return,
                Ok(false) => {}
                Err(error) => return failed(error),
            }
        }
    }
}

/// What was seen so far.
struct Seeing<'a> {
    look: &'a Look<'a>,
    engines: &'a [&'a dyn TextEngine],
    capture: Capture,
    sightings: Vec<Sighting>,
    /// Why a frame was not read.
    refused: Option<Advice>,
    frames: u64,
    parts: Parts,
    /// The codes seen so far, and for how many looks no other one came.
    payloads: Vec<Payload>,
    calm: u32,
    taken_away: bool,
}

impl Seeing<'_> {
    /// Looks at a picture; whether the card is read. Or why nothing can be read, for the staff.
    fn see(&mut self, shot: Shot) -> Result<bool, String> {
        if shot.live { self.see_frame(&shot.picture) } else { self.read(&shot.picture) }
    }

    fn tell(&self, event: CardEvent) {
        (self.look.tell)(event);
    }

    /// A picture that will not get better.
    fn read(&mut self, picture: &Picture) -> Result<bool, String> {
        self.tell(CardEvent::Says(Sight::Reading));
        match self.look.faces.reader().read(picture, self.engines, self.look.today) {
            Ok(seen) => {
                self.tell(CardEvent::Read(Box::new(Face::of(seen, self.look.today))));
                Ok(true)
            }
            Err(CardError::Picture(advice)) => {
                self.gather(picture, advice);
                let codes = self.tell_codes();
                if !codes {
                    self.tell(CardEvent::Says(Sight::Wants(advice)));
                }
                Ok(codes)
            }
            Err(CardError::Text(error)) => Err(error.to_string()),
        }
    }

    /// Looks for codes where there is no card.
    fn gather(&mut self, picture: &Picture, advice: Advice) {
        if advice != Advice::ShowCard {
            return;
        }
        let Some(frame) = picture.frame() else { return };
        match self.parts.look(&frame) {
            Ok(seen) => {
                let known = self.payloads.len();
                for payload in seen {
                    if self.payloads.iter().all(|known| known.bytes() != payload.bytes()) {
                        self.payloads.push(payload);
                    }
                }
                self.calm = if self.payloads.len() == known { self.calm + 1 } else { 0 };
            }
            // A number that must not be read, or parts of different texts.
            Err(_) => {
                self.parts.forget();
                self.payloads.clear();
            }
        }
    }

    /// Whether there were codes.
    fn tell_codes(&mut self) -> bool {
        let payloads = std::mem::take(&mut self.payloads);
        let seen = !payloads.is_empty();
        if seen {
            self.tell(CardEvent::Codes(payloads));
        }
        seen
    }

    fn see_frame(&mut self, picture: &Picture) -> Result<bool, String> {
        if self.look.orders.take.swap(false, Ordering::Relaxed) {
            self.capture.take_now();
            self.taken_away = true;
        }
        let reader = self.look.faces.reader();
        let found = reader.look(picture);
        self.taken_away |= found.is_err();
        if let Err(advice) = found {
            self.gather(picture, advice);
            if self.calm >= CALM && self.parts.missing().is_none() && self.tell_codes() {
                return Ok(true);
            }
        }
        let size = (picture.width(), picture.height());
        let step = if self.taken_away {
            self.capture.see(found.as_ref().map_err(|advice| *advice), size, (self.look.clock)())
        } else {
            Step::Wait(Advice::ShowCard)
        };
        let shown = found.ok().filter(|_| self.taken_away);
        match step {
            Step::Wait(advice) => {
                // Another card, or the same one anew.
                if shown.is_none() {
                    self.sightings.clear();
                }
                self.show(picture, shown.as_ref(), Sight::Wants(advice));
            }
            Step::Still => self.show(picture, shown.as_ref(), self.good()),
            Step::Take => {
                self.show(picture, shown.as_ref(), self.good());
                let Some(shown) = shown else { return Ok(false) };
                match reader.sight(picture, &shown, self.engines) {
                    Ok(sighting) => {
                        self.sightings.push(sighting);
                        if self.is_sure() {
                            return Ok(self.settle());
                        }
                    }
                    // It is the back of a card after all.
                    Err(CardError::Picture(Advice::TurnOver)) => self.begin_again(Advice::TurnOver),
                    // One frame may be taken for another card; only where all are, it is one.
                    Err(CardError::Picture(advice)) => self.refused = Some(advice),
                    Err(CardError::Text(error)) => return Err(error.to_string()),
                }
            }
            Step::Done => {
                self.show(picture, shown.as_ref(), Sight::Reading);
                if self.settle() {
                    return Ok(true);
                }
                let advice = self.refused.unwrap_or(Advice::ShowCard);
                self.begin_again(advice);
            }
        }
        Ok(false)
    }

    /// Whether more sightings would only cost time: one is enough where everything is certain, two where nothing is doubtful.
    fn is_sure(&self) -> bool {
        let seen = self.look.faces.reader().settle(&self.sightings, self.look.today);
        let least = seen.and_then(|seen| seen.reading.fields.iter().map(|(_, certainty)| *certainty).min());
        match least {
            Some(Certainty::Checked) => true,
            Some(Certainty::Likely) => self.sightings.len() >= 2,
            Some(Certainty::Doubtful) | None => false,
        }
    }

    /// Tells what the sightings say together; `false` where there are none.
    fn settle(&self) -> bool {
        let seen = self.look.faces.reader().settle(&self.sightings, self.look.today);
        let read = seen.map(|seen| CardEvent::Read(Box::new(Face::of(seen, self.look.today))));
        read.map(|read| self.tell(read)).is_some()
    }

    fn begin_again(&mut self, advice: Advice) {
        self.sightings.clear();
        self.refused = None;
        self.capture = Capture::default();
        self.tell(CardEvent::Says(Sight::Wants(advice)));
    }

    /// A good view is the beginning of what is needed.
    fn good(&self) -> Sight {
        let part = (1 + self.sightings.len()) * 100 / (1 + capture::ENOUGH);
        Sight::Good(u8::try_from(part).unwrap_or(100))
    }

    fn show(&mut self, picture: &Picture, shown: Option<&Shown>, sight: Sight) {
        self.frames += 1;
        let Some(small) = self.look.faces.reader().preview(picture, shown, WIDEST) else { return };
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let outline = shown.map(|shown| shown.quad.corners().map(|(x, y)| (x / width, y / height)));
        let preview = Preview { frame: self.frames, picture: small, outline };
        self.tell(CardEvent::Seen(Arc::new(preview), sight));
    }
}

/// What to tell where a picture file gave nothing.
pub fn trouble(error: &crate::faces::FaceError) -> Trouble {
    let words = match error {
        crate::faces::FaceError::Card(CardError::Text(_)) => Word::ReaderAway,
        crate::faces::FaceError::Card(CardError::Picture(advice)) => words::advice(*advice),
        crate::faces::FaceError::File(_) => Word::ReadFailed,
    };
    Trouble { words, cause: error.to_string() }
}
