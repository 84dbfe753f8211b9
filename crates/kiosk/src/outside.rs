//! What is outside the model: the disk, the papers, the reader. Runs on a worker thread, one effect after another.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kakanai_domain::session::Happened;
use kakanai_domain::{Catalog, Date, Editions};
use kakanai_printer::save;
use kakanai_printing::{DocInfo, Fonts, Page, PrintError, fonts_on_disk, pdf, place_guides};
#[cfg(not(feature = "chip"))]
use kakanai_reading::chip::ChipError;
use kakanai_reading::chip::Pin;
use kakanai_reading::{Payload, Profile, ReadError, read_card, read_code, read_codes};
use kakanai_storage::{Line, Moment, SessionId, Store, StoreError};

use crate::args::Shows;
use crate::bundle::{self, Bundle};
use crate::chip::ChipEvent;
use crate::clock;
use crate::eye::{self, Look, Orders};
use crate::faces::{FaceError, Faces};
use crate::model::{Effect, Job, Listed, Papers, Reading, Report, SessionKey, Trouble};
use crate::printout::Way;
use crate::showing::Face;
use crate::words::Word;

/// Where to tell what happens later, from any thread.
pub type Tell = Arc<dyn Fn(Report) + Send + Sync>;

/// Carries out effects.
pub trait Outside: Send {
    /// What happens by itself after an effect, as while a bundle is printed, is told there.
    fn listen(&mut self, _tell: Tell) {}

    /// One effect, and what there is to say about it.
    fn perform(&mut self, effect: Effect) -> Option<Report>;
}

/// The office: storage and papers in a data folder, readings from another.
pub struct Office {
    editions: Arc<Editions>,
    store: Store,
    papers: PathBuf,
    reader: Option<PathBuf>,
    today: Option<Date>,
    fonts: Fonts,
    tell: Tell,
    /// The flag that stops the bundle that is being printed.
    printing: Option<(SessionKey, Arc<AtomicBool>)>,
    /// What reads cards in pictures.
    faces: Option<Arc<Faces>>,
    /// What shows them.
    shows: Option<Shows>,
    /// What the thread that looks at it is told.
    looking: Option<(u64, Arc<Orders>)>,
}

const PAPERS: &str = "papers.pdf";
const GUIDE: &str = "guide.pdf";

enum Fault {
    Store(StoreError),
    Print(PrintError),
    Read(ReadError),
    Face(FaceError),
    /// A file to read is not there.
    Unread(std::io::Error),
    File(std::io::Error),
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Fault::Store(error)
    }
}
impl From<PrintError> for Fault {
    fn from(error: PrintError) -> Self {
        Fault::Print(error)
    }
}
impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        Fault::Read(error)
    }
}
impl From<FaceError> for Fault {
    fn from(error: FaceError) -> Self {
        Fault::Face(error)
    }
}
impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Fault::File(error)
    }
}

impl Office {
    /// Opens the data folder. `today` stands in for the clock's day in trials.
    ///
    /// # Errors
    /// Those of [`Store::open`].
    pub fn open(
        editions: Arc<Editions>,
        data: &Path,
        reader: Option<PathBuf>,
        today: Option<Date>,
    ) -> Result<Self, StoreError> {
        let store = Store::open(&data.join("store"))?;
        Ok(Self {
            editions,
            store,
            papers: data.join("out"),
            reader,
            today,
            fonts: fonts_on_disk(),
            tell: Arc::new(|_| {}),
            printing: None,
            faces: None,
            shows: None,
            looking: None,
        })
    }

    /// The same, reading cards in pictures, and with what shows them.
    pub fn with_faces(self, faces: Faces, shows: Option<Shows>) -> Self {
        Self { faces: Some(Arc::new(faces)), shows, ..self }
    }

    fn now(&self) -> Moment {
        let at = clock::now();
        Moment { at, today: self.today.unwrap_or_else(|| clock::day(at)) }
    }

    /// What is in force on the day of the visit.
    fn catalog(&self, job: &Job) -> &Catalog {
        self.editions.on(job.today)
    }

    fn id(key: &SessionKey) -> Result<SessionId, StoreError> {
        // A key comes from the store only; one that is none of its own has no session.
        key.0.parse().map_err(|()| StoreError::OwnEntry)
    }

