/// What the recogniser makes of a face: 128 finite numbers of unit length together. Only
/// embeddings of the same model can be compared.
#[derive(Clone, PartialEq)]
pub struct Embedding([f32; Embedding::SIZE]);

impl Embedding {
    /// How many numbers.
    pub const SIZE: usize = 128;
    /// How many bytes.
    pub const BYTES: usize = 4 * Embedding::SIZE;

    /// Scales to unit length; `None` when that cannot be done (not finite, or all zero).
    pub(crate) fn normalised(mut numbers: [f32; Embedding::SIZE]) -> Option<Embedding> {
        let length = numbers.iter().map(|n| n * n).sum::<f32>().sqrt();
        if !length.is_finite() || length <= f32::EPSILON {
            return None;
        }
        numbers.iter_mut().for_each(|n| *n /= length);
        Some(Embedding(numbers))
    }

    /// The embedding in the middle of several.
    pub(crate) fn mean(several: &[&Embedding]) -> Option<Embedding> {
        let mut sum = [0.0; Embedding::SIZE];
        for one in several {
            sum.iter_mut().zip(&one.0).for_each(|(s, o)| *s += o);
        }
        Embedding::normalised(sum)
    }

    /// The numbers themselves.
    pub(crate) fn numbers(&self) -> &[f32; Embedding::SIZE] {
        &self.0
    }

    /// The numbers as little-endian IEEE 754 singles.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Embedding::BYTES] {
        let mut bytes = [0; Embedding::BYTES];
        for (four, number) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(&self.0) {
            *four = number.to_le_bytes();
        }
        bytes
    }

    /// The way back from [`Embedding::to_bytes`]; `None` when the length is wrong, or the numbers
    /// are not finite and of unit length.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Embedding> {
        let bytes: &[u8; Embedding::BYTES] = bytes.try_into().ok()?;
        let mut numbers = [0.0; Embedding::SIZE];
        for (number, four) in numbers.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *number = f32::from_le_bytes(*four);
        }
        let square: f32 = numbers.iter().map(|n| n * n).sum();
        ((square - 1.0).abs() < 1e-3).then_some(Embedding(numbers))
    }

    /// Cosine similarity, −1 to 1: of the same person it is high.
    #[must_use]
    pub fn cosine(&self, other: &Embedding) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum::<f32>().clamp(-1.0, 1.0)
    }
}

impl std::fmt::Debug for Embedding {
    // An embedding is biometric data: it must not end up in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Embedding(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn along(axis: usize) -> Embedding {
        let mut numbers = [0.0; Embedding::SIZE];
        numbers[axis] = 3.0;
        Embedding::normalised(numbers).unwrap()
    }

    #[test]
    fn bytes_there_and_back() {
        let one = Embedding::mean(&[&along(5), &along(9)]).unwrap();
        assert_eq!(Embedding::from_bytes(&one.to_bytes()), Some(one));
    }

    #[test]
    fn what_is_no_embedding_is_refused() {
        let mut bytes = along(1).to_bytes();
        assert!(Embedding::from_bytes(&bytes[1..]).is_none());
        bytes[..4].copy_from_slice(&f32::NAN.to_le_bytes());
        assert!(Embedding::from_bytes(&bytes).is_none());
        assert!(Embedding::from_bytes(&[0; Embedding::BYTES]).is_none());
        assert!(Embedding::normalised([0.0; Embedding::SIZE]).is_none());
        assert!(Embedding::normalised([f32::INFINITY; Embedding::SIZE]).is_none());
    }

    #[test]
    fn cosine_of_the_same_is_one_and_of_the_unrelated_zero() {
        assert!((along(1).cosine(&along(1)) - 1.0).abs() < 1e-6);
        assert!(along(1).cosine(&along(2)).abs() < 1e-6);
    }
}
