//! The queue of this machine through `lp`, for where CUPS listens on no port.

use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use kakanai_domain::printer::Sides;

use crate::check::Obstacle;
use crate::follow::Observation;
use crate::media::Media;

/// Hands a PDF to a queue. More than that it was queued is never known this way.
pub(crate) fn submit(
    lp: &OsStr,
    queue: &str,
    title: &str,
    pdf: &[u8],
    media: Option<Media>,
    sides: Sides,
    limit: Duration,
) -> Observation {
    let nobody = Observation::Checked(vec![Obstacle::Unreachable]);
    let mut command = Command::new(lp);
    command.args(["-d", queue, "-t", title, "-o", "print-scaling=none"]);
    if let Some(media) = media {
        command.args(["-o", &format!("media={}", media.keyword())]);
    }
    match sides {
        Sides::One => command.args(["-o", "sides=one-sided"]),
        Sides::Two => command.args(["-o", "sides=two-sided-long-edge"]),
    };
    let command = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // Without `lp`, or a way to give it the document, nothing was sent.
    let Ok(mut child) = command.spawn() else { return nobody };
    let Some(mut input) = child.stdin.take() else { return nobody };
    let pdf = pdf.to_vec();
    // A queue that does not read must not hold up the clock. Whether all was read, its exit says.
    std::thread::spawn(move || input.write_all(&pdf).is_ok());
    let step = Duration::from_millis(20);
    let mut waited = Duration::ZERO;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Observation::Queued,
            // It says no only before it queues anything.
            Ok(Some(_)) => return nobody,
            Ok(None) if waited < limit => {}
            Ok(None) | Err(_) => {
                child.kill().ok();
                child.wait().ok();
                return Observation::Unanswered;
            }
        }
        std::thread::sleep(step);
        waited += step;
    }
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "a mistake here is a failed test")]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;

    use super::*;

    fn lp(name: &str, script: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("kakanai-lp-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("lp");
        fs::write(&path, format!("#!/bin/sh\ncd {}\n{script}", folder.display())).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn hand(lp: &std::path::Path, limit: Duration) -> Observation {
        let pdf = vec![7; 300_000];
        submit(lp.as_os_str(), "kiosk", "M-1201-001", &pdf, Some(Media::A4), Sides::Two, limit)
    }

    #[test]
    fn a_queue_takes_the_document_and_is_told_how() {
        let lp = lp("takes", "echo \"$@\" > said; cat > taken");
        assert_eq!(hand(&lp, Duration::from_secs(20)), Observation::Queued);
        let said = fs::read_to_string(lp.with_file_name("said")).unwrap();
        assert_eq!(
            said.trim(),
            "-d kiosk -t M-1201-001 -o print-scaling=none -o media=iso_a4_210x297mm -o sides=two-sided-long-edge"
        );
        assert_eq!(fs::read(lp.with_file_name("taken")).unwrap().len(), 300_000);
        fs::remove_dir_all(lp.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_queue_that_refuses_took_nothing_and_one_that_hangs_is_a_doubt() {
        let nobody = Observation::Checked(vec![Obstacle::Unreachable]);
        let refuses = lp("refuses", "exit 1");
        assert_eq!(hand(&refuses, Duration::from_secs(20)), nobody);
        let hangs = lp("hangs", "exec sleep 30");
        assert_eq!(hand(&hangs, Duration::from_millis(300)), Observation::Unanswered);
        assert_eq!(hand(std::path::Path::new("/nowhere/lp"), Duration::from_secs(1)), nobody);
        for lp in [refuses, hangs] {
            fs::remove_dir_all(lp.parent().unwrap()).unwrap();
        }
    }
}
