//! An exam's day: two centres with two slots each, their candidates, and the people who work there.

use std::{collections::BTreeMap, ops::Deref};

use domain::Role;
use serde_json::{Value, json};

use testkit::faults::Faults;

use super::{Answer, Caller, Form, Person, Store, World};

/// `H` is here, `T` is there; `M` in the morning, `N` at noon. Six candidates each.
const PLACES: [(&str, &str, &str); 4] =
    [("HM", "C-HERE", "Morning"), ("HN", "C-HERE", "Noon"), ("TM", "C-THERE", "Morning"), ("TN", "C-THERE", "Noon")];

/// A world in which an exam's day has begun; all slots are active.
pub(crate) struct Day {
    world: World,
    pub exam: String,
    /// Slots by their place, such as `HM`.
    pub slots: BTreeMap<&'static str, String>,
    pub here: String,
    pub there: String,
    /// Head office.
    pub head: Person,
    /// Supervisors of the two centres.
    pub supervisor: Person,
    pub far_supervisor: Person,
    /// Operators of the slot `HM`.
    pub operator: Person,
    pub colleague: Person,
    /// Operator of `HN`, and of `TM`.
    pub neighbour: Person,
    pub far_operator: Person,
    /// Operator of no slot.
    pub idle: Person,
    pub observer: Person,
    candidates: BTreeMap<String, String>,
}

impl Deref for Day {
    type Target = World;
    fn deref(&self) -> &World {
        &self.world
    }
}

impl Day {
    pub(crate) fn begin(store: Store) -> Self {
        Self::in_world(World::start(store), json!({}))
    }

    /// A day of an exam with these settings.
    pub(crate) fn with(store: Store, settings: Value) -> Self {
        Self::in_world(World::start(store), settings)
    }

    /// The same day, after a restart; see [`World::restarted`].
    pub(crate) fn restarted(self, faults: &Faults) -> Self {
        Self { world: self.world.restarted(faults), ..self }
    }

    pub(crate) fn in_world(world: World, settings: Value) -> Self {
        let head = world.hire("head", Role::Admin, None, &[]);
        let exam = new_exam(&world.by(&head), "E-2026", settings);
        import(&world.by(&head), &exam, &roster(0)).ok();
        let slots = slots_of(&world.by(&head), &exam);
        let centre = |place| slots[place].1.clone();
        let (here, there) = (centre("HM"), centre("TM"));
        let hire = |name: &str, role, centre: &String| world.hire(name, role, Some(centre), &[]);
        let day = Self {
            supervisor: hire("supervisor", Role::Supervisor, &here),
            far_supervisor: hire("far.supervisor", Role::Supervisor, &there),
            operator: hire("operator", Role::Operator, &here),
            colleague: hire("colleague", Role::Operator, &here),
            neighbour: hire("neighbour", Role::Operator, &here),
            far_operator: hire("far.operator", Role::Operator, &there),
            idle: hire("idle", Role::Operator, &here),
            observer: world.hire("observer", Role::Observer, None, &[&exam]),
            candidates: candidates_of(&world.by(&head), &exam),
            slots: slots.into_iter().map(|(place, (slot, _))| (place, slot)).collect(),
            world,
            exam,
            here,
            there,
            head,
        };
        for slot in day.slots.values() {
            day.head().patch(format!("/api/slots/{slot}"), json!({ "status": "active" })).ok();
        }
        for (who, place) in
            [(&day.operator, "HM"), (&day.colleague, "HM"), (&day.neighbour, "HN"), (&day.far_operator, "TM")]
        {
            day.assign(who, &day.slots[place]).created();
        }
        day
    }

    pub(crate) fn head(&self) -> Caller<'_> {
        self.by(&self.head)
    }

    pub(crate) fn supervisor(&self) -> Caller<'_> {
        self.by(&self.supervisor)
    }

    pub(crate) fn operator(&self) -> Caller<'_> {
        self.by(&self.operator)
    }

    pub(crate) fn colleague(&self) -> Caller<'_> {
        self.by(&self.colleague)
    }

    /// The id of the candidate with this roll number, such as `HM-1`.
    #[track_caller]
    pub(crate) fn id(&self, roll: &str) -> &str {
        &self.candidates[roll]
    }

    pub(crate) fn assign(&self, who: &Person, slot: &str) -> Answer {
        self.head().post("/api/slot/assign", json!({ "operatorId": who.id, "slotId": slot }))
    }

    /// Settings that change in the middle of the day.
    pub(crate) fn settings(&self, change: Value) -> Answer {
        let body = json!({ "settings": change, "reason": "head office decided" });
        self.head().patch(format!("/api/exams/{}", self.exam), body)
    }

    /// A second exam at the same centres, with candidates of the same roll numbers.
    pub(crate) fn second_exam(&self) -> (String, BTreeMap<String, String>) {
        let exam = new_exam(&self.head(), "E-2027", json!({}));
        import(&self.head(), &exam, &roster(0)).ok();
        let candidates = candidates_of(&self.head(), &exam);
        (exam, candidates)
    }
}

pub(crate) fn new_exam(head: &Caller<'_>, code: &str, settings: Value) -> String {
    let body = json!({ "code": code, "name": "Entrance Examination", "settings": settings });
    text(&head.post("/api/exams", body).created()["id"])
}

pub(crate) fn import(head: &Caller<'_>, exam: &str, csv: &str) -> Answer {
    head.form(format!("/api/exams/{exam}/candidates/import"), &Form::default().file("file", csv))
}

/// The list of candidates; a slot ends three hours after the world began, `later` hours later.
pub(crate) fn roster(later: i64) -> String {
    let mut csv = "Roll No,Name,Father Name,DOB,Centre Code,Slot,Slot Start,Slot End\n".to_owned();
    for (place, centre, slot) in PLACES {
        for number in 1..=6 {
            let (start, end) = (format!("2026-11-22 {:02}:30", 14 + later), format!("2026-11-22 {:02}:30", 17 + later));
            let line = format!(
                "{place}-{number},Zubeida {place}{number},Yashwant Rao,2001-02-03,{centre},{slot},{start},{end}\n"
            );
            csv.push_str(&line);
        }
    }
    csv
}

/// Slots by place, with their centres.
fn slots_of(head: &Caller<'_>, exam: &str) -> BTreeMap<&'static str, (String, String)> {
    let centres = head.get("/api/centres").ok();
    let code = |id: &Value| {
        centres["items"].as_array().unwrap().iter().find(|centre| centre["id"] == *id).unwrap()["code"].clone()
    };
    let slots = head.get(format!("/api/slots?examId={exam}")).ok();
    let place = |slot: &Value| {
        let found =
            PLACES.iter().find(|(_, centre, name)| slot["slotName"] == *name && code(&slot["centreId"]) == *centre);
        (found.unwrap().0, (text(&slot["id"]), text(&slot["centreId"])))
    };
    slots["items"].as_array().unwrap().iter().map(place).collect()
}

fn candidates_of(head: &Caller<'_>, exam: &str) -> BTreeMap<String, String> {
    let all = head.get(format!("/api/candidates/{exam}")).ok();
    all["items"].as_array().unwrap().iter().map(|one| (text(&one["rollNumber"]), text(&one["id"]))).collect()
}

/// A string of an answer.
#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
