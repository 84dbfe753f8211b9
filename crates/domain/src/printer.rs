//! The printers of the office, as `office.json` names them.

use std::fmt;

use crate::text::Text;

/// A printer at a counter, or a queue that leads to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Printer {
    /// Its name in the definitions.
    pub id: String,
    /// 「1番窓口のプリンター」
    pub label: Text,
    /// Where it is.
    pub uri: PrinterUri,
    /// One side or both.
    pub sides: Sides,
    /// How far pre-printed paper lies from where it should, in mm to the right and down.
    pub offset: (f32, f32),
}

/// Sides of a leaf that are printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// 片面
    #[default]
    One,
    /// 両面、長辺とじ
    Two,
}

/// The place of a printer that speaks IPP without encryption: `ipp://host:port/path` (RFC 3510).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrinterUri {
    host: String,
    port: u16,
    path: String,
}

/// Why a text is no such place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPrinterUri {
    /// Not written `ipp://host/path`.
    Form,
    /// `ipps:` or `https:`. The program speaks to printers of its own network, unencrypted.
    Encrypted,
}

/// Where printers listen when nothing else is said.
const PORT: u16 = 631;

impl PrinterUri {
    /// From `ipp://host`, with `:port` and `/path` where they are needed.
    ///
    /// # Errors
    /// [`NoPrinterUri`] for whatever else. Names and passwords (`user@host`) are refused: they would lie open in the file.
    pub fn parse(text: &str) -> Result<Self, NoPrinterUri> {
        let Some((scheme, rest)) = text.split_once("://") else { return Err(NoPrinterUri::Form) };
        match scheme {
            "ipp" => {}
            "ipps" | "https" => return Err(NoPrinterUri::Encrypted),
            _ => return Err(NoPrinterUri::Form),
        }
        let (authority, path) = rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash));
        // An IPv6 address stands in brackets and has colons of its own.
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => {
                (host, port.parse().map_err(|_| NoPrinterUri::Form)?)
            }
            _ => (authority, PORT),
        };
        let name = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let known = match name {
            Some(address) => {
                !address.is_empty() && address.bytes().all(|b| b.is_ascii_hexdigit() || b == b':')
            }
            None => {
                !host.is_empty()
                    && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
            }
        };
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/%+=?&,:;@".contains(&b);
        if !known || port == 0 || !path.bytes().all(plain) {
            return Err(NoPrinterUri::Form);
        }
        Ok(Self { host: host.to_owned(), port, path: path.to_owned() })
    }

    /// The name of the queue, where this is a CUPS queue of this very machine: `ipp://localhost/printers/NAME`.
    pub fn local_queue(&self) -> Option<&str> {
        let here = matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "[::1]");
        let name = self.path.strip_prefix("/printers/")?;
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
        (here && name.bytes().all(plain) && name.starts_with(|c: char| c.is_ascii_alphanumeric()))
            .then_some(name)
    }
}

impl fmt::Display for PrinterUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ipp://{}:{}{}", self.host, self.port, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_once_and_written_in_full() {
        let written = |text| PrinterUri::parse(text).map(|uri| uri.to_string());
        assert_eq!(written("ipp://printer3"), Ok("ipp://printer3:631/".into()));
        assert_eq!(written("ipp://10.0.0.7/ipp/print"), Ok("ipp://10.0.0.7:631/ipp/print".into()));
        assert_eq!(written("ipp://[fe80::1]:8631/ipp"), Ok("ipp://[fe80::1]:8631/ipp".into()));
        assert_eq!(written("ipp://[fe80::1]/ipp"), Ok("ipp://[fe80::1]:631/ipp".into()));
        for (text, wrong) in [
            ("ipps://printer3/ipp", NoPrinterUri::Encrypted),
            ("https://printer3/ipp", NoPrinterUri::Encrypted),
            ("printer3", NoPrinterUri::Form),
            ("lpd://printer3", NoPrinterUri::Form),
            ("ipp://", NoPrinterUri::Form),
            ("ipp:///ipp/print", NoPrinterUri::Form),
            ("ipp://printer3:0/", NoPrinterUri::Form),
            ("ipp://printer3:99999/", NoPrinterUri::Form),
            ("ipp://user:word@printer3/", NoPrinterUri::Form),
            ("ipp://プリンター/ipp", NoPrinterUri::Form),
            ("ipp://printer3/a b", NoPrinterUri::Form),
            ("ipp://[]/", NoPrinterUri::Form),
        ] {
            assert_eq!(written(text), Err(wrong), "{text}");
        }
    }

    #[test]
    fn a_queue_of_this_machine_has_a_name() {
        let queue = |text| PrinterUri::parse(text).ok()?.local_queue().map(str::to_owned);
        assert_eq!(queue("ipp://localhost/printers/kiosk").as_deref(), Some("kiosk"));
        assert_eq!(queue("ipp://localhost:631/ipp/print"), None);
        assert_eq!(queue("ipp://server/printers/kiosk"), None, "another machine's");
        assert_eq!(queue("ipp://localhost/printers/-oraw"), None, "not an option of lp");
    }
}
