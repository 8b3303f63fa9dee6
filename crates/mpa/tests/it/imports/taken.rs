//! What a row may not take: a second place for the same person.

use super::{HEAD, Office};
use crate::world::Store;

#[test]
fn a_roll_number_that_lost_its_zeros_is_a_bad_row() {
    for store in Store::BOTH {
        let office = Office::open(store);
        let row = |roll: &str, name: &str| format!("{roll},{name},Ram,2001-02-03,A1,Morning\n");
        office.import(format!("{HEAD}{}{}", row("26-0001", "Asha Devi"), row("26-0002", "Ravi"))).ok();
        office.refused(format!("{HEAD}{}", row("26-1", "ASHA DEVI")), &[(2, "Roll No")]);
        office.refused(format!("{HEAD}{}{}", row("R007", "Uma"), row("r-7", "Uma")), &[(3, "Roll No")]);
        office.import(format!("{HEAD}{}{}", row("26-1", "Lata"), row("R7", "Uma"))).ok();
        assert_eq!(office.candidates().len(), 4);
    }
}
