//! Everything a resident gets on paper, in one document: the guide first, then the papers in the order of the counters.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use kakanai_domain::printer::{Printer, Sides};
use kakanai_domain::{Catalog, fill};
use kakanai_printer::{Media, Order, Patience, Progress, print};
use kakanai_printing::preview::Preview;
use kakanai_printing::{
    DocInfo, Fonts, Footer, Offset, Page, PrintError, moved, pdf, place, place_guides, two_sided,
};

use crate::model::{Job, Seen};
use crate::printout::Way;

/// Dots an inch of what is looked at: small print can be read when it is enlarged.
const DPI: f32 = 130.0;

/// A document for the printer.
pub struct Bundle {
    title: String,
    pages: u32,
    media: Vec<Media>,
    pdf: Vec<u8>,
    rest: Option<Vec<u8>>,
}

/// The papers, each with its pages.
pub fn papers(catalog: &Catalog, job: &Job, fonts: &Fonts) -> Vec<Vec<Page>> {
    let short: String = catalog.fingerprint.chars().take(8).collect();
    let mut papers: Vec<Vec<Page>> = Vec::new();
    for filled in fill(catalog, job.event, &job.interview, job.today) {
        let code = format!("{} {} {short}", job.receipt, catalog.sheets.name(filled.sheet));
        let pages = place(catalog, &filled, &Footer { code }, fonts);
        match papers.last_mut().filter(|_| filled.page > 1) {
            Some(paper) => paper.extend(pages),
            None => papers.push(pages),
        }
    }
    papers
}

/// Everything in the order of printing: the guide, then the papers.
fn pages(catalog: &Catalog, job: &Job, fonts: &Fonts) -> Vec<Page> {
    let mut pages =
        place_guides(catalog, job.event, &job.interview, job.today, job.lang, &job.receipt, fonts);
    pages.extend(papers(catalog, job, fonts).into_iter().flatten());
    pages
}

/// A page of the bundle as it will look on its paper; the nearest there is.
///
/// # Errors
/// [`PrintError`] when it cannot be drawn.
pub fn see(catalog: &Catalog, job: &Job, fonts: &Fonts, page: u32) -> Result<Seen, PrintError> {
    let mut all = pages(catalog, job, fonts);
    let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let page = page.clamp(1, count.max(1));
    let wanted = usize::try_from(page - 1).unwrap_or_default();
    if wanted >= all.len() {
        return Err(PrintError::NoPages);
    }
    let info = DocInfo { title: job.receipt.clone(), today: job.today };
    let bytes = pdf(&[all.swap_remove(wanted).seen()], &info, fonts)?;
    let drawn = Preview::open(bytes).and_then(|preview| preview.page(1, DPI));
    let picture = drawn.map_err(|error| PrintError::Write(error.to_string()))?;
    Ok(Seen { page, pages: count, picture: Arc::new(picture) })
}

impl Bundle {
    /// Sets all pages. `offset`: how far pre-printed paper lies off, mm to the right and down. `from` is the first page
    /// that is wanted, from 1.
    ///
    /// # Errors
    /// [`PrintError`] when the PDF cannot be made.
    pub fn make(
        catalog: &Catalog,
        job: &Job,
        fonts: &Fonts,
        sides: Sides,
        offset: (f32, f32),
        from: u32,
    ) -> Result<Self, PrintError> {
        let pages = pages(catalog, job, fonts);
        let (x_mm, y_mm) = offset;
        let pages = moved(pages, Offset { x_mm, y_mm });
        let pages = match sides {
            Sides::One => pages,
            // Papers go to different counters: each begins on a leaf of its own.
            Sides::Two => two_sided(pages),
        };
        let info = DocInfo { title: format!("案内票と届出書類 {}", job.receipt), today: job.today };
        let from = usize::try_from(from).unwrap_or(1).clamp(1, pages.len().max(1));
        let wanted = pages.get(from - 1..).unwrap_or(&pages);
        let media = wanted.iter().map(|page| Media::of(page.paper.width, page.paper.height)).collect();
        let rest = if from > 1 { Some(pdf(wanted, &info, fonts)?) } else { None };
        let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        Ok(Self { title: job.receipt.clone(), pages: count, media, pdf: pdf(&pages, &info, fonts)?, rest })
    }

    /// Pages there are, also those before the first that is wanted.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// Prints and blocks until that has ended; `tell` hears the number of pages and every change.
    pub fn print(
        &self,
        printer: &Printer,
        way: Way,
        stop: &AtomicBool,
        tell: &mut dyn FnMut(u32, Progress),
    ) -> Progress {
        let order = Order {
            // The printer shows it to everybody who stands there: the number, and nobody's name.
            title: &self.title,
            pdf: &self.pdf,
            pages: self.pages,
            from: way.from,
            rest: self.rest.as_deref(),
            media: &self.media,
            sides: printer.sides,
            insist: way.insist,
        };
        print(&printer.uri, &order, &Patience::default(), stop, &mut |progress| {
            tell(self.pages, progress.clone());
        })
    }
}
