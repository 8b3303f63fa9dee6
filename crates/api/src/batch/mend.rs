//! Records of a list whose brackets or quotes do not close. One of them is broken, and the others are found again
//! behind it: a record begins after a comma, closes by itself, and has an id and a kind.

use std::ops::Range;

/// Places that are tried, and how often all of the bytes may be gone through for that.
const TRIES: usize = 2_000;
const PASSES: usize = 4;
/// Where a value ends that begins at `from`: its brackets close each other. None where they do not.
fn end_of(text: &[u8], from: usize, left: &mut usize) -> Option<usize> {
    let (mut open, mut in_string, mut escaped) = (Vec::new(), false, false);
    for (at, byte) in text.iter().enumerate().skip(from) {
        *left = left.checked_sub(1)?;
        if in_string {
            in_string = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => open.push(*byte),
            b'}' | b']' => {
                let closes = if *byte == b'}' { b'{' } else { b'[' };
                match open.pop() {
                    Some(opened) if opened == closes && open.is_empty() => return Some(at + 1),
                    Some(opened) if opened == closes => {}
                    Some(_) => return None,
                    None => return Some(at), // the list's own
                }
            }
            b',' if open.is_empty() => return Some(at),
            _ => {}
        }
    }
    None
}

fn next(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len())
}

/// The records of the list that begins at `from`, at most `most` and one more; `is_record` knows one by its bytes.
pub(super) fn records(text: &[u8], from: usize, most: usize, is_record: impl Fn(&[u8]) -> bool) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), from);
    let (mut tries, mut left) = (TRIES, text.len().saturating_mul(PASSES));
    while found.len() <= most {
        at = next(text, at);
        match text.get(at) {
            None | Some(b']') => break,
            Some(b',') => {
                at += 1;
                continue;
            }
            Some(_) => {}
        }
        let whole = end_of(text, at, &mut left).filter(|end| matches!(text.get(next(text, *end)), Some(b',' | b']')));
        if let Some(end) = whole {
            found.push(at..end);
            at = end;
            continue;
        }
        let (broken, behind) = again(text, at, &is_record, &mut tries, &mut left);
        found.push(at..broken);
        at = behind;
    }
    found
}

/// Where a broken record that begins at `from` ends, and where the next one begins.
fn again(
    text: &[u8],
    from: usize,
    is_record: &impl Fn(&[u8]) -> bool,
    tries: &mut usize,
    left: &mut usize,
) -> (usize, usize) {
    let mut at = from;
    while let Some(comma) = text.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b',')) {
        let comma = at + comma;
        let begin = next(text, comma + 1);
        at = comma + 1;
        if text.get(begin) != Some(&b'{') {
            continue;
        }
        let Some(fewer) = tries.checked_sub(1) else { break };
        *tries = fewer;
        if let Some(end) = end_of(text, begin, left)
            && is_record(&text[begin..end])
        {
            return (comma, begin);
        }
    }
    (text.len(), text.len())
}
