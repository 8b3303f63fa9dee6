//! HTTP: what comes in is parsed once, what goes out has one shape.

pub mod address;
pub mod answer;
pub mod authorise;
pub mod body;
pub mod ctx;
pub mod drain;
pub mod failure;
pub mod form;
pub mod once;
pub mod outsiders;
pub mod part;

pub use answer::{Answer, Done, Envelope, Items};
pub use body::{Body, Paging, Path, Query};
pub use ctx::Ctx;
pub use failure::{About, Failure};
pub use form::{Form, SpooledForm};
