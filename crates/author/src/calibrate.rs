//! `calibrate`: the sheet that shows how far a printer is off.

use std::fs;
use std::path::Path;

use kakanai_domain::sheet::Paper;
use kakanai_printing::{DocInfo, Fonts, calibration, pdf};

use crate::loading::{Said, today};
use crate::papers::unwritable;

/// Writes the calibration sheet for a paper as PDF.
pub fn calibrate(paper: Paper, out: &Path) -> Said {
    let fonts = Fonts::default();
    let info = DocInfo { title: "印刷位置の調整".to_owned(), today: today() };
    let bytes = match pdf(&[calibration(paper, &fonts)], &info, &fonts) {
        Ok(bytes) => bytes,
        Err(error) => return Said::bad(format!("{error}\n")),
    };
    match fs::write(out, bytes) {
        Ok(()) => Said::good(format!("{}\n", out.display())),
        Err(error) => Said::bad(unwritable(out, &error)),
    }
}