    fn try_to(&mut self, effect: Effect) -> Result<Option<Report>, Fault> {
        let now = self.now();
        Ok(match effect {
            Effect::Begin(_) => {
                let id = self.store.begin(now, &self.editions.on(now.today).fingerprint)?;
                Some(Report::Begun(SessionKey(id.to_string())))
            }
            Effect::Keep(key, entries) => {
                self.store.append(Self::id(&key)?, &entries)?;
                Some(Report::Kept(key, entries.len()))
            }
            Effect::Submit(key) => Some(Report::Received(self.store.submit(Self::id(&key)?, now)?)),
            Effect::Print(job) => Some(Report::Printed(self.print(&job)?)),
            Effect::Check(job) => {
                let notes = self.place(&job).into_iter().flat_map(|page| page.notes).collect();
                Some(Report::Checked(job.key.clone(), notes))
            }
            Effect::See(job, page) => {
                let seen = bundle::see(self.catalog(&job), &job, &self.fonts, page)?;
                Some(Report::Seen(job.key.clone(), seen))
            }
            Effect::PrintOut(job, way) => {
                let key = job.key.clone();
                self.print_out(&job, way).err().map(|fault| Report::NotPrinted(key, trouble(fault)))
            }
            Effect::CancelPrintout(key) => {
                if let Some((_, stop)) = self.printing.as_ref().filter(|(printing, _)| *printing == key) {
                    stop.store(true, Ordering::Relaxed);
                }
                None
            }
            Effect::List => Some(Report::Listed(self.list(now)?)),
            Effect::Open(key) => {
                let entries = self.store.entries(Self::id(&key)?)?;
                Some(Report::Opened(key, entries))
            }
            Effect::Purge(key) => {
                self.store.purge(Self::id(&key)?, now)?;
                self.sweep()?;
                None
            }
            Effect::Browse => Some(Report::Files(self.files())),
            Effect::Read(file) => Some(Report::Read(self.read(&file)?)),
            Effect::ReadChip(pin, consent) => Some(read_chip(pin, consent)),
            Effect::LookAt { number, another } => {
                self.look_at(number, another, now.today);
                None
            }
            Effect::TakeNow(number) => {
                if let Some((_, orders)) = self.looking.as_ref().filter(|(of, _)| *of == number) {
                    orders.take_now();
                }
                None
            }
            Effect::LookAway => {
                self.look_away();
                None
            }
            Effect::Scan(payloads) => Some(Report::Read(self.understand(&payloads)?)),
            Effect::Forget => None,
        })
    }

    /// The pages of the papers.
    fn place(&self, job: &Job) -> Vec<Page> {
        bundle::papers(self.catalog(job), job, &self.fonts).into_iter().flatten().collect()
    }

    /// Papers and guide, each as one file, in a folder named by the receipt.
    fn print(&self, job: &Job) -> Result<Papers, Fault> {
        let catalog = self.catalog(job);
        let folder = self.papers.join(if job.receipt.is_empty() { &job.key.0 } else { &job.receipt });
        let pages = self.place(job);
        let file = |name: &str, title: &str, pages: &[_]| -> Result<(), Fault> {
            let info = DocInfo { title: format!("{title} {}", job.receipt), today: job.today };
            save(&folder, name, &pdf(pages, &info, &self.fonts)?)?;
            Ok(())
        };
        if !pages.is_empty() {
            file(PAPERS, "届出書類", &pages)?;
        }
        let guide =
            place_guides(catalog, job.event, &job.interview, job.today, job.lang, &job.receipt, &self.fonts);
        file(GUIDE, "案内票", &guide)?;
        let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        Ok(Papers { pages: count, folder: folder.display().to_string() })
    }

    /// Guide and papers to a printer, on a thread of their own: a printer may take long, and what is said meanwhile
    /// has to be kept all the same.
    fn print_out(&mut self, job: &Job, way: Way) -> Result<(), Fault> {
        let catalog = self.catalog(job);
        let Some(printer) = catalog.office.printers.get(way.printer).cloned() else { return Ok(()) };
        let bundle = Bundle::make(catalog, job, &self.fonts, printer.sides, printer.offset, way.from)?;
        let stop = Arc::new(AtomicBool::new(false));
        self.printing = Some((job.key.clone(), stop.clone()));
        let (key, tell) = (job.key.clone(), self.tell.clone());
        std::thread::spawn(move || {
            bundle.print(&printer, way, &stop, &mut |pages, progress| {
                tell(Report::Printing(key.clone(), pages, progress));
            });
        });
        Ok(())
    }

    /// Looks at what shows cards, on a thread of its own.
    fn look_at(&mut self, number: u64, another: bool, today: Date) {
        self.look_away();
        let Some((faces, shows)) = self.faces.clone().zip(self.shows.clone()) else { return };
        let orders = Arc::new(Orders::default());
        self.looking = Some((number, orders.clone()));
        let tell = self.tell.clone();
        std::thread::spawn(move || {
            let tell = |event| tell(Report::Card(number, event));
            let clock = clock::stopwatch();
            Look { faces: &faces, today, another, orders: &orders, clock: &clock, tell: &tell }
                .run(eye::open(&shows));
        });
    }

    fn look_away(&mut self) {
        if let Some((_, orders)) = self.looking.take() {
            orders.stop();
        }
    }

    fn list(&mut self, now: Moment) -> Result<Vec<Listed>, Fault> {
        self.store.purge_due(now)?;
        self.sweep()?;
        let mut listed: Vec<Listed> = self.store.list()?.iter().map(|line| self.listed(line)).collect();
        listed.reverse();
        Ok(listed)
    }

