//! The whole engine on five public pictures of three people.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;
use std::sync::LazyLock;

use face::{Engine, FaceReading, FaceRefusal, Limits, Picture, QualityReason};

const THRESHOLD: f64 = 96.5;

/// `MPA_MODELS`, else the first `models` folder from the crate upwards.
fn models() -> PathBuf {
    if let Some(folder) = std::env::var_os("MPA_MODELS") {
        return folder.into();
    }
    let here = std::env::current_dir().unwrap(); // cargo runs tests in the package's folder
    let found = here.ancestors().map(|folder| folder.join("models")).find(|folder| folder.is_dir());
    found.unwrap_or_else(|| panic!("no models folder: run scripts/fetch-models.sh, or set MPA_MODELS"))
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::load(&models()).unwrap_or_else(|error| panic!("{error}; scripts/fetch-models.sh fetches it"))
});

fn open(name: &str) -> Picture {
    let path = models().join("pictures").join(name);
    let bytes = std::fs::read(&path)
        .unwrap_or_else(|error| panic!("{}: {error}: run scripts/fetch-pictures.sh", path.display()));
    Picture::decode(&bytes, &Limits::default()).unwrap()
}

fn changed(picture: &Picture, change: impl Fn(f32) -> f32) -> Picture {
    let rgb = picture.rgb().iter().map(|v| change(f32::from(*v)).clamp(0.0, 255.0) as u8).collect();
    Picture::from_rgb(picture.width(), picture.height(), rgb).unwrap()
}

fn buffer(picture: &Picture) -> image::RgbImage {
    image::RgbImage::from_raw(picture.width(), picture.height(), picture.rgb().to_vec()).unwrap()
}

fn picture(image: image::RgbImage) -> Picture {
    Picture::from_rgb(image.width(), image.height(), image.into_raw()).unwrap()
}

/// The head and shoulders of the astronaut, the face about 90 pixels wide.
fn portrait() -> Picture {
    picture(image::imageops::crop_imm(&buffer(&open("astronaut.png")), 100, 0, 250, 250).to_image())
}

