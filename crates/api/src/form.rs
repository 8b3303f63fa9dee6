//! The files of a `multipart/form-data` body, as fields of the form that they belong to.

use tempfile::NamedTempFile;
use utoipa::ToSchema;

use crate::fields::Fields;

/// The bytes of a file.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct Binary(pub Vec<u8>);

/// An image of a form, in memory; a file that nobody chose counts as none.
#[derive(Debug, Default)]
pub struct FormImage(pub Option<Vec<u8>>);

impl FormImage {
    /// The bytes, where some were sent.
    #[must_use]
    pub fn optional(self) -> Option<Vec<u8>> {
        self.0.filter(|bytes| !bytes.is_empty())
    }

    /// The bytes of an image that must be there; `name` is the name of its field.
    ///
    /// # Errors
    /// [`Fields`] when it is not.
    pub fn required(self, name: &str) -> Result<Vec<u8>, Fields> {
        self.optional().ok_or_else(|| Fields::of(name, "is required: a file"))
    }
}

/// A file of a form, spooled to disk; it is gone when this is dropped.
#[derive(Debug, Default)]
pub struct FormFile(pub Option<NamedTempFile>);

/// Whether a form asks for a dry run, in which nothing is written.
///
/// # Errors
/// [`Fields`] when the field is there and neither true nor false, as where a script's variable was empty.
pub fn is_dry_run(said: Option<&str>) -> Result<bool, Fields> {
    match said.map(str::trim) {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(_) => Err(Fields::of("dryRun", "must be true or false")),
    }
}

/// A form that takes files. What a part of it is, is told by its name alone: clients send texts as files, and files
/// without a file name.
pub trait FormFiles {
    /// The names of its text fields.
    const TEXTS: &'static [&'static str];
    /// Of them, those that are not taken for missing when they are empty: the call does something else without them.
    const MUST_SAY: &'static [&'static str] = &[];
    /// The names of its images.
    const IMAGES: &'static [&'static str] = &[];
    /// The names of its spooled files.
    const FILES: &'static [&'static str] = &[];

    /// The field of this name that takes an image.
    fn image(&mut self, name: &str) -> Option<&mut FormImage> {
        let _ = name;
        None
    }

    /// The field of this name that takes a spooled file.
    fn file(&mut self, name: &str) -> Option<&mut FormFile> {
        let _ = name;
        None
    }
}
