//! A value between the engines: what SQLite can tell apart. An id is its 16 bytes, a boolean 0 or 1, JSON its text.

use uuid::Uuid;

use super::columns::Kind;
use crate::{Arg, Result, StoreError};

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum CopiedCell {
    /// NULL.
    Null,
    /// A number, a time, a boolean.
    Int(i64),
    /// A fraction.
    Float(f64),
    /// A text, or JSON.
    Text(String),
    /// Bytes, or an id.
    Bytes(Vec<u8>),
}

impl CopiedCell {
    /// The parameter for a column of this kind.
    pub(super) fn into_arg(self, kind: Kind) -> Result<Arg> {
        Ok(match (kind, self) {
            (Kind::Id, Self::Null) => Arg::Id(None),
            (Kind::Id, Self::Bytes(bytes)) => Arg::Id(Some(Uuid::from_slice(&bytes).map_err(|_| misfit())?)),
            (Kind::Bytes, Self::Null) => Arg::Bytes(None),
            (Kind::Bytes, Self::Bytes(bytes)) => Arg::Bytes(Some(bytes)),
            (Kind::Bool, Self::Null) => Arg::Bool(None),
            (Kind::Bool, Self::Int(value @ (0 | 1))) => Arg::Bool(Some(value == 1)),
            (Kind::Int, Self::Null) => Arg::Int(None),
            (Kind::Int, Self::Int(value)) => Arg::Int(Some(value)),
            (Kind::Float, Self::Null) => Arg::Float(None),
            (Kind::Float, Self::Float(value)) => Arg::Float(Some(value)),
            (Kind::Text | Kind::Json, Self::Null) => Arg::Text(None),
            (Kind::Text | Kind::Json, Self::Text(text)) => Arg::Text(Some(text)),
            _ => return Err(misfit()),
        })
    }
}

fn misfit() -> StoreError {
    StoreError::Corrupt { column: "of a copied row" }
}

impl<T: Into<CopiedCell>> From<Option<T>> for CopiedCell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! cell_from {
    ($($type:ty: |$v:ident| $value:expr;)*) => {$(
        impl From<$type> for CopiedCell {
            fn from($v: $type) -> Self { $value }
        }
    )*};
}

cell_from! {
    i64: |v| Self::Int(v);
    bool: |v| Self::Int(i64::from(v));
    f64: |v| Self::Float(v);
    String: |v| Self::Text(v);
    Vec<u8>: |v| Self::Bytes(v);
    Uuid: |v| Self::Bytes(v.as_bytes().to_vec());
}
