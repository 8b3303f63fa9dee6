use super::window::{HALF, REACH, STEP};
use crate::gray::Gray;
use std::ops::Add;

/// Pixels of a row that a tile's gradients need: one more at either end.
const SPAN: usize = STEP + 2;

type Line = [i16; SPAN];
type Tile = [[i16; STEP]; STEP];

/// Sums over a square of pixels. They are whole numbers, so a window's are exactly those of
/// its tiles; `i32` holds the gradients of a window, whose squares are at most 1,020².
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    levels: u32,
    squares: u32,
    /// Products of the Sobel gradient's parts.
    pub(super) xx: i32,
    pub(super) xy: i32,
    pub(super) yy: i32,
}

impl Add for Sums {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            levels: self.levels + other.levels,
            squares: self.squares + other.squares,
            xx: self.xx + other.xx,
            xy: self.xy + other.xy,
            yy: self.yy + other.yy,
        }
    }
}

impl Sums {
    /// Standard deviation of a window's grey levels.
    pub(super) fn deviation(&self) -> f64 {
        let count = (4 * HALF * HALF) as f64;
        let mean = f64::from(self.levels) / count;
        (f64::from(self.squares) / count - mean * mean).max(0.0).sqrt()
    }

    /// Over the tile whose first pixel is at `x`, `y`. In passes over whole tiles, which the
    /// compiler turns into instructions for eight pixels at a time.
    fn of(image: &Gray, x: usize, y: usize) -> Self {
        let lines: [Line; SPAN] = std::array::from_fn(|at| line(image, x, y + at - 1));
        let (mut levels, mut gx, mut gy) = ([[0; STEP]; STEP], [[0; STEP]; STEP], [[0; STEP]; STEP]);
        for at in 0..STEP {
            let (above, here, below) = (&lines[at], &lines[at + 1], &lines[at + 2]);
            for x in 0..STEP {
                let column = |x: usize| above[x] + 2 * here[x] + below[x];
                let drop = |x: usize| below[x] - above[x];
                levels[at][x] = here[x + 1];
                gx[at][x] = column(x + 2) - column(x);
                gy[at][x] = drop(x) + 2 * drop(x + 1) + drop(x + 2);
            }
        }
        Self {
            levels: levels.as_flattened().iter().map(|&level| level as u32).sum(),
            squares: product(&levels, &levels) as u32,
            xx: product(&gx, &gx),
            xy: product(&gx, &gy),
            yy: product(&gy, &gy),
        }
    }
}

fn product(one: &Tile, other: &Tile) -> i32 {
    let pairs = one.as_flattened().iter().zip(other.as_flattened());
    pairs.map(|(&one, &other)| i32::from(one) * i32::from(other)).sum()
}

fn line(image: &Gray, x: usize, y: usize) -> Line {
    let mut line = [0; SPAN];
    let pixels = &image.pixels[y * image.width + x - 1..][..SPAN];
    for (level, &pixel) in line.iter_mut().zip(pixels) {
        *level = i16::from(pixel);
    }
    line
}

/// An image's tiles of 16 × 16 pixels. Every window is four of them, so that no pixel is
/// looked at four times.
pub(super) struct Tiles {
    /// Windows beside each other, which is one less than tiles.
    pub(super) across: usize,
    /// Windows above each other.
    pub(super) down: usize,
    sums: Vec<Sums>,
}

impl Tiles {
    pub(super) fn of(image: &Gray) -> Self {
        let windows = |length: usize| length.saturating_sub(2 * REACH).div_ceil(STEP);
        let (across, down) = (windows(image.width), windows(image.height));
        let mut sums = Vec::new();
        if across > 0 && down > 0 {
            let first = REACH - HALF;
            let places = (0..=down).flat_map(|row| (0..=across).map(move |column| (column, row)));
            sums.extend(places.map(|(column, row)| Sums::of(image, first + column * STEP, first + row * STEP)));
        }
        Self { across, down, sums }
    }

    /// Over the window of that place in the grid.
    pub(super) fn window(&self, column: usize, row: usize) -> Sums {
        let at = row * (self.across + 1) + column;
        let pair = |at: usize| self.sums[at] + self.sums[at + 1];
        pair(at) + pair(at + self.across + 1)
    }
}
