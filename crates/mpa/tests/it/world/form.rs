//! `multipart/form-data`, written by hand so that a test can break it.

use std::fmt::Write as _;

#[derive(Clone)]
pub(crate) struct Form {
    boundary: String,
    body: Vec<u8>,
}

impl Default for Form {
    fn default() -> Self {
        Self::bounded("-------mpa-7a1b")
    }
}

impl Form {
    pub(crate) fn bounded(boundary: &str) -> Self {
        Self { boundary: boundary.to_owned(), body: Vec::new() }
    }

    pub(crate) fn text(self, name: &str, value: impl AsRef<str>) -> Self {
        self.part(name, None, value.as_ref().as_bytes())
    }

    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.part(name, Some("picture.bin"), bytes.as_ref())
    }

    pub(crate) fn part(mut self, name: &str, file: Option<&str>, bytes: &[u8]) -> Self {
        let mut head = format!("--{}\r\ncontent-disposition: form-data; name=\"{name}\"", self.boundary);
        if let Some(file) = file {
            let _ = write!(head, "; filename=\"{file}\"\r\ncontent-type: application/octet-stream");
        }
        self.body.extend_from_slice(head.as_bytes());
        self.body.extend_from_slice(b"\r\n\r\n");
        self.body.extend_from_slice(bytes);
        self.body.extend_from_slice(b"\r\n");
        self
    }

    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// The whole form.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        [self.body.as_slice(), format!("--{}--\r\n", self.boundary).as_bytes()].concat()
    }

    /// The form without its end.
    pub(crate) fn torn(&self) -> Vec<u8> {
        self.body[..self.body.len() - 7].to_vec()
    }
}
