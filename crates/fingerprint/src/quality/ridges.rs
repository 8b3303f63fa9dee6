use super::orientation::Orientation;
use super::window::Window;
use std::f64::consts::TAU;

/// Samples across the ridges and along them: the window of Hong, Wan and Jain 1998.
const ACROSS: usize = 32;
const ALONG: usize = 16;
/// Possible distances between ridges, in pixels at 500 dpi.
const SHORTEST: f64 = 4.0;
const LONGEST: f64 = 16.0;
const TRIED: usize = 25;
/// Share of the variation that a wave explains in noise, and in clean ridges.
const NOISE: f64 = 0.45;
const CLEAN: f64 = 0.9;

/// The profile of a window across its ridges.
pub(super) struct Ridges {
    /// Standard deviation of the profile, in grey levels.
    pub(super) deviation: f64,
    /// 0 for noise or an edge, 1 for a regular wave at a possible distance.
    pub(super) regularity: f64,
    /// Distance of the wave that fits best, in pixels.
    pub(super) period: f64,
}

impl Ridges {
    /// Averages the window along its ridges and fits one wave to what is left.
    pub(super) fn across(window: &Window, orientation: &Orientation) -> Self {
        let profile = level(profile(window, orientation));
        let variation: f64 = profile.iter().map(|value| value * value).sum();
        let mut best = (0.0, LONGEST);
        for tried in 0..TRIED {
            // Even steps in frequency: a window tells long distances apart no better.
            let share = tried as f64 / (TRIED - 1) as f64;
            let frequency = 1.0 / LONGEST + share * (1.0 / SHORTEST - 1.0 / LONGEST);
            let explained = explained(&profile, frequency);
            if explained > best.0 {
                best = (explained, 1.0 / frequency);
            }
        }
        let share = if variation > 0.0 { best.0 / variation } else { 0.0 };
        Self {
            deviation: (variation / ACROSS as f64).sqrt(),
            regularity: ((share - NOISE) / (CLEAN - NOISE)).clamp(0.0, 1.0),
            period: best.1,
        }
    }
}

fn profile(window: &Window, orientation: &Orientation) -> [f64; ACROSS] {
    let (cos, sin) = orientation.across;
    std::array::from_fn(|at| {
        let across = at as f64 - (ACROSS as f64 - 1.0) / 2.0;
        let sum: f64 = (0..ALONG)
            .map(|at| at as f64 - (ALONG as f64 - 1.0) / 2.0)
            .map(|along| window.sample(across * cos - along * sin, across * sin + along * cos))
            .sum();
        sum / ALONG as f64
    })
}

/// Takes the mean and the slope away: uneven light is no ridge.
fn level(mut profile: [f64; ACROSS]) -> [f64; ACROSS] {
    let count = ACROSS as f64;
    let middle = (count - 1.0) / 2.0;
    let mean = profile.iter().sum::<f64>() / count;
    let places = || (0..ACROSS).map(|at| at as f64 - middle);
    let moment: f64 = places().zip(&profile).map(|(place, value)| place * value).sum();
    let slope = moment / places().map(|place| place * place).sum::<f64>();
    for (place, value) in places().zip(&mut profile) {
        *value -= mean + slope * place;
    }
    profile
}

/// The sum of squares that the best wave of a frequency takes out of a profile: least squares
/// with a sine and a cosine.
fn explained(profile: &[f64; ACROSS], frequency: f64) -> f64 {
    let (mut cc, mut ss, mut cs, mut c, mut s) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (turn_sin, turn_cos) = (TAU * frequency).sin_cos();
    let (mut sin, mut cos) = (0.0, 1.0);
    for value in profile {
        cc += cos * cos;
        ss += sin * sin;
        cs += cos * sin;
        c += value * cos;
        s += value * sin;
        (sin, cos) = (sin * turn_cos + cos * turn_sin, cos * turn_cos - sin * turn_sin);
    }
    let determinant = cc * ss - cs * cs;
    if determinant <= f64::EPSILON {
        return 0.0;
    }
    (c * c * ss - 2.0 * c * s * cs + s * s * cc) / determinant
}
