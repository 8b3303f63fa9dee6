//! One bucket: what is created there is never replaced, and an answer that was lost on its way is found out.

mod bucket;
mod delete;
mod get;
mod list;
mod put;
mod settings;

pub use bucket::{AtRest, Bucket};
pub use get::Object;
pub use list::{Begun, Listed, UploadPlace};
pub use put::{PART_BYTES, Upload};
pub use settings::BucketSetting;
