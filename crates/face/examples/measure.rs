//! `measure evaluate|calibrate MODELS PAIRS.csv`, and `measure roster MODELS ROSTER.csv`, and
//! `measure time MODELS PAIRS.csv [N]`: the crate's measurements from the command line.

#![allow(clippy::disallowed_methods, reason = "it measures time")]

use std::error::Error;
use std::path::Path;

use face::{Change, Engine, Limits, Picture, calibrate, evaluate};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, models, list, rest @ ..] = &arguments[..] else {
        return Err("measure evaluate|calibrate|roster|time MODELS LIST.csv".into());
    };
    let (engine, list) = (Engine::load(Path::new(models))?, Path::new(list));
    match (what.as_str(), rest) {
        ("evaluate", _) => println!("{}", evaluate(&engine, list, &Change::default(), progress)?),
        ("calibrate", [data_set, date]) => print!("{}", calibrate(&engine, list, data_set, date, progress)?.to_json()?),
        ("roster", _) => roster(&engine, list)?,
        ("time", _) => time(&engine, list, rest.first().map_or(Ok(200), |n| n.parse())?)?,
        _ => return Err("measure calibrate MODELS LIST.csv DATA-SET DATE".into()),
    }
    Ok(())
}

fn progress(done: usize, of: usize) {
    if done.is_multiple_of(200) || done == of {
        eprintln!("{done} of {of}");
    }
}

fn open(path: &Path) -> Result<Picture, Box<dyn Error>> {
    Ok(Picture::decode(&std::fs::read(path)?, &Limits::default())?)
}

/// Enrols each `Photo`, verifies it with its own `live_photo` and with the next person's.
fn roster(engine: &Engine, list: &Path) -> Outcome {
    let folder = list.parent().unwrap_or(Path::new(""));
    let mut reader = csv::Reader::from_path(list)?;
    let column = |name: &str, headers: &csv::StringRecord| headers.iter().position(|h| h == name).ok_or("no column");
    let headers = reader.headers()?.clone();
    let (photo, live) = (column("Photo", &headers)?, column("live_photo", &headers)?);
    let rows = reader.records().collect::<Result<Vec<_>, _>>()?;
    let (mut passed, mut accepted) = (0, 0);
    for (index, row) in rows.iter().enumerate() {
        let enrolled = match engine.enrol(&open(&folder.join(&row[photo]))?) {
            Ok(reading) => reading.template(),
            Err(refusal) => {
                println!("{}: {refusal}", &row[photo]);
                continue;
            }
        };
        match engine.verify(&enrolled, &open(&folder.join(&row[live]))?) {
            Ok(found) if found.percentage >= 96.5 => passed += 1,
            Ok(found) => println!("{}: {} % ({:.4})", &row[live], found.percentage, found.cosine),
            Err(refusal) => println!("{}: {refusal}", &row[live]),
        }
        let other = &rows[(index + 1) % rows.len()];
        let impostor = engine.verify(&enrolled, &open(&folder.join(&other[live]))?);
        accepted += usize::from(impostor.is_ok_and(|found| found.percentage >= 96.5));
    }
    println!("genuine {passed} of {}, impostors accepted {accepted}", rows.len());
    Ok(())
}

/// Milliseconds by stage on one thread, as JSON, for the comparison in bench/face.
fn time(engine: &Engine, list: &Path, limit: usize) -> Outcome {
    let folder = list.parent().unwrap_or(Path::new(""));
    let mut seen = std::collections::BTreeSet::new();
    let mut times: [Vec<f64>; 5] = Default::default();
    for row in csv::Reader::from_path(list)?.records() {
        let row = row?;
        for path in row.iter().take(2) {
            if seen.len() >= limit || !seen.insert(path.to_owned()) {
                continue;
            }
            let bytes = std::fs::read(folder.join(path))?;
            let start = std::time::Instant::now();
            let picture = Picture::decode(&bytes, &Limits::default())?;
            let decode = start.elapsed();
            let Ok(reading) = engine.read(&picture) else { continue };
            let total = start.elapsed();
            let t = reading.timings;
            for (all, one) in times.iter_mut().zip([decode, t.detect, t.align, t.embed, total]) {
                all.push(one.as_secs_f64() * 1e3);
            }
        }
    }
    let median = times.map(|mut all| {
        all.sort_unstable_by(f64::total_cmp);
        all.get(all.len() / 2).map_or(0.0, |ms| (ms * 1e3).round() / 1e3)
    });
    let [decode, detect, align, embed, total] = median;
    let stages =
        serde_json::json!({"decode": decode, "detect": detect, "align": align, "embed": embed, "total": total});
    println!("{}", serde_json::json!({"pictures": seen.len(), "median_ms": stages}));
    Ok(())
}
