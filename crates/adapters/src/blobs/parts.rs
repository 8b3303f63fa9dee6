//! A blocking reader, cut into the parts that a distant store takes.

use std::io::{self, Read as _};

use tokio::sync::mpsc;

use super::Source;

/// Bytes of a part that may be all of it.
const SHORT: usize = 64 * 1024;

/// Parts of a source, read on a thread that may block, one ahead of the part that is being sent: at most three are in
/// memory, one sent, one waiting, one being read.
pub(super) struct Parts(mpsc::Receiver<io::Result<Vec<u8>>>);

impl Parts {
    /// Begins to read `source`. The reading ends with the source, or when nobody waits for it any more.
    pub(super) fn of(mut source: Source, bytes: usize) -> Self {
        let (sender, receiver) = mpsc::channel(1);
        tokio::task::spawn_blocking(move || {
            loop {
                let part = part(&mut source, bytes);
                let is_last = part.as_ref().map_or(true, |part| part.len() < bytes);
                if sender.blocking_send(part).is_err() || is_last {
                    return;
                }
            }
        });
        Self(receiver)
    }

    /// The next part: all but the last are full, and the last may be empty. `None` beyond it.
    pub(super) async fn next(&mut self) -> Option<io::Result<Vec<u8>>> {
        self.0.recv().await
    }
}

/// The next `bytes` of a source, or what there is of them. A part that is not short gets its memory at once: grown by
/// doubling, it would hold up to twice as much.
fn part(source: &mut Source, bytes: usize) -> io::Result<Vec<u8>> {
    let (mut part, short) = (Vec::new(), bytes.min(SHORT));
    if source.take(short as u64).read_to_end(&mut part)? == short {
        part.reserve_exact(bytes - short);
        source.take((bytes - short) as u64).read_to_end(&mut part)?;
    }
    Ok(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lengths(source: impl io::Read + Send + 'static) -> Vec<Option<usize>> {
        let mut parts = Parts::of(Box::new(source), 10);
        let mut lengths = Vec::new();
        while let Some(part) = parts.next().await {
            lengths.push(part.ok().map(|part| part.len()));
        }
        lengths
    }

    struct Broken;
    impl io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("gone"))
        }
    }

    #[tokio::test]
    async fn parts_are_full_but_for_the_last_and_a_failure_ends_them() {
        assert_eq!(lengths(io::empty()).await, [Some(0)]);
        assert_eq!(lengths(&[1; 9][..]).await, [Some(9)]);
        assert_eq!(lengths(&[1; 10][..]).await, [Some(10), Some(0)]);
        assert_eq!(lengths(&[1; 25][..]).await, [Some(10), Some(10), Some(5)]);
        assert_eq!(lengths((&[1; 15][..]).chain(Broken)).await, [Some(10), None]);
    }
}
