//! What is told of a picture that cannot be read: why, and what to do about it.

use crate::error::Error;
use api::error::{BadPicture, Details};
use domain::Refusal;
use face::ImageError;
use fingerprint::FingerprintError;

/// Of the picture of a face or a sheet.
pub(crate) fn unreadable(error: &ImageError) -> Error {
    match error {
        ImageError::TooLarge { unit, limit, .. } => {
            told("too_many_pixels", format!("The picture {}: send a smaller one.", most(unit, *limit)))
        }
        ImageError::UnsupportedFormat => {
            told("unsupported_format", "The picture is of another kind of file: send a JPEG or PNG.")
        }
        ImageError::Unreadable(_) => told("broken", BROKEN),
    }
}

/// Of the picture of a finger.
pub(crate) fn unreadable_finger(error: FingerprintError) -> Error {
    let limits = fingerprint::Limits::default();
    match error {
        FingerprintError::TooLarge => {
            let most = most("pixels a side", limits.max_side.into());
            told("too_many_pixels", format!("The picture {most}: send a smaller one."))
        }
        FingerprintError::TooSmall => {
            let least = limits.min_side;
            let sentence =
                format!("The picture has fewer than {least} pixels a side, too few for a finger: send a larger one.");
            told("too_few_pixels", sentence)
        }
        FingerprintError::Unsupported => {
            told("unsupported_format", "The picture is of another kind of file: send PNG, BMP or WSQ.")
        }
        FingerprintError::Unreadable => told("broken", BROKEN),
    }
}

const BROKEN: &str = "The picture broke off or is damaged: send it again.";

fn told(reason: &'static str, sentence: impl Into<String>) -> Error {
    let picture = BadPicture { reason, quality: None };
    Error::from(Refusal::ImageUnreadable).saying(sentence).with(Details::Picture(picture))
}

/// What is over a limit, as people say it.
fn most(unit: &str, limit: u64) -> String {
    const MILLION: u64 = 1_000_000;
    match unit {
        "pixels" => format!("has more than {} megapixels", limit / MILLION),
        "bytes" => format!("has more than {} MiB", limit >> 20),
        "bytes in memory" => {
            format!("takes more than {} MB to decode, as a progressive JPEG or deep colours do", limit / MILLION)
        }
        _ => format!("has more than {limit} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_told_with_what_to_do() {
        let large = |unit, limit| unreadable(&ImageError::TooLarge { unit, actual: limit + 1, limit });
        for (error, reason, sentence) in [
            (
                large("pixels", 40_000_000),
                "too_many_pixels",
                "The picture has more than 40 megapixels: send a smaller one.",
            ),
            (
                large("pixels a side", 12_000),
                "too_many_pixels",
                "The picture has more than 12000 pixels a side: send a smaller one.",
            ),
            (
                large("bytes in memory", 128_000_000),
                "too_many_pixels",
                "The picture takes more than 128 MB to decode, as a progressive JPEG or deep colours do: send a smaller one.",
            ),
            (large("bytes", 15 << 20), "too_many_pixels", "The picture has more than 15 MiB: send a smaller one."),
            (unreadable(&ImageError::Unreadable("cut".into())), "broken", BROKEN),
            (unreadable_finger(FingerprintError::Unreadable), "broken", BROKEN),
            (
                unreadable_finger(FingerprintError::TooLarge),
                "too_many_pixels",
                "The picture has more than 4000 pixels a side: send a smaller one.",
            ),
        ] {
            assert_eq!(error.sentence(), sentence);
            let Some(Details::Picture(picture)) = error.body().details else { panic!("{sentence}") };
            assert_eq!(picture.reason, reason);
        }
    }
}
