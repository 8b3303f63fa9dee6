#![allow(clippy::unwrap_used)] // helpers of tests are tests, too

mod common;
use common::{Dice, blurred, draw, fainter, graded, loops, noisy, quality, whorl};

/// Each is clearly below the one before.
fn falls(qualities: &[f64]) {
    for pair in qualities.windows(2) {
        assert!(pair[1] < pair[0], "{qualities:?}");
    }
}

#[test]
fn clean_ridges_score_high_at_every_size() {
    for (width, height) in [(160, 160), (256, 360), (500, 500), (800, 1000)] {
        let image = graded(&whorl(width, height, 9.0, 100.0));
        assert!(image.quality > 70.0, "{width} {height} {image:?}");
        let period = image.detail.ridge_period.unwrap();
        assert!((8.0..10.5).contains(&period), "{period}");
    }
    assert!(quality(&loops(320, 400)) > 70.0);
    for period in [6.0, 7.5, 12.0] {
        assert!(quality(&whorl(400, 400, period, 100.0)) > 70.0, "{period}");
    }
}

#[test]
fn nothing_scores_nothing() {
    for level in [0.0, 128.0, 255.0] {
        assert_eq!(quality(&draw(300, 300, |_, _| level)), 0.0);
    }
    assert!(quality(&draw(300, 300, |x, _| x * 0.8)) < 5.0);
    assert!(quality(&noisy(&draw(300, 300, |_, _| 128.0), 120.0)) < 10.0);
}

#[test]
fn pictures_of_other_things_score_low() {
    // Blobs and hard edges at many scales, as in a photograph.
    let mut dice = Dice(4);
    let discs: Vec<_> = (0..60)
        .map(|_| {
            let place = [dice.below(400), dice.below(400), 5 + dice.below(70), dice.below(256)];
            place.map(|value| value as f64)
        })
        .collect();
    let scene = draw(400, 400, |x, y| {
        let top = discs.iter().rfind(|[cx, cy, radius, _]| (x - cx).hypot(y - cy) < *radius);
        top.map_or(90.0, |disc| disc[3]) + 10.0 * (x / 60.0).sin()
    });
    assert!(quality(&scene) < 25.0, "{}", quality(&scene));
    assert!(quality(&noisy(&scene, 15.0)) < 25.0);
    let coarse = whorl(400, 400, 40.0, 100.0);
    assert!(quality(&coarse) < 25.0, "{}", quality(&coarse));
}

#[test]
fn blur_noise_and_faintness_lower_the_score() {
    let clean = whorl(320, 360, 9.0, 100.0);
    falls(&[0, 1, 2, 3].map(|radius| quality(&blurred(&clean, radius))));
    falls(&[1.0, 0.7, 0.4, 0.2, 0.1, 0.05].map(|factor| quality(&fainter(&clean, factor))));
    falls(&[0.0, 40.0, 80.0, 120.0, 200.0].map(|amplitude| quality(&noisy(&clean, amplitude))));
}

#[test]
fn half_a_finger_scores_less_than_a_whole_one() {
    let whole = whorl(160, 160, 9.0, 100.0);
    let part =
        draw(160, 160, |x, y| if x < 90.0 { f64::from(whole.get_pixel(x as u32, y as u32).0[0]) } else { 255.0 });
    falls(&[quality(&whole), quality(&part)]);
}

#[test]
#[ignore = "measures; run with --release -- --ignored --nocapture"]
fn time() {
    for (width, height) in [(300, 400), (500, 500), (800, 1000)] {
        let image = image::DynamicImage::ImageLuma8(whorl(width, height, 9.0, 100.0));
        for format in [image::ImageFormat::Png, image::ImageFormat::Bmp] {
            median(&format!("{width}x{height} {format:?}"), &common::file(&image, format));
        }
    }
    median("141x149 WSQ", include_bytes!("data/whorl.wsq"));
}

/// Measuring is the one reason to read the clock in a test.
#[allow(clippy::disallowed_methods)]
fn median(name: &str, bytes: &[u8]) {
    let mut times: Vec<_> = (0..21)
        .map(|_| {
            let begun = std::time::Instant::now();
            fingerprint::inspect(bytes, &fingerprint::Limits::default()).unwrap();
            begun.elapsed()
        })
        .collect();
    times.sort();
    println!("{name}: median {:?}, least {:?}", times[times.len() / 2], times[0]);
}
