//! What goes in through the store's functions comes out of them, on both engines.

mod alerts;
mod around;
mod audit;
mod captures;
mod collections;
mod lists;
mod logins;
mod names;
mod search;
mod second_factors;
mod setup;
mod station1;
mod station2;
