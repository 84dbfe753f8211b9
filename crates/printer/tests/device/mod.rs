//! A real IPP printer on loopback: `ippeveprinter` of CUPS, on a private D-Bus (which it insists on), with a command
//! in place of its engine.
#![allow(
    missing_docs,
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a mistake here is a failed test"
)]

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use kakanai_domain::printer::PrinterUri;

const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>custom</type><listen>unix:path=bus.sock</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#;

pub const LOADED: &str = r#"ATTR keyword media-supported "iso_a4_210x297mm","iso_a5_148x210mm"
ATTR keyword media-default "iso_a4_210x297mm"
ATTR keyword media-ready "iso_a4_210x297mm"
ATTR keyword sides-supported "one-sided","two-sided-long-edge"
ATTR keyword sides-default "one-sided"
ATTR keyword print-scaling-supported "none","fit","auto"
"#;

/// A program that ends with this value.
struct Ended(Child);

impl Ended {
    fn end(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.end();
    }
}

/// A printer that lives as long as this value.
pub struct Device {
    pub folder: PathBuf,
    pub uri: PrinterUri,
    bus: Ended,
    printer: Ended,
}

impl Device {
    /// Starts a printer whose engine is a shell script (`$1` is the document). `None`, after saying so, where the
    /// programs are not installed.
    pub fn start(name: &str, format: &str, engine: &str) -> Option<Device> {
        Self::start_with(name, format, "", engine)
    }

    /// The same, with lines about what it can do.
    pub fn start_with(name: &str, format: &str, more: &str, engine: &str) -> Option<Device> {
        if !installed("ippeveprinter") || !installed("dbus-daemon") {
            // Past the test runner, which shows nothing of tests that pass.
            let skipped = "SKIPPED: ippeveprinter or dbus-daemon is missing (packages cups-ipp-utils, dbus)";
            writeln!(std::io::stderr(), "{name}: {skipped}").ok();
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(folder.join("spool")).unwrap();
        fs::write(folder.join("bus.conf"), BUS).unwrap();
        let formats = format!(
            "ATTR mimeMediaType document-format-supported \"{format}\"\nATTR mimeMediaType document-format-default \"{format}\"\n"
        );
        fs::write(folder.join("loaded.conf"), format!("{LOADED}{formats}{more}")).unwrap();
        let script = format!("#!/bin/sh\ncd '{}'\nenv | grep ^IPP_ > asked\n{engine}\n", folder.display());
        fs::write(folder.join("engine.sh"), script).unwrap();
        fs::set_permissions(folder.join("engine.sh"), fs::Permissions::from_mode(0o755)).unwrap();
        let quiet = |command: &mut Command| {
            command
                .current_dir(&folder)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
        };
        let bus =
            quiet(Command::new("dbus-daemon").args(["--config-file=bus.conf", "--nofork", "--nopidfile"]))
                .unwrap();
        let bus = Ended(bus);
        until("the bus", || folder.join("bus.sock").exists());
        // Free now; were it taken by the time the printer starts, the test would fail, not hang.
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let engine = folder.join("engine.sh");
        let printer = quiet(
            Command::new("ippeveprinter")
                .args(["-n", "localhost", "-p", &port.to_string(), "-d", "spool", "-k", "-r", "off"])
                .args(["-a", "loaded.conf", "-c", engine.to_str().unwrap(), "Counter"])
                // A socket's path may have 107 bytes: from its own folder it is short.
                .env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=bus.sock"),
        )
        .unwrap();
        let uri = PrinterUri::parse(&format!("ipp://localhost:{port}/ipp/print")).unwrap();
        let device = Device { folder, uri, bus, printer: Ended(printer) };
        until("the printer", || TcpStream::connect(("localhost", port)).is_ok());
        Some(device)
    }

    /// What the job asked for, as the engine saw it.
    pub fn asked(&self) -> String {
        fs::read_to_string(self.folder.join("asked")).unwrap_or_default()
    }

    /// Documents that arrived.
    pub fn documents(&self) -> Vec<Vec<u8>> {
        let files = fs::read_dir(self.folder.join("spool")).unwrap().flatten();
        let pdfs = files.filter(|file| file.file_name().to_string_lossy().ends_with(".pdf"));
        pdfs.map(|file| fs::read(file.path()).unwrap()).collect()
    }

    /// Gone, without a word.
    pub fn vanish(&mut self) {
        self.printer.end();
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        // The engine notices this file where it waits.
        fs::write(self.folder.join("over"), "").ok();
        self.printer.end();
        self.bus.end();
        if !std::thread::panicking() {
            fs::remove_dir_all(&self.folder).ok();
        }
    }
}

fn installed(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).chain(["/usr/sbin".into()]).any(|folder| folder.join(program).exists())
}

/// Waits until something holds; not for ever.
pub fn until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(20), "{what} does not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}
