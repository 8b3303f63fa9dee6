//! Something that looks like a fingerprint to an image check, and is nobody's.

use std::f32::consts::TAU;

use super::{dice::Dice, picture::Picture};

/// Pixels from ridge to ridge: what a 500 dpi scanner sees of a finger.
const PERIOD: f32 = 9.0;

/// A finger seen by a scanner: an even seed gives a whorl, an odd one a loop.
#[must_use]
pub fn fingerprint(seed: u64, width: u32, height: u32) -> Picture {
    let mut dice = Dice(seed);
    let (w, h) = (width as f32, height as f32);
    let core_x = w * dice.between(0.42, 0.58);
    let core_y = h * dice.between(0.38, 0.5);
    let squeeze = dice.between(0.7, 0.95);
    let warps: [Warp; 3] = std::array::from_fn(|_| Warp::new(&mut dice));
    let is_loop = seed % 2 == 1;
    Picture::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let (dx, dy) = (x - core_x, (y - core_y) * squeeze);
        // Below the core, the ridges of a loop run straight down.
        let dy = if is_loop { dy.min(0.0) } else { dy };
        let warp: f32 = warps.iter().map(|warp| warp.at(x, y)).sum();
        let ridge = (TAU * (dx.hypot(dy) + warp) / PERIOD).cos();
        // Squared off a little, as skin is: ridges are not sine waves.
        let ink = 128.0 + 100.0 * (2.0 * ridge).clamp(-1.0, 1.0) + dice.between(-14.0, 14.0);
        let edge = ((x / w - 0.5) / 0.46).hypot((y / h - 0.5) / 0.48);
        let fade = ((edge - 0.92) / 0.08).clamp(0.0, 1.0);
        (ink + (250.0 - ink) * fade) as u8
    })
}

/// A slow wave that bends the ridges.
struct Warp {
    along_x: f32,
    along_y: f32,
    phase: f32,
}

impl Warp {
    fn new(dice: &mut Dice) -> Self {
        Self { along_x: dice.between(-0.03, 0.03), along_y: dice.between(-0.03, 0.03), phase: dice.between(0.0, TAU) }
    }

    /// Pixels by which the ridge at (x, y) is moved.
    fn at(&self, x: f32, y: f32) -> f32 {
        9.0 * (self.along_x * x + self.along_y * y + self.phase).sin()
    }
}
