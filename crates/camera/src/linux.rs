//! Cameras on Linux, through V4L2.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use v4l::buffer::{Flags, Type};
use v4l::frameinterval::FrameIntervalEnum;
use v4l::framesize::FrameSizeEnum;
use v4l::io::traits::{CaptureStream, Stream};
use v4l::prelude::MmapStream;
use v4l::video::Capture;
use v4l::video::capture::Parameters;
use v4l::{Device as Node, Format, FourCC, Fraction};
use zeroize::Zeroizing;

use super::coding::Layout;
use super::fault::{CameraError, of_linux};
use super::live::{Camera, overwrite};
use super::offer::{Coding, Interval, Offer, SIZES, USUAL, choose};

/// Where the system lists what gives or takes pictures.
const LISTED: &str = "/sys/class/video4linux";
/// How many frames the system may keep: one is looked at, one comes, two are spare.
const BUFFERS: u32 = 4;
/// `POLLIN` of `poll.h`.
const READABLE: i16 = 1;
/// `ENODEV` of `errno.h`.
const GONE: i32 = 19;

/// A camera that sends.
pub struct Usb {
    /// `None` while it is being closed.
    stream: Option<MmapStream<'static>>,
    layout: Layout,
}

/// A camera that is there.
struct Found {
    name: String,
    /// Itself with what it offers, or why it cannot be opened.
    opened: Result<(Node, Vec<Offer>), CameraError>,
}

impl Usb {
    /// Opens a camera, and begins to take its frames.
    pub fn open(number: usize) -> Result<Self, CameraError> {
        let mut found = cameras(Path::new(LISTED));
        if number >= found.len() {
            let there = found.into_iter().map(|found| found.name).collect();
            return Err(CameraError::None { wanted: number, there });
        }
        let (node, offers) = found.swap_remove(number).opened?;
        let offer = choose(&offers).ok_or(CameraError::Coding)?;
        Self::begin(&node, offer).map_err(|error| of_linux(&error))
    }

    fn begin(node: &Node, offer: Offer) -> io::Result<Self> {
        let coding = four(offer.coding);
        let set = node.set_format(&Format::new(offer.width, offer.height, coding))?;
        if set.fourcc != coding {
            return Err(io::ErrorKind::Unsupported.into());
        }
        // A wish: the frames of a camera that does not grant it are read all the same.
        let Interval { numerator, denominator } = offer.interval;
        node.set_params(&Parameters::new(Fraction::new(numerator, denominator))).ok();
        let [width, height, stride] = [set.width, set.height, set.stride].map(|size| size as usize);
        let layout = Layout { coding: offer.coding, width, height, stride };
        let stream = MmapStream::with_buffers(node, Type::VideoCapture, BUFFERS)?;
        let mut camera = Self { stream: Some(stream), layout };
        if let Some(stream) = &mut camera.stream {
            // Its `next` gives back the frame before (at first number 0) and takes another. Between two of them it is asked
            // whether there is one: a `next` that waited in vain cannot be called again.
            for index in 1..BUFFERS as usize {
                match CaptureStream::queue(stream, index) {
                    // A camera may have fewer.
                    Err(error) if error.kind() == io::ErrorKind::InvalidInput && index > 1 => break,
                    queued => queued?,
                }
            }
            stream.start()?;
        }
        Ok(camera)
    }
}

impl Camera for Usb {
    fn layout(&self) -> Layout {
        self.layout
    }

    fn read(&mut self, wait: Duration, frame: &mut Zeroizing<Vec<u8>>) -> Result<bool, CameraError> {
        let Some(stream) = &mut self.stream else { return Err(CameraError::Gone) };
        let wait = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX);
        match stream.handle().poll(READABLE, wait) {
            Ok(0) => return Ok(false),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(false),
            Err(error) => return Err(of_linux(&error)),
        }
        let (bytes, about) = stream.next().map_err(|error| of_linux(&error))?;
        // What the cable lost.
        if about.flags.contains(Flags::ERROR) {
            return Ok(false);
        }
        let used = usize::try_from(about.bytesused).unwrap_or(usize::MAX);
        overwrite(frame, bytes.get(..used).unwrap_or(bytes));
        Ok(used > 0)
    }
}

