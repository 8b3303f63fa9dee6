//! `refusals MODELS LIST`: what `Engine::read` refuses of the pictures that LIST names, as they
//! are and degraded, counted by reason. The numbers in the model card come from here.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use face::{Engine, FaceRefusal, Limits, Picture};
use image::RgbImage;
use image::imageops::{self, FilterType};

type Change = (&'static str, fn(RgbImage) -> RgbImage);

const CHANGES: [Change; 13] = [
    ("as it is", |image| image),
    ("half the light", |image| each(image, |v| v * 0.5)),
    ("a tenth of the light", |image| each(image, |v| v * 0.1)),
    ("a twentieth of the light", |image| each(image, |v| v * 0.05)),
    ("gamma 3", |image| each(image, |v| 255.0 * (v / 255.0).powi(3))),
    ("gamma 6", |image| each(image, |v| 255.0 * (v / 255.0).powi(6))),
    ("60 brighter", |image| each(image, |v| v + 60.0)),
    ("140 brighter", |image| each(image, |v| v + 140.0)),
    ("blur 1", |image| imageops::blur(&image, 1.0)),
    ("blur 2", |image| imageops::blur(&image, 2.0)),
    ("blur 4", |image| imageops::blur(&image, 4.0)),
    ("blur 6", |image| imageops::blur(&image, 6.0)),
    ("half as large", |image| imageops::resize(&image, image.width() / 2, image.height() / 2, FilterType::Triangle)),
];

fn each(mut image: RgbImage, change: fn(f32) -> f32) -> RgbImage {
    image.iter_mut().for_each(|v| *v = change(f32::from(*v)).clamp(0.0, 255.0) as u8);
    image
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [models, list] = &arguments[..] else { return Err("refusals MODELS LIST".into()) };
    let engine = Engine::load(Path::new(models))?;
    let text = std::fs::read_to_string(list)?;
    for (name, change) in CHANGES {
        // The degraded sets are a sample: every tenth picture.
        let every = if name == "as it is" { 1 } else { 10 };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for path in text.lines().step_by(every) {
            let picture = Picture::decode(&std::fs::read(path)?, &Limits::default())?;
            let image = RgbImage::from_raw(picture.width(), picture.height(), picture.rgb().to_vec());
            let changed = change(image.ok_or("size")?);
            let changed = Picture::from_rgb(changed.width(), changed.height(), changed.into_raw()).ok_or("size")?;
            let outcome = match engine.read(&changed) {
                Ok(_) => "read".to_owned(),
                Err(FaceRefusal::NotDetected) => "no face".to_owned(),
                Err(FaceRefusal::MultipleFaces { .. }) => "several".to_owned(),
                Err(FaceRefusal::Quality { reason, .. }) => reason.as_str().to_owned(),
                Err(FaceRefusal::Unreadable) => "unreadable".to_owned(),
            };
            *counts.entry(outcome).or_default() += 1;
        }
        println!("{name}: {counts:?}");
    }
    Ok(())
}
