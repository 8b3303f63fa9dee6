//! Why a connection is closed.

/// A code, and words for a person.
pub(super) type Close = (u16, &'static str);

/// The server stops.
pub(super) const STOPPING: Close = (1001, "the server stops");
/// The server failed.
pub(super) const FAILED: Close = (1011, "the server failed; connect again with since");
/// The account has as many clients as it may, or all places are taken.
pub(super) const FULL: Close = (1013, "too many clients of this account; close one, or try again later");
/// Too many messages, or too many that make no sense.
pub(super) const SENSELESS: Close = (4400, "too many messages, or too many without sense");
/// No login, or the session or the right has ended.
pub(super) const UNAUTHENTICATED: Close = (4401, "log in: the session or the right has ended");
/// Nothing was heard, or nothing was taken.
pub(super) const SLOW: Close = (4408, "silent or too slow; connect again with since");
