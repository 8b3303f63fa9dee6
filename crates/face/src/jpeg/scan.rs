use std::ops::RangeInclusive;

use super::bits::Bits;
use super::frame::{Component, Frame};
use super::huffman::Table;

/// MCUs in a row that are made of zero bits alone and yet have detail: no encoder writes that, but
/// a tail that was overwritten with zeros reads so.
const OVERWRITTEN: u32 = 4;

/// The header of a scan.
pub(super) struct Scan {
    parts: Vec<Part>,
    coefficients: RangeInclusive<usize>,
    /// The bit that was sent before, 0 for a first scan.
    high: u8,
    low: u8,
}

struct Part {
    component: usize,
    direct: usize,
    alternating: usize,
}

type Tables<'a> = [&'a [Option<Table>; 4]; 2];

/// Where a scan is.
struct Place<'a> {
    bits: Bits<'a>,
    /// Blocks that an end-of-band run still covers.
    run: u32,
    /// Whether a coefficient other than the first came in this MCU.
    detail: bool,
}

impl Scan {
    pub(super) fn read(header: &[u8], frame: &Frame) -> Option<Scan> {
        let (&count, rest) = header.split_first()?;
        let (parts, rest) = rest.split_at_checked(2 * usize::from(count))?;
        let part = |two: &[u8; 2]| {
            let (direct, alternating) = (usize::from(two[1] >> 4), usize::from(two[1] & 15));
            (direct < 4 && alternating < 4).then_some(Part { component: frame.place(two[0])?, direct, alternating })
        };
        let parts = parts.as_chunks::<2>().0.iter().map(part).collect::<Option<Vec<_>>>()?;
        let &[start, end, bits] = rest.first_chunk()?;
        let scan = if frame.progressive {
            let coefficients = usize::from(start)..=usize::from(end);
            Scan { parts, coefficients, high: bits >> 4, low: bits & 15 }
        } else {
            Scan { parts, coefficients: 0..=63, high: 0, low: 0 }
        };
        let (start, end) = (*scan.coefficients.start(), *scan.coefficients.end());
        let of_one = !frame.progressive || start == 0 && end == 0 || start > 0 && scan.parts.len() == 1;
        (!scan.parts.is_empty() && start <= end && end < 64 && of_one).then_some(scan)
    }

    pub(super) fn has_tables(&self, direct: &[Option<Table>; 4], alternating: &[Option<Table>; 4]) -> bool {
        let there = |tables: &[Option<Table>; 4], place: usize| tables.get(place).is_some_and(Option::is_some);
        self.parts.iter().all(|part| {
            (*self.coefficients.start() > 0 || self.high > 0 || there(direct, part.direct))
                && (*self.coefficients.end() == 0 || there(alternating, part.alternating))
        })
    }

    /// Walks all blocks and gives the length of the data; `None` when some are missing.
    pub(super) fn walk(&self, frame: &mut Frame, tables: Tables<'_>, interval: u32, data: &[u8]) -> Option<usize> {
        let mut place = Place { bits: Bits::new(data), run: 0, detail: false };
        let alone = match &self.parts[..] {
            [only] => Some(frame.components.get(only.component)?.alone),
            _ => None,
        };
        let (wide, high) = alone.unwrap_or(frame.mcus);
        let (mut since_restart, mut overwritten) = (0, 0);
        for mcu in 0..wide * high {
            if interval > 0 && since_restart == interval {
                place.bits.restart()?;
                (place.run, since_restart) = (0, 0);
            }
            since_restart += 1;
            place.bits.begin_unit();
            place.detail = false;
            for part in &self.parts {
                let component = frame.components.get_mut(part.component)?;
                let (h, v) = if alone.is_some() { (1, 1) } else { component.blocks };
                for block in 0..h * v {
                    let (x, y) = (mcu % wide * h + block % h, mcu / wide * v + block / h);
                    self.block(part, component, y * component.stride + x, tables, &mut place)?;
                }
            }
            let zeros = place.detail && self.high == 0 && place.bits.unit_is_zeros();
            overwritten = if zeros { overwritten + 1 } else { 0 };
            if overwritten == OVERWRITTEN {
                return None;
            }
        }
        for part in &self.parts {
            frame.note(part.component, self.coefficients.clone(), self.low);
        }
        Some(place.bits.end())
    }

