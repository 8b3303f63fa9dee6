use super::area::Area;
use super::bytes::{Bytes, Malformed};

/// Taps of a filter; the format's own have nine. More would only burn time.
const LONGEST: usize = 31;

/// The two synthesis filters (DTT), each symmetric and of odd length.
pub(super) struct Filters {
    low: Vec<f32>,
    high: Vec<f32>,
}

impl Filters {
    /// The table has one half of each analysis filter. The synthesis filter of the one band
    /// is the analysis filter of the other with alternating signs.
    pub(super) fn read(bytes: &mut Bytes) -> Result<Self, Malformed> {
        let (high, low) = (usize::from(bytes.u8()?), usize::from(bytes.u8()?));
        let mut filter = |length: usize| {
            if length.is_multiple_of(2) || length > LONGEST {
                return Err(Malformed);
            }
            let middle = length / 2;
            let mut taps = vec![0.0; length];
            for distance in 0..=middle {
                let tap = bytes.coefficient()?;
                let tap = if distance % 2 == 0 { tap } else { -tap };
                taps[middle + distance] = tap;
                taps[middle - distance] = tap;
            }
            Ok(taps)
        };
        Ok(Self { high: filter(high)?, low: filter(low)? })
    }
}

/// Joins a low and a high band of each row.
pub(super) fn join_rows(
    plane: &mut [f32],
    stride: usize,
    area: Area,
    mirrored: bool,
    filters: &Filters,
    scratch: &mut Vec<f32>,
) {
    let mut line = Line::new(area.width, mirrored, filters, 1, scratch);
    for y in area.y..area.y + area.height {
        let row = &mut plane[y * stride + area.x..][..area.width];
        line.spread(|at| &row[at..=at]);
        line.join(|at, value| row[at] = value[0]);
    }
}

/// Joins an upper and a lower band, some columns at a time, which keeps to the cache.
pub(super) fn join_columns(
    plane: &mut [f32],
    stride: usize,
    area: Area,
    mirrored: bool,
    filters: &Filters,
    scratch: &mut Vec<f32>,
) {
    const TOGETHER: usize = 16;
    for x in (0..area.width).step_by(TOGETHER) {
        let lanes = TOGETHER.min(area.width - x);
        let start = |at: usize| (area.y + at) * stride + area.x + x;
        let mut line = Line::new(area.height, mirrored, filters, lanes, scratch);
        line.spread(|at| &plane[start(at)..][..lanes]);
        line.join(|at, value| plane[start(at)..][..lanes].copy_from_slice(value));
    }
}

/// One or several lines side by side, upsampled: the low band at even places, the high band
/// at odd ones, and mirrored about both ends as far as the filters reach.
struct Line<'a> {
    length: usize,
    mirrored: bool,
    filters: &'a Filters,
    lanes: usize,
    margin: usize,
    values: &'a mut Vec<f32>,
}

impl<'a> Line<'a> {
    fn new(length: usize, mirrored: bool, filters: &'a Filters, lanes: usize, values: &'a mut Vec<f32>) -> Self {
        let margin = (filters.low.len() / 2).max(filters.high.len() / 2);
        values.clear();
        // One more lane set at the end takes the sum.
        values.resize((length + 2 * margin + 1) * lanes, 0.0);
        Self { length, mirrored, filters, lanes, margin, values }
    }

    fn spread<'b>(&mut self, source: impl Fn(usize) -> &'b [f32]) {
        let (low, high) = (self.length.div_ceil(2), self.length / 2);
        let (low_start, high_start) = if self.mirrored { (high, 0) } else { (0, low) };
        for place in 0..self.length {
            let start = if place % 2 == 0 { low_start } else { high_start };
            let to = (self.margin + place) * self.lanes;
            self.values[to..to + self.lanes].copy_from_slice(source(start + place / 2));
        }
        for distance in 0..self.margin {
            for place in [self.margin - 1 - distance, self.margin + self.length + distance] {
                let from = (self.margin + reflected(place, self.margin, self.length)) * self.lanes;
                self.values.copy_within(from..from + self.lanes, place * self.lanes);
            }
        }
    }

    fn join(&mut self, mut put: impl FnMut(usize, &[f32])) {
        let lanes = self.lanes;
        let (values, sum) = self.values.split_at_mut((self.length + 2 * self.margin) * lanes);
        for place in 0..self.length {
            sum.fill(0.0);
            for (parity, filter) in [(0, &self.filters.low), (1, &self.filters.high)] {
                let first = self.margin + place - filter.len() / 2;
                // Of the taps only those that meet this band's places.
                let skip = (first + self.margin + parity) % 2;
                for (tap, weight) in filter.iter().enumerate().skip(skip).step_by(2) {
                    let from = (first + tap) * lanes;
                    for (sum, value) in sum.iter_mut().zip(&values[from..from + lanes]) {
                        *sum += weight * value;
                    }
                }
            }
            put(place, sum);
        }
    }
}

/// The place inside a line that a place in its margins mirrors (both from the margin's start;
/// the answer from the line's). A line of one value mirrors only itself.
fn reflected(place: usize, margin: usize, length: usize) -> usize {
    if length == 1 {
        return 0;
    }
    let period = 2 * (length - 1);
    let offset = (place + margin * period - margin) % period;
    offset.min(period - offset)
}
