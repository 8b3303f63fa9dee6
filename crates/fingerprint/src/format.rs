use crate::wsq;

/// The image formats that are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// Windows bitmap.
    Bmp,
    /// Wavelet scalar quantisation, the FBI's fingerprint format.
    Wsq,
}

impl Format {
    /// Its name in small letters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Bmp => "bmp",
            Self::Wsq => "wsq",
        }
    }

    /// Recognises a format by the first bytes of a file; names and declared types may lie.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"BM") {
            Some(Self::Bmp)
        } else if bytes.starts_with(&wsq::MAGIC) {
            Some(Self::Wsq)
        } else {
            None
        }
    }
}