    fn listed(&self, line: &Line) -> Listed {
        // A session that cannot be read is still listed: somebody has to see that it is there.
        let entries = self.store.entries(line.id).unwrap_or_default();
        let event = entries.iter().rev().find_map(|entry| {
            if let Happened::EventChosen { event } = &entry.what { Some(event.clone()) } else { None }
        });
        let key = SessionKey(line.id.to_string());
        Listed { key, receipt: line.receipt.clone(), at: line.started_at, stage: line.stage, event }
    }

    /// Papers of sessions that are gone go too. Only files this program made are removed.
    fn sweep(&self) -> Result<(), Fault> {
        let lines = self.store.list()?;
        let kept = |name: &str| {
            lines.iter().any(|line| line.receipt.as_deref() == Some(name) || line.id.to_string() == name)
        };
        let Ok(folders) = fs::read_dir(&self.papers) else { return Ok(()) };
        for folder in folders.flatten().filter(|folder| !kept(&folder.file_name().to_string_lossy())) {
            for file in [PAPERS, GUIDE] {
                match fs::remove_file(folder.path().join(file)) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                    Ok(()) | Err(_) => {}
                }
            }
            // Stays where somebody put files of their own into it.
            fs::remove_dir(folder.path()).ok();
        }
        Ok(())
    }

    /// Files in the reader's folder: fields and pictures in `cards/`, pictures in `codes/`.
    fn files(&self) -> Vec<String> {
        let Some(reader) = &self.reader else { return Vec::new() };
        let mut files = Vec::new();
        let cards: &[&str] = if self.faces.is_some() { &["json", "png", "jpg", "jpeg"] } else { &["json"] };
        for (folder, endings) in [("cards", cards), ("codes", PICTURES.as_slice())] {
            let Ok(entries) = fs::read_dir(reader.join(folder)) else { continue };
            for entry in entries.flatten() {
                if ends_in(&entry.path(), endings) {
                    files.push(format!("{folder}/{}", entry.file_name().to_string_lossy()));
                }
            }
        }
        files.sort();
        files
    }

    fn read(&self, file: &str) -> Result<Reading, Fault> {
        let reader = self.reader.as_deref().unwrap_or(Path::new("."));
        if file.starts_with("cards/")
            && ends_in(Path::new(file), &PICTURES)
            && let Some(faces) = &self.faces
        {
            let today = self.now().today;
            let seen = faces.read(&fs::read(reader.join(file)).map_err(Fault::Unread)?, today)?;
            return Ok(Reading::Face(Box::new(Face::of(seen, today))));
        }
        if file.starts_with("cards/") {
            return Ok(Reading::Card(read_card(
                &fs::read_to_string(reader.join(file)).map_err(Fault::Unread)?,
            )?));
        }
        self.understand(&read_codes(&fs::read(reader.join(file)).map_err(Fault::Unread)?)?)
    }

    fn understand(&self, payloads: &[Payload]) -> Result<Reading, Fault> {
        let reader = self.reader.as_deref().unwrap_or(Path::new("."));
        let profiles = profiles(reader).into_iter().map(|profile| -> Result<Profile, Fault> {
            Ok(Profile::from_json(&fs::read_to_string(profile).map_err(Fault::Unread)?)?)
        });
        Ok(Reading::Code(read_code(&profiles.collect::<Result<Vec<_>, _>>()?, payloads)?))
    }
}

#[cfg(feature = "chip")]
fn read_chip(pin: Pin, consent: bool) -> Report {
    match crate::chip_reader::read(pin, consent) {
        Ok(reading) => Report::Read(Reading::Card(reading)),
        Err(error) => Report::Chip(ChipEvent::NotRead(error)),
    }
}

/// This program was built without the reader of chips, so there is no card on one.
#[cfg(not(feature = "chip"))]
fn read_chip(_: Pin, _: bool) -> Report {
    Report::Chip(ChipEvent::NotRead(ChipError::Gone))
}

/// Endings of pictures.
const PICTURES: [&str; 3] = ["png", "jpg", "jpeg"];

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn profiles(reader: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(reader.join("profiles")).map(|entries| entries.flatten().map(|entry| entry.path()));
    let mut profiles: Vec<PathBuf> = entries.map(Iterator::collect).unwrap_or_default();
    profiles.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    profiles.sort();
    profiles
}

impl Outside for Office {
    fn perform(&mut self, effect: Effect) -> Option<Report> {
        self.try_to(effect).unwrap_or_else(|fault| Some(Report::Failed(trouble(fault))))
    }

    fn listen(&mut self, tell: Tell) {
        #[cfg(feature = "chip")]
        crate::chip_reader::watch(tell.clone());
        self.tell = tell;
    }
}

fn trouble(fault: Fault) -> Trouble {
    let (words, cause) = match fault {
        Fault::Face(error) => return eye::trouble(&error),
        Fault::Store(error) => (Word::StorageFailed, error.sentence().to_owned()),
        Fault::Print(error) => (Word::PrintFailed, error.to_string()),
        Fault::Read(error) => (Word::ReadFailed, error.to_string()),
        Fault::Unread(error) => (Word::ReadFailed, error.to_string()),
        Fault::File(error) => (Word::PrintFailed, error.to_string()),
    };
    Trouble { words, cause }
}
