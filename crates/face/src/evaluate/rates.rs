use serde::Serialize;

use super::cores::tally;
use super::samples::Samples;

/// Bins over the cosines from −1 to 1: a ten-thousandth each.
const BINS: usize = 20_000;

/// How often a threshold errs, with the counts behind it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorRate {
    /// The threshold: this cosine and more is a match.
    pub cosine: f64,
    /// Pairs of different people that match.
    pub false_matches: u64,
    /// Pairs of different people.
    pub impostor_pairs: u64,
    /// Pairs of one person that do not match, those without a face among them.
    pub false_non_matches: u64,
    /// Pairs of one person.
    pub genuine_pairs: u64,
}

impl ErrorRate {
    /// False-match rate, 0–1.
    #[must_use]
    pub fn fmr(&self) -> f64 {
        ratio(self.false_matches, self.impostor_pairs)
    }

    /// False-non-match rate, 0–1.
    #[must_use]
    pub fn fnmr(&self) -> f64 {
        ratio(self.false_non_matches, self.genuine_pairs)
    }

    /// Upper end of the 95 % confidence interval of the false-match rate, were the pairs
    /// independent: Wilson's score interval; the rule of three when there was no false match.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn fmr_upper(&self) -> f64 {
        let (n, p, z) = (self.impostor_pairs.max(1) as f64, self.fmr(), 1.96_f64);
        if self.false_matches == 0 {
            return (3.0 / n).min(1.0);
        }
        let middle = p + z * z / (2.0 * n);
        let reach = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        (middle + reach) / (1.0 + z * z / n)
    }
}

/// Scores of every two pictures.
pub(super) struct Crossed {
    genuine: Vec<u64>,
    impostor: Vec<u64>,
    /// Pairs of one person without a score.
    refused: u64,
}

impl Default for Crossed {
    fn default() -> Crossed {
        Crossed { genuine: vec![0; BINS + 1], impostor: vec![0; BINS + 1], refused: 0 }
    }
}

impl Crossed {
    /// Scores every two pictures once. A missing face is the lowest score between pictures of
    /// one person, and no pair at all between two people.
    pub(super) fn of(samples: &Samples) -> Crossed {
        let with_earlier = |crossed: &mut Crossed, b: usize| {
            let Some((who, earlier)) = samples.people.get(..=b).and_then(<[String]>::split_last) else { return };
            for (a, other) in earlier.iter().enumerate() {
                let score = samples.score(a, b);
                if who == other {
                    crossed.refused += u64::from(score.is_none());
                    count(&mut crossed.genuine, score.unwrap_or(-1.0));
                } else if let Some(score) = score {
                    count(&mut crossed.impostor, score);
                }
            }
        };
        tally(samples.people.len(), with_earlier, Crossed::add)
    }

    fn add(&mut self, more: Crossed) {
        self.genuine.iter_mut().zip(more.genuine).for_each(|(all, more)| *all += more);
        self.impostor.iter_mut().zip(more.impostor).for_each(|(all, more)| *all += more);
        self.refused += more.refused;
    }

    /// Pairs of one person that were not compared, since a picture was refused.
    pub(super) fn refused(&self) -> u64 {
        self.refused
    }

    /// Pairs of different people.
    pub(super) fn impostor_pairs(&self) -> u64 {
        self.impostor.iter().sum()
    }

    /// Pairs of one person.
    pub(super) fn genuine_pairs(&self) -> u64 {
        self.genuine.iter().sum()
    }

    /// The errors at a threshold, to the ten-thousandth above it.
    pub(super) fn at(&self, cosine: f64) -> ErrorRate {
        self.at_bin((0..BINS).find(|&bin| edge(bin) >= cosine - 1e-9).unwrap_or(BINS))
    }

    /// The lowest threshold whose false-match rate is at most `target`.
    pub(super) fn at_rate(&self, target: f64) -> ErrorRate {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let allowed = self.impostor_pairs() as f64 * target;
        let mut matches = 0;
        for bin in (0..=BINS).rev() {
            matches += self.impostor.get(bin).copied().unwrap_or(0);
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
            if matches as f64 > allowed {
                return self.at_bin(bin + 1);
            }
        }
        self.at_bin(0)
    }

    fn at_bin(&self, bin: usize) -> ErrorRate {
        ErrorRate {
            cosine: edge(bin),
            false_matches: self.impostor.iter().skip(bin).sum(),
            impostor_pairs: self.impostor_pairs(),
            false_non_matches: self.genuine.iter().take(bin).sum(),
            genuine_pairs: self.genuine_pairs(),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to the bins"
)]
fn count(bins: &mut [u64], score: f32) {
    let bin = ((f64::from(score) + 1.0) / 2.0 * BINS as f64).clamp(0.0, BINS as f64) as usize;
    if let Some(slot) = bins.get_mut(bin) {
        *slot += 1;
    }
}

/// The lowest cosine of a bin.
#[expect(clippy::cast_precision_loss, reason = "bins are few")]
fn edge(bin: usize) -> f64 {
    bin as f64 / BINS as f64 * 2.0 - 1.0
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossed(genuine: &[f32], impostor: &[f32]) -> Crossed {
        let mut crossed = Crossed::default();
        genuine.iter().for_each(|s| count(&mut crossed.genuine, *s));
        impostor.iter().for_each(|s| count(&mut crossed.impostor, *s));
        crossed
    }

    #[test]
    fn errors_are_counted_on_both_sides_of_the_threshold() {
        let rate = crossed(&[0.6, 0.7, 0.2, -1.0], &[0.1, 0.3, 0.55]).at(0.5);
        assert_eq!((rate.false_matches, rate.impostor_pairs), (1, 3));
        assert_eq!((rate.false_non_matches, rate.genuine_pairs), (2, 4));
        assert!((rate.fnmr() - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_rate_gives_the_lowest_threshold_that_keeps_it() {
        let impostor: Vec<f32> = (0..100).map(|i| i as f32 / 200.0).collect();
        let rate = crossed(&[0.9], &impostor).at_rate(0.05);
        assert_eq!(rate.false_matches, 5);
        assert!((rate.cosine - 0.4701).abs() < 2e-4, "{}", rate.cosine);
    }

    #[test]
    fn tallies_add_up() {
        let (mut all, whole) = (crossed(&[0.9], &[0.1, 0.2]), crossed(&[0.9, 0.8], &[0.1, 0.2, 0.1]));
        all.add(crossed(&[0.8], &[0.1]));
        assert_eq!((all.genuine, all.impostor), (whole.genuine, whole.impostor));
    }

    #[test]
    fn no_false_match_is_bounded_by_the_rule_of_three() {
        let rate = crossed(&[0.9], &[0.1; 300]).at(0.5);
        assert!((rate.fmr_upper() - 0.01).abs() < 1e-9);
    }
}
