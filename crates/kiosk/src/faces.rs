//! What reads the faces of cards: the kinds of cards, the places of the country, and the engines. The one place where they
//! are chosen.

use std::fs;
use std::path::{Path, PathBuf};

use kakanai_domain::Date;
use kakanai_reading::face::{
    CardError, CardReader, CardSeen, Hint, Layout, Line, Picture, Places, TextEngine, TextError,
};
use kakanai_reading::{Frame, ReadError};
use kakanai_recogniser::Recogniser;
use kakanai_tesseract::Tesseract;
use zeroize::Zeroizing;

/// The kinds of cards that the program knows by itself.
const LAYOUTS: [&str; 12] = [
    include_str!("../../../assets/cards/my_number_front.json"),
    include_str!("../../../assets/cards/my_number_back.json"),
    include_str!("../../../assets/cards/licence.json"),
    include_str!("../../../assets/cards/driving_history.json"),
    include_str!("../../../assets/cards/residence_1.json"),
    include_str!("../../../assets/cards/residence_2.json"),
    include_str!("../../../assets/cards/permanent_1.json"),
    include_str!("../../../assets/cards/permanent_2.json"),
    include_str!("../../../assets/cards/insurance_1.json"),
    include_str!("../../../assets/cards/insurance_2.json"),
    include_str!("../../../assets/cards/insurance_3.json"),
    include_str!("../../../assets/cards/passport.json"),
];

/// Engines, each in its turn.
pub type Engines = Vec<Box<dyn TextEngine>>;

/// Our own network, and the program `tesseract` where the office wants a second opinion. What they read is weighed together:
/// only what both read alike is sure.
fn engines(tesseract: Option<&Path>) -> Engines {
    let mut engines: Engines = vec![Box::new(Recogniser)];
    if let Some(program) = tesseract {
        engines.push(Box::new(Tesseract::at(program)));
    }
    engines
}

/// Why the faces of cards cannot be read; said when the program starts.
#[derive(Debug, thiserror::Error)]
pub enum FacesError {
    /// A file or folder cannot be read.
    #[error("「{}」を読めません（{error}）。名前と権限を確かめてください", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// A file of a kind of card, or of places, is wrong.
    #[error("「{}」に誤りがあります。\n{problems}", path.display())]
    Wrong {
        /// Which.
        path: PathBuf,
        /// What, and how to mend it.
        problems: String,
    },
}

/// Reads cards in pictures.
pub struct Faces {
    reader: CardReader,
    engines: Box<dyn Fn() -> Engines + Send + Sync>,
}

impl Faces {
    /// A reader of the cards the program knows and of those in the office's folder, with the office's list of places.
    ///
    /// # Errors
    /// A file that cannot be read, or is wrong.
    pub fn open(layouts: Option<&Path>, places: Option<&Path>) -> Result<Self, FacesError> {
        let mut known: Vec<Layout> = Vec::new();
        for text in LAYOUTS {
            known.push(layout(Path::new("assets/cards"), text)?);
        }
        for path in layouts.map(files).unwrap_or_default() {
            let own = layout(&path, &text(&path)?)?;
            // The office knows its cards better.
            known.retain(|layout| layout.id != own.id);
            known.push(own);
        }
        let places = match places {
            Some(path) => Places::parse(&text(path)?).map_err(|problems| wrong(path, &problems))?,
            None => Places::default(),
        };
        Ok(Self { reader: CardReader::new(known, places), engines: Box::new(|| engines(None)) })
    }

    /// The same with other engines.
    pub fn with(self, engines: impl Fn() -> Engines + Send + Sync + 'static) -> Self {
        Self { engines: Box::new(engines), ..self }
    }

    /// The same with the program `tesseract` besides.
    pub fn with_tesseract(self, program: PathBuf) -> Self {
        self.with(move || engines(Some(&program)))
    }

    /// Engines for a thread.
    pub fn engines(&self) -> Engines {
        (self.engines)()
    }

    /// The reader.
    pub fn reader(&self) -> &CardReader {
        &self.reader
    }

    /// What a picture file of a card says.
    ///
    /// # Errors
    /// [`CardError`]; a file that is no picture shows no card.
    pub fn read(&self, file: &[u8], today: Date) -> Result<CardSeen, FaceError> {
        let picture = Picture::decode(file)?;
        let (engines, _) = able(self.engines()).map_err(CardError::Text)?;
        Ok(self.reader.read(&picture, &borrowed(&engines), today)?)
    }
}

/// Why a picture file gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum FaceError {
    /// It is no picture.
    #[error(transparent)]
    File(#[from] ReadError),
    /// No card was read in it.
    #[error(transparent)]
    Card(#[from] CardError),
}

/// The engines as a reader takes them.
pub fn borrowed(engines: &[Box<dyn TextEngine>]) -> Vec<&dyn TextEngine> {
    engines.iter().map(AsRef::as_ref).collect()
}

/// The engines that can read, tried on blank lines, and why others cannot: found out before a resident holds a card for
/// nothing.
///
/// # Errors
/// Why none of them can.
pub fn able(engines: Engines) -> Result<(Engines, Vec<TextError>), TextError> {
    let (mut able, mut why) = (Vec::new(), Vec::new());
    for engine in engines {
        match try_out(engine.as_ref()) {
            Ok(()) => able.push(engine),
            Err(error) => why.push(error),
        }
    }
    match why.first() {
        Some(first) if able.is_empty() => Err(first.clone()),
        Some(_) | None => Ok((able, why)),
    }
}

fn try_out(engine: &dyn TextEngine) -> Result<(), TextError> {
    let Some(blank) = Frame::new(96, 48, Zeroizing::new(vec![255; 96 * 48])) else { return Ok(()) };
    let hints = [Hint::Japanese, Hint::Latin].into_iter().filter(|hint| engine.reads(*hint));
    let lines: Vec<Line> = hints.map(|hint| Line { picture: blank.clone(), hint, again: false }).collect();
    engine.read(&lines).map(|_| ())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect();
    files.sort();
    files
}

fn text(path: &Path) -> Result<String, FacesError> {
    fs::read_to_string(path).map_err(|error| FacesError::File { path: path.to_owned(), error })
}

fn layout(path: &Path, text: &str) -> Result<Layout, FacesError> {
    Layout::parse(text).map_err(|problems| wrong(path, &problems))
}

fn wrong<T: ToString>(path: &Path, problems: &[T]) -> FacesError {
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    FacesError::Wrong { path: path.to_owned(), problems: problems.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_adds_a_card_by_a_file_and_is_told_what_is_wrong_with_it() {
        assert!(Faces::open(None, None).is_ok(), "what is shipped is right");
        let folder = std::env::temp_dir().join(format!("kakanai-faces-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let own = folder.join("licence.json");
        fs::write(&own, LAYOUTS[2].replace("\"card\"", "\"colour\"")).unwrap();
        let error = Faces::open(Some(&folder), None).err().unwrap().to_string();
        assert!(error.contains("licence.json"), "{error}");
        fs::write(&own, LAYOUTS[2]).unwrap();
        assert!(Faces::open(Some(&folder), None).is_ok());
        let error = Faces::open(None, Some(&folder.join("places.csv"))).err().unwrap().to_string();
        assert!(error.contains("places.csv") && error.contains("権限"), "{error}");
        fs::write(folder.join("places.csv"), "a,b").unwrap();
        let error = Faces::open(None, Some(&folder.join("places.csv"))).err().unwrap().to_string();
        assert!(error.contains("日本郵便"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }
}
