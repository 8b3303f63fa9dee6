//! Code 128, code set B (ISO/IEC 15417). Written here and not taken from the
//! library that reads barcodes, so that its tests do not test it with itself.

/// Widths of bar, space, bar, space, bar, space of the values 0 to 105, and
/// of the stop sign, which has one more bar.
const PATTERNS: &str = "\
     212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 \
     221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 \
     221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 \
     212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 \
     231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 \
     231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 \
     314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 \
     112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 \
     111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 \
     214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 \
     114131 311141 411131 211412 211214 211232 2331112";
const START_B: usize = 104;
const STOP: usize = 106;

/// Widths in modules of bars and spaces in turn, from the first bar.
///
/// # Panics
/// When `text` is empty or not printable ASCII.
pub(super) fn widths(text: &str) -> Vec<u32> {
    let printable = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    assert!(printable && !text.is_empty(), "not for code set B: {text:?}");
    let values: Vec<usize> = text.bytes().map(|byte| usize::from(byte - b' ')).collect();
    let weighted = values.iter().enumerate().map(|(at, value)| (at + 1) * value);
    let check = (START_B + weighted.sum::<usize>()) % 103;
    let patterns: Vec<&str> = PATTERNS.split_whitespace().collect();
    std::iter::once(START_B)
        .chain(values)
        .chain([check, STOP])
        .flat_map(|value| patterns[value].chars())
        .filter_map(|width| width.to_digit(10))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_eleven_modules_and_the_stop_thirteen() {
        let patterns: Vec<&str> = PATTERNS.split_whitespace().collect();
        assert_eq!(patterns.len(), STOP + 1);
        for (value, pattern) in patterns.iter().enumerate() {
            let modules: u32 = pattern.chars().filter_map(|width| width.to_digit(10)).sum();
            assert_eq!(modules, if value == STOP { 13 } else { 11 }, "{value}");
        }
    }
}
