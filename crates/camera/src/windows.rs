//! Cameras on Windows, through Media Foundation. Never compiled on it: docs/decisions/0021.

use std::time::Duration;

use nokhwa_bindings_windows::wmf::{
    MediaFoundationDevice, de_initialize_mf, query_media_foundation_descriptors,
};
use nokhwa_core::error::NokhwaError;
use nokhwa_core::types::{CameraFormat, CameraIndex, FrameFormat, Resolution};
use zeroize::Zeroizing;

use super::coding::Layout;
use super::fault::{CameraError, of_windows};
use super::live::Camera;
use super::offer::{Coding, Interval, Offer, choose};

/// A camera that sends.
pub struct Usb {
    camera: MediaFoundationDevice,
    layout: Layout,
}

impl Usb {
    /// Opens a camera, and begins to take its frames.
    pub fn open(number: usize) -> Result<Self, CameraError> {
        let opened = Self::begin(number);
        if opened.is_err() {
            // What was begun in this thread must not be there for the next one.
            de_initialize_mf().ok();
        }
        opened
    }

    fn begin(number: usize) -> Result<Self, CameraError> {
        let cameras = query_media_foundation_descriptors().map_err(told)?;
        let index = u32::try_from(number).ok().filter(|_| number < cameras.len());
        let Some(index) = index else {
            let there = cameras.iter().map(|camera| camera.human_name()).collect();
            return Err(CameraError::None { wanted: number, there });
        };
        let mut camera = MediaFoundationDevice::new(CameraIndex::Index(index)).map_err(told)?;
        let offers: Vec<Offer> =
            camera.compatible_format_list().map_err(told)?.into_iter().filter_map(offer).collect();
        let offer = choose(&offers).ok_or(CameraError::Coding)?;
        camera.set_format(format(offer)).map_err(told)?;
        camera.start_stream().map_err(told)?;
        let (width, height) = (offer.width as usize, offer.height as usize);
        Ok(Self { camera, layout: Layout { coding: offer.coding, width, height, stride: 0 } })
    }
}

impl Camera for Usb {
    fn layout(&self) -> Layout {
        self.layout
    }

    /// Waits for as long as Windows does: until there is a frame, or the camera is gone.
    fn read(&mut self, _wait: Duration, frame: &mut Zeroizing<Vec<u8>>) -> Result<bool, CameraError> {
        let (bytes, _) = self.camera.raw_bytes().map_err(told)?;
        *frame = Zeroizing::new(bytes.into_owned());
        Ok(!frame.is_empty())
    }
}

impl Drop for Usb {
    fn drop(&mut self) {
        self.camera.stop_stream();
    }
}

fn told(error: NokhwaError) -> CameraError {
    of_windows(&error.to_string())
}

fn offer(format: CameraFormat) -> Option<Offer> {
    let coding = match format.format() {
        FrameFormat::YUYV => Coding::Yuyv,
        FrameFormat::NV12 => Coding::Nv12,
        FrameFormat::MJPEG => Coding::Mjpeg,
        FrameFormat::GRAY | FrameFormat::RAWRGB | FrameFormat::RAWBGR => return None,
    };
    let interval = Interval { numerator: 1, denominator: format.frame_rate() };
    Some(Offer { coding, width: format.width(), height: format.height(), interval })
}

fn format(offer: Offer) -> CameraFormat {
    let coding = match offer.coding {
        Coding::Yuyv => FrameFormat::YUYV,
        Coding::Nv12 => FrameFormat::NV12,
        Coding::Mjpeg => FrameFormat::MJPEG,
    };
    // Made of a whole number of frames a second.
    CameraFormat::new(Resolution::new(offer.width, offer.height), coding, offer.interval.denominator)
}