fn reason(picture: &Picture) -> QualityReason {
    match ENGINE.read(picture) {
        Err(FaceRefusal::Quality { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_same_person_passes_and_another_does_not() {
    let names = ["obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg", "astronaut.png"];
    let pictures = names.map(open);
    for (a, first) in names.iter().zip(&pictures) {
        let enrolled = ENGINE.enrol(first).unwrap_or_else(|refusal| panic!("{a}: {refusal}")).template();
        for (b, second) in names.iter().zip(&pictures) {
            let found = ENGINE.verify(&enrolled, second).unwrap();
            let same = a.starts_with("obama") && b.starts_with("obama") || a == b;
            assert_eq!(found.percentage >= THRESHOLD, same, "{a} and {b}: {} %", found.percentage);
        }
    }
}

#[test]
fn a_reading_is_repeatable_and_the_same_from_two_threads() {
    let picture = portrait();
    let read = || -> FaceReading { ENGINE.read(&picture).unwrap() };
    let once = read().embedding;
    let twice = std::thread::scope(|scope| [scope.spawn(read), scope.spawn(read)].map(|t| t.join().unwrap().embedding));
    assert!(twice.iter().all(|other| *other == once));
}

#[test]
fn the_face_is_where_it_is_and_turns_with_the_picture() {
    let upright = ENGINE.read(&portrait()).unwrap();
    assert!((70.0..120.0).contains(&upright.face.width), "{:?}", upright.face);
    let mirrored = picture(image::imageops::flip_horizontal(&buffer(&portrait())));
    let other = ENGINE.read(&mirrored).unwrap();
    assert!((upright.face.x + upright.face.width / 2.0 - (250.0 - other.face.x - other.face.width / 2.0)).abs() < 6.0);
    assert!(ENGINE.percentage(upright.embedding.cosine(&other.embedding)) >= THRESHOLD);
}

#[test]
fn a_telephones_picture_gives_the_same_person() {
    // Twelve megapixels, the face filling much of it, and the whole of it far away.
    let enrolled = ENGINE.enrol(&portrait()).unwrap().template();
    let near = image::imageops::resize(&buffer(&portrait()), 3464, 3464, image::imageops::FilterType::Triangle);
    assert!(ENGINE.verify(&enrolled, &picture(near)).unwrap().percentage >= THRESHOLD);
    let mut far = image::RgbImage::from_pixel(2000, 1500, image::Rgb([90, 110, 130]));
    image::imageops::replace(&mut far, &buffer(&portrait()), 900, 600);
    assert!(ENGINE.verify(&enrolled, &picture(far)).unwrap().percentage >= THRESHOLD);
}

#[test]
fn two_side_by_side_are_refused() {
    let one = buffer(&portrait());
    let mut both = image::RgbImage::new(500, 250);
    image::imageops::replace(&mut both, &one, 0, 0);
    image::imageops::replace(&mut both, &image::imageops::flip_horizontal(&one), 250, 0);
    assert_eq!(ENGINE.read(&picture(both)).unwrap_err(), FaceRefusal::MultipleFaces { count: 2 });
}

#[test]
fn where_there_is_no_face_none_is_found() {
    for grey in [0, 128, 255] {
        let blank = Picture::from_rgb(400, 300, vec![grey; 400 * 300 * 3]).unwrap();
        assert_eq!(ENGINE.read(&blank).unwrap_err(), FaceRefusal::NotDetected);
    }
    let noise = (0..256 * 256 * 3_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_eq!(ENGINE.read(&Picture::from_rgb(256, 256, noise).unwrap()).unwrap_err(), FaceRefusal::NotDetected);
    let dot = Picture::from_rgb(1, 1, vec![9; 3]).unwrap();
    assert_eq!(ENGINE.read(&dot).unwrap_err(), FaceRefusal::NotDetected);
    let strip = Picture::from_rgb(9000, 1, vec![9; 27_000]).unwrap();
    assert_eq!(ENGINE.read(&strip).unwrap_err(), FaceRefusal::NotDetected);
}

#[test]
fn what_is_truly_bad_is_refused_with_its_reason() {
    let good = portrait();
    assert_eq!(reason(&changed(&good, |v| v * 0.08)), QualityReason::Dark);
    assert_eq!(reason(&changed(&good, |v| v + 150.0)), QualityReason::Bright);
    let blurred = image::imageops::blur(&buffer(&good), 5.0);
    assert_eq!(reason(&picture(blurred)), QualityReason::Blurred);
    let small = image::imageops::resize(&buffer(&good), 140, 140, image::imageops::FilterType::Triangle);
    assert_eq!(reason(&picture(small)), QualityReason::Small);
}

#[test]
fn what_is_merely_ordinary_passes() {
    let good = portrait();
    for (what, picture) in [
        ("half the light", changed(&good, |v| v * 0.5)),
        ("more light", changed(&good, |v| v * 1.3)),
        ("a little out of focus", picture(image::imageops::blur(&buffer(&good), 1.0))),
    ] {
        assert!(ENGINE.read(&picture).is_ok(), "{what}");
    }
}

#[test]
fn a_turned_picture_is_turned_back() {
    let (upright, other) = (portrait(), open("biden.jpg"));
    let enrolled = ENGINE.enrol(&upright).unwrap().template();
    for (turn, by) in [
        ("a quarter", image::imageops::rotate90 as fn(&image::RgbImage) -> image::RgbImage),
        ("a half", image::imageops::rotate180),
        ("three quarters", image::imageops::rotate270),
    ] {
        let turned = picture(by(&buffer(&upright)));
        let live = ENGINE.verify(&enrolled, &turned).unwrap_or_else(|refusal| panic!("{turn}: {refusal}"));
        assert!(live.percentage >= THRESHOLD && live.copied, "{turn}: {} %", live.percentage);
        let again = ENGINE.enrol(&turned).unwrap().template();
        assert!(again.embedding.cosine(&enrolled.embedding) > 0.95, "{turn}");
        let impostor = ENGINE.verify(&again, &picture(by(&buffer(&other))));
        assert!(impostor.is_err() || impostor.unwrap().percentage < 90.0, "{turn}");
    }
}

#[test]
fn a_face_of_which_a_part_is_missing_is_cut() {
    let mut half = buffer(&portrait());
    let face = ENGINE.read(&portrait()).unwrap().face;
    let mouth = face.points[3][1] as u32;
    half.enumerate_pixels_mut()
        .filter(|(_, y, _)| *y + 6 >= mouth)
        .for_each(|(_, _, pixel)| *pixel = image::Rgb([128; 3]));
    assert!(ENGINE.read(&picture(half)).is_err());
    let edge = (face.y + 0.6 * face.height) as u32;
    let beyond = image::imageops::crop_imm(&buffer(&portrait()), 0, 0, 250, edge).to_image();
    assert!(ENGINE.read(&picture(beyond)).is_err());
}

#[test]
fn a_copy_is_known_and_another_picture_is_not_one() {
    let enrolled = ENGINE.enrol(&open("obama.jpg")).unwrap().template();
    let small = image::imageops::thumbnail(&buffer(&open("obama.jpg")), 300, 375);
    for (what, copy) in [
        ("smaller", picture(small.clone())),
        ("mirrored", picture(image::imageops::flip_horizontal(&small))),
        ("lighter", changed(&picture(small), |v| v * 0.9 + 20.0)),
    ] {
        assert!(ENGINE.verify(&enrolled, &copy).unwrap().copied, "{what}");
    }
    for other in ["obama2.jpg", "obama3.jpg", "biden.jpg"] {
        assert!(!ENGINE.verify(&enrolled, &open(other)).unwrap().copied, "{other}");
    }
}
