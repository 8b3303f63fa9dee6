//! The list of candidates as it comes: good, bad, strange and hostile.

mod files;
mod hostile;
mod memory;
mod photos;
mod places;
mod rules;
mod taken;

use serde_json::Value;

use crate::world::{Answer, Day, Form, Store, World, count, new_exam};

pub(crate) const HEAD: &str = "Roll No,Name,Father Name,DOB,Centre Code,Slot\n";

/// A world with an empty exam and head office.
pub(crate) struct Office {
    pub day: Day,
    pub exam: String,
}

impl Office {
    pub(crate) fn open(store: Store) -> Self {
        Self::in_world(World::start(store))
    }

    pub(crate) fn in_world(world: World) -> Self {
        let day = Day::in_world(world, Value::Object(Default::default()));
        let exam = new_exam(&day.head(), "IMPORT", Value::Object(Default::default()));
        Self { day, exam }
    }

    pub(crate) fn import(&self, file: impl AsRef<[u8]>) -> Answer {
        self.send(Form::default().file("file", file))
    }

    pub(crate) fn send(&self, form: Form) -> Answer {
        self.day.head().form(format!("/api/exams/{}/candidates/import", self.exam), &form)
    }

    /// The candidates of the exam that is imported into.
    pub(crate) fn candidates(&self) -> Vec<Value> {
        let list = self.day.head().get(format!("/api/candidates/{}?limit=1000", self.exam)).ok();
        list["items"].as_array().unwrap().clone()
    }

    /// Everything that an import could have written.
    pub(crate) fn rows(&self) -> Vec<i64> {
        ["candidate", "centre", "slot", "enrolled_face", "blob"].map(|table| count(&self.day, table)).to_vec()
    }

    /// This file is refused with these rows and columns, and nothing of it stays.
    #[track_caller]
    pub(crate) fn refused(&self, file: impl AsRef<[u8]>, expected: &[(u64, &str)]) {
        let before = self.rows();
        let details = self.import(file).refused(422, "IMPORT_REJECTED");
        let named: Vec<(u64, String)> = details["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|bad| (bad["row"].as_u64().unwrap(), bad["column"].as_str().unwrap().to_owned()))
            .collect();
        let expected: Vec<(u64, String)> = expected.iter().map(|(row, column)| (*row, (*column).to_owned())).collect();
        assert_eq!(named, expected, "{details}");
        assert!(details["rows"].as_array().unwrap().iter().all(|bad| !bad["message"].as_str().unwrap().is_empty()));
        assert_eq!(self.rows(), before);
    }
}
