//! Which of the offers of a camera is taken.
#![allow(clippy::unwrap_used, reason = "a mistake here is a failed test")]

use kakanai_camera::offer::{Coding, Interval, Offer, choose};

fn offer(coding: Coding, width: u32, height: u32, frames: u32) -> Offer {
    Offer { coding, width, height, interval: Interval { numerator: 1, denominator: frames } }
}

#[test]
fn the_best_offer_is_taken_whatever_the_order() {
    use Coding::{Mjpeg, Nv12, Yuyv};
    // Each list from the best to the worst.
    let ranked: [&[Offer]; 4] = [
        // A usual camera on USB 2.
        &[
            offer(Mjpeg, 1920, 1080, 30),
            offer(Mjpeg, 1920, 1080, 15),
            offer(Mjpeg, 1280, 720, 30),
            offer(Yuyv, 1280, 720, 10),
            offer(Mjpeg, 2592, 1944, 15),
            offer(Yuyv, 640, 480, 30),
            offer(Yuyv, 320, 240, 30),
            offer(Yuyv, 1920, 1080, 5),
        ],
        // The same on USB 3: nothing has to be compressed.
        &[
            offer(Yuyv, 1920, 1080, 30),
            offer(Nv12, 1920, 1080, 30),
            offer(Mjpeg, 1920, 1080, 30),
            offer(Mjpeg, 1920, 1080, 60),
            offer(Yuyv, 1920, 1080, 20),
        ],
        // One that knows neither size.
        &[offer(Yuyv, 1600, 1200, 30), offer(Yuyv, 2048, 1536, 30), offer(Yuyv, 800, 600, 30)],
        // A camera that never was quick is better than none.
        &[offer(Yuyv, 1280, 720, 8), offer(Yuyv, 640, 480, 5)],
    ];
    for ranked in ranked {
        for rest in (0..ranked.len()).filter_map(|from| ranked.get(from..)) {
            let mut shuffled = rest.to_vec();
            shuffled.reverse();
            assert_eq!(choose(rest), rest.first().copied());
            assert_eq!(choose(&shuffled), rest.first().copied());
        }
    }
    assert_eq!(choose(&[]), None);
}

#[test]
fn intervals_are_fractions_and_none_of_them_divides_by_nothing() {
    let rate = |numerator, denominator| Interval { numerator, denominator }.rate();
    assert_eq!([rate(1, 30), rate(1001, 30_000), rate(333_333, 10_000_000)], [30_000, 29_970, 30_000]);
    assert_eq!([rate(0, 30), rate(0, 0), rate(30, 0)], [0; 3]);
    assert_eq!(rate(1, u32::MAX), u64::from(u32::MAX) * 1000);
    // 29.97 frames a second are as good as 30, and no offer without a picture is taken.
    let nearly = Offer {
        interval: Interval { numerator: 1001, denominator: 30_000 },
        ..offer(Coding::Yuyv, 1920, 1080, 30)
    };
    assert_eq!(choose(&[offer(Coding::Mjpeg, 1920, 1080, 30), nearly]), Some(nearly));
    assert_eq!(choose(&[offer(Coding::Yuyv, 0, 1080, 30), offer(Coding::Yuyv, 1920, 0, 30)]), None);
}
