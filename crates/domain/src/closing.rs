//! The close of station 2: what it needs, and who may decide without a verified face.

use crate::{Refusal, Role, exam::ExamSettings};

/// What is known of the candidate when the station is to be closed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// The percentage of a verified face.
    pub verified_percentage: Option<f64>,
    /// The best percentage of the attempts that were kept.
    pub best_percentage: Option<f64>,
    /// Attempts that were made and kept.
    pub kept_attempts: u32,
    /// Whether a photograph is enrolled: without one no attempt is possible.
    pub face_enrolled: bool,
    /// Whether there is a fingerprint or its exception.
    pub fingerprint: bool,
    /// Whether a sheet is bound.
    pub omr: bool,
}

/// A decision asked for in place of a verified face.
#[derive(Clone, Copy, Debug)]
pub struct Override {
    /// Whether a reason is given why no comparison was possible.
    pub explains_no_attempt: bool,
}

/// How the station closes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Close {
    /// Whether the face was verified.
    pub verified: bool,
    /// Whether a person decided in its place.
    pub overridden: bool,
    /// The percentage that stands in the record.
    pub match_percentage: Option<f64>,
}

/// Why it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotClosed {
    /// A named refusal.
    Refused(Refusal),
    /// What is still missing.
    Incomplete(Vec<&'static str>),
}

/// Decides the close.
///
/// # Errors
/// [`Refusal::Forbidden`] for an override that this role may not make in this exam; otherwise
/// everything that is missing: `face`, `faceAttempt` (an override before any attempt and without a
/// reason why none is possible), `fingerprint`, `omr`.
pub fn close(facts: &Facts, settings: &ExamSettings, role: Role, asked: Option<Override>) -> Result<Close, NotClosed> {
    let may_override = role == Role::Supervisor || settings.allow_mismatch_approval;
    if asked.is_some() && facts.verified_percentage.is_none() && !may_override {
        return Err(NotClosed::Refused(Refusal::Forbidden));
    }
    let mut missing = Vec::new();
    match asked {
        _ if facts.verified_percentage.is_some() => {}
        None => missing.push("face"),
        Some(asked) if !attempt_made_or_explained(facts, role, asked) => missing.push("faceAttempt"),
        Some(_) => {}
    }
    if settings.require_fingerprint && !facts.fingerprint {
        missing.push("fingerprint");
    }
    if settings.require_omr && !facts.omr {
        missing.push("omr");
    }
    if !missing.is_empty() {
        return Err(NotClosed::Incomplete(missing));
    }
    Ok(Close {
        verified: facts.verified_percentage.is_some(),
        overridden: facts.verified_percentage.is_none(),
        match_percentage: facts.verified_percentage.or(facts.best_percentage),
    })
}

/// An operator approves a mismatch, so there must be one; a supervisor may also decide where no
/// comparison is possible, and then says why.
fn attempt_made_or_explained(facts: &Facts, role: Role, asked: Override) -> bool {
    facts.kept_attempts > 0 || (role == Role::Supervisor && (asked.explains_no_attempt || !facts.face_enrolled))
}

/// Whether a close came too soon after its attendance, `seconds` earlier. One that seems to be from before
/// it is too soon as well, unless somebody else made the mark: then two clocks are compared.
#[must_use]
pub fn is_rapid(seconds: i64, same_hand: bool, settings: &ExamSettings) -> bool {
    let least = i64::from(settings.min_verification_seconds);
    least > 0 && seconds < least && (seconds >= 0 || same_hand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_is_too_soon_by_the_clock_of_the_same_hand() {
        let settings = ExamSettings { min_verification_seconds: 5, ..ExamSettings::default() };
        let table = [(5, true, false), (4, true, true), (4, false, true), (-9, true, true), (-9, false, false)];
        for (seconds, same_hand, expected) in table {
            assert_eq!(is_rapid(seconds, same_hand, &settings), expected, "{seconds} {same_hand}");
        }
        let off = ExamSettings { min_verification_seconds: 0, ..settings };
        assert!(!is_rapid(0, true, &off) && !is_rapid(-9, true, &off));
    }

    const REASON: Option<Override> = Some(Override { explains_no_attempt: false });
    const EXPLAINED: Option<Override> = Some(Override { explains_no_attempt: true });

    fn facts() -> Facts {
        Facts { face_enrolled: true, fingerprint: true, omr: true, ..Facts::default() }
    }

    #[test]
    fn a_verified_face_closes_and_needs_no_override() {
        let facts = Facts { verified_percentage: Some(98.0), kept_attempts: 1, ..facts() };
        for asked in [None, REASON] {
            let close = close(&facts, &ExamSettings::default(), Role::Operator, asked).unwrap();
            assert_eq!(close, Close { verified: true, overridden: false, match_percentage: Some(98.0) });
        }
    }

    #[test]
    fn everything_that_is_missing_is_named() {
        let nothing = Facts { face_enrolled: true, ..Facts::default() };
        let settings = ExamSettings::default();
        let refused = close(&nothing, &settings, Role::Operator, None).unwrap_err();
        assert_eq!(refused, NotClosed::Incomplete(vec!["face", "fingerprint", "omr"]));
        let lenient = ExamSettings { require_fingerprint: false, require_omr: false, ..settings };
        let refused = close(&nothing, &lenient, Role::Operator, None).unwrap_err();
        assert_eq!(refused, NotClosed::Incomplete(vec!["face"]));
    }

    #[test]
    fn overrides_by_role_setting_and_attempt() {
        let strict = ExamSettings::default();
        let lenient = ExamSettings { allow_mismatch_approval: true, ..ExamSettings::default() };
        let tried = Facts { kept_attempts: 1, best_percentage: Some(40.0), ..facts() };
        let unenrolled = Facts { face_enrolled: false, ..facts() };
        let forbidden = Err(NotClosed::Refused(Refusal::Forbidden));
        let no_attempt = Err(NotClosed::Incomplete(vec!["faceAttempt"]));
        let by_hand = |percentage| Ok(Close { verified: false, overridden: true, match_percentage: percentage });
        let table = [
            (Role::Operator, &strict, tried, REASON, forbidden.clone()),
            (Role::Operator, &lenient, tried, REASON, by_hand(Some(40.0))),
            (Role::Operator, &lenient, facts(), EXPLAINED, no_attempt.clone()),
            (Role::Operator, &lenient, unenrolled, EXPLAINED, no_attempt.clone()),
            (Role::Supervisor, &strict, tried, REASON, by_hand(Some(40.0))),
            (Role::Supervisor, &strict, facts(), REASON, no_attempt),
            (Role::Supervisor, &strict, facts(), EXPLAINED, by_hand(None)),
            (Role::Supervisor, &strict, unenrolled, REASON, by_hand(None)),
        ];
        for (role, settings, facts, asked, expected) in table {
            assert_eq!(close(&facts, settings, role, asked), expected, "{role} {facts:?}");
        }
    }
}
