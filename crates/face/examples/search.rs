//! `search MODELS FACES [PAIRS.csv]`: what a search among so many enrolled faces costs, in memory and
//! time, beside one read of the same memory. The faces are random unit vectors and, where a list of
//! pictures is given, real ones.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use std::{
    collections::BTreeSet,
    error::Error,
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use face::{Embedding, Engine, Gallery, Instructions, Limits, Picture};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Searches that the server takes together, at most.
const TOGETHER: usize = 64;
/// Rounds; everything is measured once in each, so that a busy minute hits all alike.
const ROUNDS: usize = 15;
/// Bytes of a piece of the memory that is read in comparison: as large as the gallery's.
const PIECE: usize = 1 << 20;
/// So long everything is repeated in a round.
const LONG: Duration = Duration::from_millis(100);

/// SplitMix64, twelve sums of which are roughly normal.
struct Draw(u64);

impl Draw {
    fn uniform(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 40) as f32 / (1 << 24) as f32
    }

    fn face(&mut self) -> Option<Embedding> {
        let numbers: Vec<f32> =
            (0..Embedding::SIZE).map(|_| (0..12).map(|_| self.uniform()).sum::<f32>() - 6.0).collect();
        let length = numbers.iter().map(|n| n * n).sum::<f32>().sqrt();
        let bytes: Vec<u8> = numbers.iter().flat_map(|n| (n / length).to_le_bytes()).collect();
        Embedding::from_bytes(&bytes)
    }
}

/// Megabytes of this process in memory (Linux).
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse::<f64>().unwrap_or_default() / 1000.0
}

fn real_faces(engine: &Engine, list: &Path) -> Outcome<Vec<Embedding>> {
    let folder = list.parent().unwrap_or(Path::new(""));
    let mut names = BTreeSet::new();
    for record in csv::Reader::from_path(list)?.records() {
        names.extend(record?.iter().take(2).map(str::to_owned));
    }
    let open = |name: &String| Picture::decode(&std::fs::read(folder.join(name)).ok()?, &Limits::default()).ok();
    let faces = names.iter().take(60).filter_map(|name| Some(engine.embed_best(&open(name)?).ok()?.1));
    Ok(faces.collect())
}

/// Nanoseconds that this thread was on a processor (Linux, told every few milliseconds).
fn busy() -> Option<f64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
}

/// Something that is measured, with its times in milliseconds: of the processor, and of the clock.
struct Measured<'a> {
    name: String,
    work: Box<dyn Fn() + 'a>,
    times: Vec<(f64, f64)>,
}

impl<'a> Measured<'a> {
    fn new(name: String, work: impl Fn() + 'a) -> Self {
        Self { name, work: Box::new(work), times: Vec::new() }
    }

    fn measure(&mut self) {
        let (before, begun, mut count) = (busy(), Instant::now(), 0.0);
        while begun.elapsed() < LONG {
            (self.work)();
            count += 1.0;
        }
        let clock = begun.elapsed().as_secs_f64() * 1e3 / count;
        let processor = before.zip(busy()).map_or(clock, |(before, after)| (after - before) / 1e6 / count);
        self.times.push((processor, clock));
    }

    /// The median of the processor's time, or of another.
    fn median(&self, of: impl Fn(&(f64, f64)) -> f64) -> f64 {
        let mut times: Vec<f64> = self.times.iter().map(of).collect();
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().unwrap_or_default()
    }
}

/// The time of one read, of one search and of many, by every kind of instructions.
fn measure(gallery: &Gallery, queries: &[Embedding], cosine: f32) {
    let bytes = gallery.len() * Embedding::SIZE;
    let memory: Vec<Vec<u64>> = (0..bytes.div_ceil(PIECE)).map(|at| vec![at as u64 + 1; PIECE / 8]).collect();
    let read = || {
        let sum = |piece: &Vec<u64>| piece.iter().fold(0_u64, |sum, word| sum.wrapping_add(*word));
        black_box(memory.iter().map(sum).fold(0, u64::wrapping_add));
    };
    let mut all = vec![Measured::new("one read of all vectors".to_owned(), read)];
    for instructions in Instructions::here() {
        for count in [1, 8, TOGETHER] {
            let queries = queries.get(..count).unwrap_or(queries);
            let search = move || {
                let found = gallery.search_with(instructions, queries, cosine, 64);
                assert!(found.iter().all(|near| !near.is_empty()), "a face did not find itself");
            };
            all.push(Measured::new(format!("{}, {count:>2} together", instructions.name()), search));
        }
    }
    for _ in 0..ROUNDS {
        all.iter_mut().for_each(Measured::measure);
    }
    println!("chosen here: {}; one thread, medians of {ROUNDS} rounds by turns", Instructions::fastest().name());
    println!("milliseconds                 processor     clock   by read    by one");
    let (mut read, mut one) = (None, None);
    for measured in &all {
        let (time, clock) = (measured.median(|(processor, _)| *processor), measured.median(|(_, clock)| *clock));
        if measured.name.ends_with(" 1 together") {
            one = Some(time);
        }
        let by_one = one.map(|one| format!("{:.2}", time / one)).unwrap_or_default();
        let by_read = time / *read.get_or_insert(time);
        println!("{:<27} {time:>10.2} {clock:>9.2} {by_read:>9.2} {by_one:>9}", measured.name);
    }
    println!("the vectors are read at {:.1} GB/s", bytes as f64 / read.unwrap_or(1.0) / 1e6);
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [models, count, rest @ ..] = &arguments[..] else { return Err("search MODELS FACES [PAIRS.csv]".into()) };
    let (engine, count) = (Engine::load(Path::new(models))?, count.parse::<u32>()?);
    let cosine = engine.table().cosine_at(96.5) as f32;
    let real = rest.first().map_or(Ok(Vec::new()), |list| real_faces(&engine, Path::new(list)))?;
    let (mut draw, mut gallery) = (Draw(1), Gallery::default());
    let (before, begun) = (resident(), Instant::now());
    let mut exact = Vec::new();
    for id in 0..count {
        let face = real.get(id as usize).cloned().or_else(|| draw.face()).ok_or("no face")?;
        gallery.add(u128::from(id), &face);
        exact.extend((id < 2_000).then_some(face));
    }
    println!("faces {} of which real {}", gallery.len(), real.len().min(gallery.len()));
    println!(
        "filled in {:.1} s; {:.0} MB more in memory, {} bytes a face",
        begun.elapsed().as_secs_f64(),
        resident() - before,
        Gallery::BYTES
    );
    measure(&gallery, &exact, cosine);
    let found = gallery.search(&exact, cosine, 64);
    let pairs = |reach: fn(f32, f32) -> bool| -> usize {
        found
            .iter()
            .zip(&exact)
            .map(|(near, query)| {
                let cosines = near.iter().filter_map(|near| exact.get(near.id as usize)).map(|face| face.cosine(query));
                cosines.filter(|found| reach(*found, cosine)).count()
            })
            .sum()
    };
    println!(
        "handed out {} among the first {}, of which {} reach the cosine exactly",
        pairs(|_, _| true),
        exact.len(),
        pairs(|found, cosine| found >= cosine)
    );
    Ok(())
}