    fn block(
        &self,
        part: &Part,
        component: &mut Component,
        at: usize,
        [direct, alternating]: Tables<'_>,
        place: &mut Place<'_>,
    ) -> Option<()> {
        let mut first = *self.coefficients.start();
        if first == 0 {
            if self.high > 0 {
                place.bits.take(1)?;
            } else {
                let size = direct[part.direct].as_ref()?.next(&mut place.bits)?;
                place.bits.take(u32::from(size).min(16))?;
            }
            first = 1;
        }
        let last = *self.coefficients.end();
        if first > last {
            return Some(());
        }
        let table = alternating[part.alternating].as_ref()?;
        match component.known.get_mut(at) {
            None => sequential(table, place),
            Some(known) if self.high == 0 => first_time(table, place, known, first..=last),
            Some(known) => refined(table, place, known, first..=last),
        }
    }
}

/// A block of a sequential picture: figure F.13.
fn sequential(table: &Table, place: &mut Place<'_>) -> Option<()> {
    let mut at = 1;
    while at < 64 {
        let symbol = table.next(&mut place.bits)?;
        let (skipped, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 {
            if skipped < 15 {
                return Some(());
            }
            at += 16;
            continue;
        }
        place.bits.take(size)?;
        place.detail = true;
        at += skipped + 1;
    }
    (at == 64).then_some(())
}

/// A block of a progressive picture's first scan of these coefficients: section G.1.2.2.
fn first_time(table: &Table, place: &mut Place<'_>, known: &mut u64, band: RangeInclusive<usize>) -> Option<()> {
    if place.run > 0 {
        place.run -= 1;
        return Some(());
    }
    let mut at = *band.start();
    while at <= *band.end() {
        let symbol = table.next(&mut place.bits)?;
        let (skipped, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 {
            if skipped < 15 {
                place.run = run(skipped, place)? - 1;
                return Some(());
            }
            at += 16;
            continue;
        }
        at += skipped;
        place.bits.take(size)?;
        if at > *band.end() {
            return None;
        }
        *known |= 1 << at;
        place.detail = true;
        at += 1;
    }
    Some(())
}

/// A block of a scan that adds a bit to these coefficients: section G.1.2.3.
fn refined(table: &Table, place: &mut Place<'_>, known: &mut u64, band: RangeInclusive<usize>) -> Option<()> {
    let (mut at, end) = (*band.start(), *band.end());
    if place.run == 0 {
        while at <= end {
            let symbol = table.next(&mut place.bits)?;
            let (mut skipped, size) = (usize::from(symbol >> 4), symbol & 15);
            if size == 0 && skipped < 15 {
                place.run = run(skipped, place)?;
                break;
            }
            if size > 0 {
                place.bits.take(1)?;
            }
            // Each coefficient that is known already takes its bit on the way to the new one.
            while at <= end {
                if *known >> at & 1 == 1 {
                    place.bits.take(1)?;
                } else if skipped == 0 {
                    break;
                } else {
                    skipped -= 1;
                }
                at += 1;
            }
            if size > 0 {
                if at > end {
                    return None;
                }
                *known |= 1 << at;
            }
            at += 1;
        }
    }
    if place.run > 0 {
        place.run -= 1;
        let rest = (at..=end).filter(|at| *known >> at & 1 == 1).count();
        (0..rest).try_for_each(|_| place.bits.take(1).map(drop))?;
    }
    Some(())
}

/// How many blocks an end-of-band symbol covers, this one included.
fn run(exponent: usize, place: &mut Place<'_>) -> Option<u32> {
    let exponent = u32::try_from(exponent).ok()?;
    Some((1 << exponent) + place.bits.take(exponent)?)
}
