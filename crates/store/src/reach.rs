//! What somebody may read of, as the first four parameters of a statement: whether it is all; a centre; an operator; an
//! observer.

use domain::scope::Reach;

use crate::{Arg, args};

pub(crate) fn reach_args(reach: Reach) -> Vec<Arg> {
    let (all, centre, operator, observer) = match reach {
        Reach::All => (true, None, None, None),
        Reach::Centre(centre) => (false, Some(centre), None, None),
        Reach::Assigned(operator) => (false, None, Some(operator), None),
        Reach::Exams(observer) => (false, None, None, Some(observer)),
    };
    args![all, centre, operator, observer]
}
