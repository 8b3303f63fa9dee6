//! What Rekognition publishes about its limits, and refuses what is beyond them.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use face::{Limits, Picture};
use image::ImageFormat;
use serde_json::Value;

use crate::answers::Refused;

/// Bytes of a picture within a request.
const MAX_BYTES: usize = 5_242_880;
/// Pixels of a side, at least and at most.
const MIN_SIDE: u32 = 80;
const MAX_SIDE: u32 = 10_000;
/// Pixels of a face in a picture of up to 1920 on its longer side; more in proportion in a larger one.
const MIN_FACE: f32 = 40.0;
const MIN_FACE_OF: f32 = 1920.0;

pub(crate) fn invalid(message: impl Into<String>) -> Refused {
    Refused { status: 400, code: "InvalidParameterException", message: message.into() }
}

/// The picture of a request: bytes only, there is no bucket here.
pub(crate) fn picture(image: &Value) -> Result<Picture, Refused> {
    let bytes = bytes(image)?;
    if bytes.len() > MAX_BYTES {
        let message = format!("Image size is too large: {}", bytes.len());
        return Err(Refused { status: 400, code: "ImageTooLargeException", message });
    }
    if bytes.is_empty() {
        return Err(invalid("Image has no bytes"));
    }
    let format =
        |message: &str| Refused { status: 400, code: "InvalidImageFormatException", message: message.to_owned() };
    match image::guess_format(&bytes) {
        Ok(ImageFormat::Jpeg | ImageFormat::Png) => {}
        _ => return Err(format("Request has invalid image format")),
    }
    let limits = Limits { max_bytes: MAX_BYTES, max_side: MAX_SIDE, ..Limits::default() };
    let picture = Picture::decode(&bytes, &limits).map_err(|_| format("Request has invalid image encoding"))?;
    if picture.width().min(picture.height()) < MIN_SIDE {
        return Err(invalid("Request has invalid Parameters: the image is smaller than 80 pixels"));
    }
    Ok(picture)
}

/// The bytes of an image of a request.
pub(crate) fn bytes(image: &Value) -> Result<Vec<u8>, Refused> {
    let text = image["Bytes"].as_str().ok_or_else(|| invalid("Image.Bytes is missing"))?;
    STANDARD.decode(text).map_err(|_| invalid("Image.Bytes is no base64"))
}

/// Whether a face is large enough to be seen.
#[allow(clippy::cast_precision_loss, reason = "sides are bounded")]
pub(crate) fn is_seen(face: &face::FaceBox, picture: &Picture) -> bool {
    let longer = picture.width().max(picture.height()) as f32;
    face.width.min(face.height) >= MIN_FACE * (longer / MIN_FACE_OF).max(1.0)
}

/// A text of a request within its pattern: letters, digits and what else is named.
pub(crate) fn text(request: &Value, name: &str, more: &str, longest: usize) -> Result<String, Refused> {
    let text = request[name].as_str().ok_or_else(|| invalid(format!("{name} is missing")))?;
    let fine = |c: char| c.is_ascii_alphanumeric() || more.contains(c);
    if text.is_empty() || text.len() > longest || !text.chars().all(fine) {
        return Err(invalid(format!("{name} does not satisfy its pattern")));
    }
    Ok(text.to_owned())
}

pub(crate) fn collection_id(request: &Value) -> Result<String, Refused> {
    text(request, "CollectionId", "_.-", 255)
}

/// A number within its range, or what stands for it when it is left out.
pub(crate) fn number(
    request: &Value,
    name: &str,
    range: std::ops::RangeInclusive<f64>,
    default: f64,
) -> Result<f64, Refused> {
    match &request[name] {
        Value::Null => Ok(default),
        given => given
            .as_f64()
            .filter(|given| range.contains(given))
            .ok_or_else(|| invalid(format!("{name} is out of its range"))),
    }
}

/// `QualityFilter` is one of its words.
pub(crate) fn quality_filter(request: &Value) -> Result<(), Refused> {
    match request["QualityFilter"].as_str() {
        None if request["QualityFilter"].is_null() => Ok(()),
        Some("NONE" | "AUTO" | "LOW" | "MEDIUM" | "HIGH") => Ok(()),
        _ => Err(invalid("QualityFilter is none of its words")),
    }
}
