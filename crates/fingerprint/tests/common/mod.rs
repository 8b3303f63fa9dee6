//! Drawn images; no real finger is in this repository.
#![allow(dead_code)]

use fingerprint::{Fingerprint, Limits, inspect};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use std::io::Cursor;

pub(crate) fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub(crate) fn graded(image: &GrayImage) -> Fingerprint {
    let bytes = file(&DynamicImage::ImageLuma8(image.clone()), ImageFormat::Png);
    inspect(&bytes, &Limits::default()).unwrap()
}

pub(crate) fn quality(image: &GrayImage) -> f64 {
    graded(image).quality
}

pub(crate) fn draw(width: u32, height: u32, level: impl Fn(f64, f64) -> f64) -> GrayImage {
    GrayImage::from_fn(width, height, |x, y| Luma([level(f64::from(x), f64::from(y)).round().clamp(0.0, 255.0) as u8]))
}

/// Concentric ridges on white paper, `period` pixels apart.
pub(crate) fn whorl(width: u32, height: u32, period: f64, amplitude: f64) -> GrayImage {
    let (cx, cy) = (f64::from(width) * 0.48, f64::from(height) * 0.45);
    draw(width, height, |x, y| {
        let (dx, dy) = (x - cx, (y - cy) * 0.85);
        let across = dx.hypot(dy) + 3.0 * dy.atan2(dx).sin();
        let inside = ((x / f64::from(width) - 0.5) / 0.48).powi(2) + ((y / f64::from(height) - 0.5) / 0.49).powi(2);
        let ridge = 128.0 + amplitude * (std::f64::consts::TAU * across / period).sin();
        if inside < 1.0 { ridge } else { 128.0 + amplitude }
    })
}

/// Ridges that come in, turn over a core and leave on the same side.
pub(crate) fn loops(width: u32, height: u32) -> GrayImage {
    let (cx, cy) = (f64::from(width) / 2.0, f64::from(height) * 0.4);
    draw(width, height, |x, y| {
        let across = if y < cy { (x - cx).hypot(y - cy) } else { (x - cx).abs() };
        128.0 + 100.0 * (std::f64::consts::TAU * across / 9.0).cos()
    })
}

pub(crate) fn blurred(image: &GrayImage, radius: i64) -> GrayImage {
    let pixel = |x: i64, y: i64| {
        let x = x.clamp(0, i64::from(image.width()) - 1) as u32;
        let y = y.clamp(0, i64::from(image.height()) - 1) as u32;
        f64::from(image.get_pixel(x, y).0[0])
    };
    let count = ((2 * radius + 1) * (2 * radius + 1)) as f64;
    draw(image.width(), image.height(), |x, y| {
        let near = -radius..=radius;
        let sum: f64 = near
            .clone()
            .flat_map(|dy| near.clone().map(move |dx| (dx, dy)))
            .map(|(dx, dy)| pixel(x as i64 + dx, y as i64 + dy))
            .sum();
        sum / count
    })
}

pub(crate) fn fainter(image: &GrayImage, factor: f64) -> GrayImage {
    draw(image.width(), image.height(), |x, y| {
        128.0 + (f64::from(image.get_pixel(x as u32, y as u32).0[0]) - 128.0) * factor
    })
}

pub(crate) fn noisy(image: &GrayImage, amplitude: f64) -> GrayImage {
    let mut dice = Dice(9);
    let mut noisy = image.clone();
    for pixel in noisy.pixels_mut() {
        let noise = (dice.below(2001) as f64 / 1000.0 - 1.0) * amplitude;
        pixel.0[0] = (f64::from(pixel.0[0]) + noise).clamp(0.0, 255.0) as u8;
    }
    noisy
}

/// A fixed sequence of numbers (xorshift64*).
pub(crate) struct Dice(pub u64);

impl Dice {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % most.max(1)
    }
}
