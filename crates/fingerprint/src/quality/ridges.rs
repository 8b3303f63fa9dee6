use super::waves::{FOLDED, TRIED, WAVES, Waves};
use super::window::ACROSS;

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
    /// Fits one wave to a profile without its mean and slope.
    pub(super) fn of(profile: [f64; ACROSS]) -> Self {
        let profile = level(profile);
        let variation: f64 = profile.iter().map(|value| value * value).sum();
        let (explained, period) = best_wave(&WAVES, &profile);
        let share = if variation > 0.0 { explained / variation } else { 0.0 };
        Self {
            deviation: (variation / ACROSS as f64).sqrt(),
            regularity: ((share - NOISE) / (CLEAN - NOISE)).clamp(0.0, 1.0),
            period,
        }
    }
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

/// The most that one wave takes out of the sum of squares of a profile, by least squares, and
/// its period. A cosine and a sine about the middle have no part in common, so each is fitted
/// alone, to what is the same on either side and to what is opposite.
fn best_wave(waves: &Waves, profile: &[f64; ACROSS]) -> (f64, f64) {
    let (mut even, mut odd) = ([0.0; TRIED], [0.0; TRIED]);
    for at in 0..FOLDED {
        let (left, right) = (profile[FOLDED - 1 - at], profile[FOLDED + at]);
        for tried in 0..TRIED {
            even[tried] += (right + left) * waves.cos[at][tried];
            odd[tried] += (right - left) * waves.sin[at][tried];
        }
    }
    let mut best = (0.0, waves.period[0]);
    for tried in 0..TRIED {
        let explained = even[tried] * even[tried] + odd[tried] * odd[tried];
        if explained > best.0 {
            best = (explained, waves.period[tried]);
        }
    }
    best
}
