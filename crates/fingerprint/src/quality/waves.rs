use super::window::ACROSS;
use std::f64::consts::TAU;
use std::sync::LazyLock;

/// Possible distances between ridges, in pixels at 500 dpi.
const SHORTEST: f64 = 4.0;
const LONGEST: f64 = 16.0;
/// Waves that are tried.
pub(super) const TRIED: usize = 25;
/// Half a profile: what lies on one side of its middle.
pub(super) const FOLDED: usize = ACROSS / 2;

/// The waves, drawn once.
pub(super) static WAVES: LazyLock<Waves> = LazyLock::new(Waves::drawn);

/// Cosines and sines about the middle of a profile, by their distance from it. Each wave is
/// scaled so that the sum of its squares over the whole profile is 1.
pub(super) struct Waves {
    pub(super) cos: [[f64; TRIED]; FOLDED],
    pub(super) sin: [[f64; TRIED]; FOLDED],
    /// Pixels at 500 dpi.
    pub(super) period: [f64; TRIED],
}

impl Waves {
    fn drawn() -> Self {
        let (mut cos, mut sin) = ([[0.0; TRIED]; FOLDED], [[0.0; TRIED]; FOLDED]);
        // Even steps in frequency: a window tells long distances apart no better.
        let share = |tried: usize| tried as f64 / (TRIED - 1) as f64;
        let frequency = |tried| 1.0 / LONGEST + share(tried) * (1.0 / SHORTEST - 1.0 / LONGEST);
        for tried in 0..TRIED {
            let turn = TAU * frequency(tried);
            draw(&mut cos, tried, |place| (turn * place).cos());
            draw(&mut sin, tried, |place| (turn * place).sin());
        }
        Self { cos, sin, period: std::array::from_fn(|tried| 1.0 / frequency(tried)) }
    }
}

fn draw(waves: &mut [[f64; TRIED]; FOLDED], tried: usize, wave: impl Fn(f64) -> f64) {
    let values: [f64; FOLDED] = std::array::from_fn(|at| wave(at as f64 + 0.5));
    let length = (2.0 * values.iter().map(|value| value * value).sum::<f64>()).sqrt();
    for (row, value) in waves.iter_mut().zip(values) {
        row[tried] = value / length;
    }
}
