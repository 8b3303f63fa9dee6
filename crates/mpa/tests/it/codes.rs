//! Every error code of the contract, told at least once, each in its story; and the order of checks.

mod alerts;
mod audit;
mod downloads;
mod order;
mod set_up;
mod sync;
mod the_rest;

use std::collections::BTreeSet;

use domain::Refusal;
use serde_json::json;
use strum::VariantArray as _;

use crate::world::{Day, Store, World};

/// What any call may tell, beside the refusals of the domain.
const COMMON: [&str; 10] = [
    "VALIDATION",
    "UNAUTHENTICATED",
    "NOT_FOUND",
    "METHOD_NOT_ALLOWED",
    "PAYLOAD_TOO_LARGE",
    "UNSUPPORTED_MEDIA_TYPE",
    "RATE_LIMITED",
    "DEPENDENCY_UNAVAILABLE",
    "BUSY",
    "FORBIDDEN",
];

#[test]
fn every_code_is_told_and_no_other() {
    let strict = Day::in_world(World::with(Store::Impatient, |options| options.image_workers = Some(1)), json!({}));
    let mut told = BTreeSet::new();
    set_up::tell(&strict);
    the_rest::station_one(&strict);
    the_rest::faces(&strict);
    the_rest::sheets(&strict);
    sync::conflicts(&strict);
    the_rest::accounts(&strict);
    the_rest::anywhere(&strict);
    downloads::tell(&strict);
    alerts::tell(&strict);
    the_rest::trouble(&strict);
    told.append(&mut audit::tell(&strict));
    told.append(&mut strict.codes());
    let promised: BTreeSet<String> =
        Refusal::VARIANTS.iter().map(|refusal| refusal.code()).chain(COMMON).map(str::to_owned).collect();
    let missing: Vec<_> = promised.difference(&told).collect();
    assert!(missing.is_empty(), "no story tells {missing:?}: add one to codes");
    let unknown: Vec<_> = told.difference(&promised).collect();
    assert!(unknown.is_empty(), "{unknown:?} are not in the contract");
}

/// The document names, for every operation, each code that it tells in the matrix and in its stories.
#[test]
fn the_document_knows_every_code() {
    let document = serde_json::to_string(&server::documents::document()).unwrap();
    for refusal in Refusal::VARIANTS.iter().filter(|refusal| **refusal != Refusal::Forbidden) {
        assert!(document.contains(refusal.code()), "{}", refusal.code());
    }
}
