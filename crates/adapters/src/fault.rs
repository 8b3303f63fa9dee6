//! What goes wrong outside of the program, in the few classes that decide what happens next.

use std::{error::Error, io, sync::Arc};

use strum::{Display, IntoStaticStr, VariantArray};

/// The class of a fault: it decides whether it is tried again, and what a person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Class {
    /// No answer, or no room, for now: the same may work later. Nothing is given up because of it.
    Unavailable,
    /// The other side does not allow it: somebody has to change a right.
    Denied,
    /// There is no such object.
    Missing,
    /// There is one already, or it was changed meanwhile.
    Conflict,
    /// What was asked for makes no sense to the other side.
    Invalid,
    /// The object is not what was stored.
    Tampered,
}

impl Class {
    /// Its stable name, one of a few words: it is kept with what waits to be tried again.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A fault of a store of files, a provider of keys or a receiver of notices. It can be told to several who waited for
/// the same call.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{class}: {source}")]
pub struct Fault {
    /// Its class.
    pub class: Class,
    /// What happened; it carries no personal data.
    source: Arc<dyn Error + Send + Sync>,
}

impl Fault {
    /// A fault of this class.
    pub fn new(class: Class, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { class, source: Arc::from(source.into()) }
    }

    /// A fault in the middle of a write: whatever the operating system calls it, the blob's name is neither missing nor
    /// taken.
    pub(crate) fn midway(error: io::Error) -> Self {
        let fault = Self::from(error);
        match fault.class {
            Class::Missing | Class::Conflict | Class::Invalid => Self::new(Class::Unavailable, fault),
            _ => fault,
        }
    }

    /// Whether the same may work when it is tried again.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        self.class == Class::Unavailable
    }
}

/// What the operating system calls it decides the class. A fault that came through a reader as an [`io::Error`] is
/// taken out again as it was.
impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        let error = match error.downcast::<Self>() {
            Ok(fault) => return fault,
            Err(error) => error,
        };
        let class = match error.kind() {
            io::ErrorKind::NotFound => Class::Missing,
            io::ErrorKind::AlreadyExists => Class::Conflict,
            io::ErrorKind::PermissionDenied => Class::Denied,
            io::ErrorKind::InvalidInput => Class::Invalid,
            // A full or failing disk, an interrupted call: a person or time mends it.
            _ => Class::Unavailable,
        };
        Self::new(class, error)
    }
}

/// For whoever gives bytes through a reader.
impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        Self::other(fault)
    }
}

/// What a service of Amazon's answered.
impl From<aws::Failure> for Fault {
    fn from(failure: aws::Failure) -> Self {
        let class = match failure.kind {
            aws::Kind::Unavailable => Class::Unavailable,
            aws::Kind::Denied => Class::Denied,
            aws::Kind::Missing => Class::Missing,
            aws::Kind::Conflict => Class::Conflict,
            aws::Kind::Invalid => Class::Invalid,
            aws::Kind::Tampered => Class::Tampered,
        };
        Self::new(class, failure)
    }
}

impl From<crate::EntropyError> for Fault {
    fn from(error: crate::EntropyError) -> Self {
        Self::new(Class::Unavailable, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_operating_system_says_has_a_class() {
        let class = |kind: io::ErrorKind| Fault::from(io::Error::from(kind)).class;
        assert_eq!(class(io::ErrorKind::NotFound), Class::Missing);
        assert_eq!(class(io::ErrorKind::AlreadyExists), Class::Conflict);
        assert_eq!(class(io::ErrorKind::PermissionDenied), Class::Denied);
        for passing in [io::ErrorKind::StorageFull, io::ErrorKind::TimedOut, io::ErrorKind::Other] {
            assert!(Fault::from(io::Error::from(passing)).is_passing(), "{passing}");
        }
    }

    #[test]
    fn only_what_is_unavailable_passes_and_every_class_has_its_word() {
        let words: Vec<&str> = Class::VARIANTS.iter().map(|class| class.as_str()).collect();
        assert_eq!(words, ["unavailable", "denied", "missing", "conflict", "invalid", "tampered"]);
        for &class in Class::VARIANTS {
            assert_eq!(Fault::new(class, "said so").is_passing(), class == Class::Unavailable);
        }
    }

    #[test]
    fn a_fault_comes_through_a_reader_as_it_was() {
        let fault = Fault::from(io::Error::from(Fault::new(Class::Tampered, "another digest")));
        assert_eq!((fault.class, fault.to_string().as_str()), (Class::Tampered, "tampered: another digest"));
    }
}
