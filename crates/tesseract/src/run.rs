//! One run of the program, ended when it takes too long.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use kakanai_reading::face::TextError;

/// Most that is read of what it says: 64 lines are some 100 KiB.
const MOST_SAID: u64 = 4 * 1024 * 1024;

/// A run that was started. Ended when dropped.
pub(crate) struct Running {
    child: Child,
    said: Receiver<io::Result<(String, String)>>,
    language: &'static str,
    limit: Duration,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already in the usual case; then both do nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the program on a TIFF.
pub(crate) fn start(
    program: &Path,
    language: &'static str,
    letters: &str,
    pages: Vec<u8>,
    limit: Duration,
) -> Result<Running, TextError> {
    let mut command = Command::new(program);
    command
        .args(["stdin", "stdout", "-l", language, "--oem", "1", "--psm", "7", "--dpi", "300"])
        .args(["-c", "load_system_dawg=0", "-c", "load_freq_dawg=0", "-c", "tessedit_create_tsv=1"])
        // Several threads of its own make it ten times slower on a small busy machine.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if !letters.is_empty() {
        command.args(["-c", &format!("tessedit_char_whitelist={letters}")]);
    }
    let mut child = command.spawn().map_err(|error| {
        let missing = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied);
        if missing { TextError::Missing } else { TextError::Failed(error.to_string()) }
    })?;
    let pipes = child.stdin.take().zip(child.stdout.take()).zip(child.stderr.take());
    let (sender, said) = channel();
    if let Some(((mut stdin, stdout), stderr)) = pipes {
        // It may end before it has taken everything; what it says then tells why.
        thread::spawn(move || {
            let _ = stdin.write_all(&pages);
        });
        thread::spawn(move || {
            let complaints = thread::spawn(move || all(stderr));
            let text = all(stdout);
            let complaints = complaints.join().unwrap_or_else(|_| Ok(String::new()));
            let _ = sender.send(text.and_then(|text| Ok((text, complaints?))));
        });
    }
    Ok(Running { child, said, language, limit })
}

fn all(from: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    from.take(MOST_SAID).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

impl Running {
    /// What it said, waited for until the limit.
    pub(crate) fn finish(mut self) -> Result<String, TextError> {
        let failed = |error: io::Error| TextError::Failed(error.to_string());
        let Ok(said) = self.said.recv_timeout(self.limit) else {
            return Err(TextError::TooSlow(self.limit.as_millis()));
        };
        let (text, complaints) = said.map_err(failed)?;
        let status = self.child.wait().map_err(failed)?;
        if status.success() {
            return Ok(text);
        }
        if complaints.contains("traineddata") || complaints.contains("loading language") {
            return Err(TextError::Language(self.language.to_owned()));
        }
        Err(TextError::Failed(status.to_string()))
    }
}