impl Drop for Usb {
    fn drop(&mut self) {
        let Some(mut stream) = self.stream.take() else { return };
        match stream.stop() {
            Err(error) if error.raw_os_error() != Some(GONE) => {
                // The library panics, twice, where a camera cannot be closed. It is left open rather than the kiosk closed.
                std::mem::forget(stream);
            }
            Ok(()) | Err(_) => drop(stream),
        }
    }
}

fn four(coding: Coding) -> FourCC {
    FourCC::new(match coding {
        Coding::Yuyv => b"YUYV",
        Coding::Nv12 => b"NV12",
        Coding::Mjpeg => b"MJPG",
    })
}

/// The cameras of this machine, in the order in which the system found them.
fn cameras(listed: &Path) -> Vec<Found> {
    let mut nodes = BTreeMap::new();
    for entry in fs::read_dir(listed).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if let Some(number) = name.to_str().and_then(|name| name.strip_prefix("video")?.parse::<usize>().ok())
        {
            nodes.insert(number, entry.path());
        }
    }
    nodes.into_iter().filter_map(|(number, path)| look(number, &path)).collect()
}

/// A camera, if it is one: others take pictures, or tell about those of a camera.
fn look(number: usize, path: &Path) -> Option<Found> {
    let says = |file: &str| fs::read_to_string(path.join(file)).ok().map(|text| text.trim().to_owned());
    let opened = match Node::new(number).map_err(|error| of_linux(&error)) {
        Ok(node) => {
            let offers = offers(&node);
            if offers.is_empty() {
                return None;
            }
            Ok((node, offers))
        }
        // What a camera tells about its pictures comes after them.
        Err(fault) if fault == CameraError::Gone || says("index").is_some_and(|index| index != "0") => {
            return None;
        }
        Err(fault) => Err(fault),
    };
    let name = says("name").unwrap_or_else(|| format!("/dev/video{number}"));
    Some(Found { name, opened })
}

/// What a camera offers of what is read.
fn offers(node: &Node) -> Vec<Offer> {
    let mut offers = Vec::new();
    for coding in Coding::ALL {
        let sizes = node.enum_framesizes(four(coding)).unwrap_or_default();
        for (width, height) in sizes.into_iter().flat_map(|size| sizes_of(size.size)) {
            let intervals = node.enum_frameintervals(four(coding), width, height).unwrap_or_default();
            offers.extend(intervals.into_iter().map(|interval| {
                let interval = interval_of(interval.interval);
                Offer { coding, width, height, interval }
            }));
        }
    }
    offers
}

fn sizes_of(size: FrameSizeEnum) -> Vec<(u32, u32)> {
    match size {
        FrameSizeEnum::Discrete(size) => vec![(size.width, size.height)],
        FrameSizeEnum::Stepwise(steps) => {
            let fits = |(width, height): &(u32, u32)| {
                (steps.min_width..=steps.max_width).contains(width)
                    && (steps.min_height..=steps.max_height).contains(height)
            };
            SIZES.into_iter().filter(fits).collect()
        }
    }
}

/// A camera of any interval is asked for the usual one, or its own quickest where that is slower.
fn interval_of(interval: FrameIntervalEnum) -> Interval {
    let of =
        |fraction: Fraction| Interval { numerator: fraction.numerator, denominator: fraction.denominator };
    match interval {
        FrameIntervalEnum::Discrete(interval) => of(interval),
        FrameIntervalEnum::Stepwise(steps) => {
            let quickest = of(steps.min);
            if quickest.rate() < USUAL.rate() { quickest } else { USUAL }
        }
    }
}
