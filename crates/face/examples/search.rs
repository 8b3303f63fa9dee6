//! `search MODELS FACES [PAIRS.csv]`: what a search among so many enrolled faces costs, in memory and
//! time. The faces are random unit vectors and, where a list of pictures is given, real ones.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use std::{collections::BTreeSet, error::Error, path::Path, time::Instant};

use face::{Embedding, Engine, Gallery, Limits, Picture};

type Outcome<T> = Result<T, Box<dyn Error>>;

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

/// Seconds of processor time of this process, its one busy thread included (Linux, in hundredths).
fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
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
    for batch in [1, 8, 64] {
        let queries: Vec<Embedding> = exact.iter().take(batch).cloned().collect();
        let (mut times, before) = (Vec::new(), busy());
        // Long enough for a clock that ticks in hundredths of a second.
        while times.len() < 5 || busy() - before < 2.0 {
            let begun = Instant::now();
            let found = gallery.search(&queries, cosine, 64);
            assert!(found.iter().all(|near| !near.is_empty()), "a face did not find itself");
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        let searches = (times.len() * batch) as f64;
        let used = (busy() - before) * 1000.0 / searches;
        times.sort_by(f64::total_cmp);
        let best = times.first().copied().unwrap_or_default() / batch as f64;
        println!("{batch:>3} together: {used:.2} ms of processor time a search, {best:.2} ms of the clock at best");
    }
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
