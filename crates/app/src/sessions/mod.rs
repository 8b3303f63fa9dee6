//! Logins: begun, refreshed, ended.

mod attempts;
pub(crate) mod code;
mod end;
mod log_in;
mod proof;
mod refresh;

pub(crate) use attempts::{
    KNOWN_DEVICE_SECONDS, LOGIN_FAILURES_OF_DEVICE, LOGIN_FAILURES_OF_NETWORK, LOGIN_FAILURES_OF_USER,
    LOGIN_FAILURES_SECONDS, Target, count, seconds_until,
};
pub use end::{log_out, log_out_all};
pub use log_in::{begin_for, behind, behind_refresh, behind_with, is_own, log_in, me};
pub(crate) use proof::Proof;
pub use refresh::refresh;
