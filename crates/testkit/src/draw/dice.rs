//! Randomness that the seed alone decides.

/// SplitMix64 (<https://prng.di.unimi.it/splitmix64.c>).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// 64 random bits.
    pub(super) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From `low` up to, not including, `high`.
    pub(super) fn between(&mut self, low: f32, high: f32) -> f32 {
        let unit = (self.roll() >> 40) as f32 / (1 << 24) as f32;
        low + unit * (high - low)
    }
}
