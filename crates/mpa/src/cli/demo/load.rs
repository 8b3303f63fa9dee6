//! The sample exam: its centres, slots, candidates and people, made through the calls that head office would make.

use std::{fmt::Write as _, io::Write as _, net::IpAddr, path::Path};

use anyhow::ensure;
use api::{
    exams::CreateExam,
    faces::EnrolForm,
    form::FormImage,
    slots::{AssignSlots, UpdateSlots, WantedAssignment},
};
use app::{App, Call, Caller, Error, exams as setting_up, faces, imports, slots as seating};
use domain::{
    Actor, CandidateId, CentreId, ExamId, Refusal, Role, account::Account, policy::Action, second_factor::SecondFactor,
    slot::SlotStatus, text::RollNumber,
};
use store::{Db, Page, accounts, candidates, centres, slots};
use tempfile::NamedTempFile;

use super::super::users::{created, event};
use crate::config::Config;

/// The code of the sample exam.
pub(super) const CODE: &str = "DEMO-2026";
/// The demo listens on this machine alone; its password is no secret.
pub(super) const PASSWORD: &str = "demo-password";
/// Its centres.
pub(super) const CENTRES: [(&str, &str); 8] = [
    ("C001", "Government Girls School"),
    ("C002", "City College"),
    ("C003", "Model Public School"),
    ("C004", "Riverside High School"),
    ("C005", "Polytechnic Institute"),
    ("C006", "St Thomas School"),
    ("C007", "Teachers' Training College"),
    ("C008", "Station Road School"),
];
/// Candidates of one slot at one of them.
pub(super) const IN_SLOT: usize = 30;
/// The centre of whoever tries a station: the day is played at the others, so that here nobody acts but they. Its
/// morning has no gates, or those who never come were missed at head office.
pub(super) const STATION: (&str, &str) = ("C009", "Central Library");
/// Candidates there, all in the morning.
pub(super) const AT_STATION: usize = 12;
const SLOTS: [&str; 2] = ["Morning", "Afternoon"];
/// Minutes from the loading until a slot begins, and ends.
const TIMES: [(i64, i64); 2] = [(25, 205), (265, 445)];
/// Minutes from the loading until its gates open, and close.
const GATES: [(i64, i64); 2] = [(0, 15), (235, 255)];
const FIRST: [&str; 8] = ["Asha", "Ravi", "Meena", "Imran", "Lata", "Arjun", "Farida", "Joseph"];
const LAST: [&str; 5] = ["Sharma", "Khan", "Das", "Reddy", "Thomas"];
/// Public pictures (works of the United States government), fetched by `make setup`: roll number, name, file. The first
/// two are at the station; the day needs the third.
pub(super) const PICTURED: [(&str, &str, &str); 3] = [
    ("26000481", "Barack Obama", "obama.jpg"),
    ("26000482", "Eileen Collins", "astronaut.png"),
    ("26000002", "Joe Biden", "biden.jpg"),
];

/// The roll number of a candidate of the first slot: the `place`-th of a centre.
pub(super) fn roll(centre: usize, place: usize) -> String {
    (26_000_001 + centre + place * SLOTS.len() * CENTRES.len()).to_string()
}

/// Loads it.
///
/// # Errors
/// What a call was refused for.
pub(super) async fn load(app: &App, db: &Db, config: &Config, pictures: &Path) -> anyhow::Result<ExamId> {
    eprintln!("loading the sample exam …");
    let phc = app.passwords().hash(PASSWORD.to_owned()).await?;
    let head = account(app, "head", "Head Office", Role::Admin, None, Vec::new(), &phc).await?;
    let call = call(app, &head, None, Action::ImportCandidates);
    let name = "Sample Entrance Examination (demo)".parse()?;
    let body = CreateExam { name, code: CODE.parse()?, settings: None };
    let exam = setting_up::create(&call.acting(Action::CreateExam), body).await.map_err(failed)?.data.id;
    let mut file = NamedTempFile::new_in(config.scratch_dir())?;
    file.write_all(roster(app).as_bytes())?;
    imports::import(&call, exam, false, file, None).await.map_err(failed)?;
    for (roll, _, picture) in PICTURED {
        let Ok(bytes) = std::fs::read(pictures.join(picture)) else {
            eprintln!("no {picture} in {}: run make setup for the sample photographs", pictures.display());
            continue;
        };
        let candidate = candidate(db, exam, roll).await?;
        let form = EnrolForm { exam_id: exam, candidate_id: candidate, face_image: FormImage(Some(bytes)) };
        faces::enrol(&call.acting(Action::EnrolFace), form).await.map_err(failed)?;
    }
    staff(app, db, &call, exam, &phc).await?;
    Ok(exam)
}

/// An observer, and a supervisor and two operators a centre; all slots active.
async fn staff(app: &App, db: &Db, call: &Call, exam: ExamId, phc: &str) -> anyhow::Result<()> {
    account(app, "watch", "Observer", Role::Observer, None, vec![exam], phc).await?;
    let page = Page { after: None, limit: 100 };
    let all = slots::list(&mut db.read().await?, Some(exam), page).await?;
    let mut assignments = Vec::new();
    for (number, (code, _)) in (1..).zip(CENTRES.into_iter().chain([STATION])) {
        let centre = centres::by_code(&mut db.read().await?, &code.parse()?).await?.map(|centre| centre.id);
        let name = format!("Supervisor {number}");
        account(app, &format!("super{number}"), &name, Role::Supervisor, centre, Vec::new(), phc).await?;
        for desk in ["a", "b"] {
            let (username, name) = (format!("op{number}{desk}"), format!("Operator {number}{desk}"));
            let operator_id = account(app, &username, &name, Role::Operator, centre, Vec::new(), phc).await?.id;
            let here = all.iter().filter(|slot| Some(slot.centre_id) == centre);
            assignments.extend(here.map(|slot| WantedAssignment { operator_id, slot_id: slot.id }));
        }
    }
    for name in SLOTS {
        let (slot_name, status) = (name.parse()?, SlotStatus::Active);
        let body = UpdateSlots { exam_id: exam, slot_name, status, centre_ids: None };
        seating::update_many(&call.acting(Action::UpdateSlots), body).await.map_err(failed)?;
    }
    seating::assign_many(&call.acting(Action::AssignSlots), AssignSlots { assignments }).await.map_err(failed)?;
    Ok(())
}

async fn account(
    app: &App,
    username: &str,
    name: &str,
    role: Role,
    centre_id: Option<CentreId>,
    exam_ids: Vec<ExamId>,
    phc: &str,
) -> anyhow::Result<Account> {
    let now = app.clock().now();
    let user = Account {
        id: app.ids().next(now).into(),
        username: username.parse()?,
        name: name.parse()?,
        role,
        centre_id,
        exam_ids,
        disabled: false,
        must_change_password: false,
        second_factor: SecondFactor::Off,
        second_factor_required: false,
        face_enrolled: false,
        created_at: now,
    };
    let mut tx = app.journal().begin().await?;
    ensure!(accounts::insert(&mut tx, &user, phc).await?, "there is an account named {username} already");
    tx.append(event(app.ids(), created(&user), &user, now)).await?;
    tx.commit().await?;
    Ok(user)
}

/// Somebody of the demo, as if they called.
pub(super) fn call(app: &App, user: &Account, device: Option<&str>, action: Action) -> Call {
    let session_id = app.ids().next(app.clock().now()).into();
    let (user_id, role) = (user.id, user.role);
    let actor = Actor { user_id, role, centre_id: user.centre_id, exam_ids: user.exam_ids.clone(), session_id };
    let caller = Caller { actor, device: device.map(str::to_owned), address: IpAddr::from([127, 0, 0, 1]) };
    Call::new(app.clone(), caller, action)
}

/// Where somebody sits.
struct Seat {
    centre: (&'static str, &'static str),
    slot: usize,
    place: usize,
}

/// Thirty in each slot of each centre, then those of the station.
fn seats() -> impl Iterator<Item = Seat> {
    let (centres, slots) = (CENTRES.len(), SLOTS.len());
    let played = (0..centres * slots * IN_SLOT).map(move |index| Seat {
        centre: CENTRES[index % centres],
        slot: index / centres % slots,
        place: index / centres / slots,
    });
    played.chain((0..AT_STATION).map(|place| Seat { centre: STATION, slot: 0, place }))
}

/// The roster, as head office has it.
fn roster(app: &App) -> String {
    let now = app.clock().now();
    let at = |minutes: i64| now.plus_seconds(minutes * 60).to_string();
    let mut csv = String::from(
        "Roll No,Name,Father Name,DOB,Gender,Centre Code,Centre Name,Slot,Slot Start,Slot End,Gate Opens,Gate Closes,Room,Seat\n",
    );
    for (index, Seat { centre: (code, centre), slot, place }) in seats().enumerate() {
        let roll = (26_000_001 + index).to_string();
        let pictured = PICTURED.iter().find(|(number, ..)| *number == roll).map(|(_, name, _)| (*name).to_owned());
        let name = pictured.unwrap_or_else(|| format!("{} {}", FIRST[index % 8], LAST[index / 8 % 5]));
        let father = format!("{} {}", FIRST[(index + 3) % 8], LAST[index / 8 % 5]);
        let (year, month, day) = (1998 + index % 8, 1 + index % 12, 1 + index % 28);
        let (begins, ends) = (at(TIMES[slot].0), at(TIMES[slot].1));
        let gates = (code != STATION.0).then(|| (at(GATES[slot].0), at(GATES[slot].1)));
        let (opens, closes) = gates.unwrap_or_default();
        let (room, seat) = (1 + place / 10, 1 + place % 10);
        let _ = writeln!(
            csv,
            "{roll},{name},{father},{year}-{month:02}-{day:02},,{code},{centre},{},{begins},{ends},{opens},{closes},{room},{seat}",
            SLOTS[slot],
        );
    }
    csv
}

/// The candidate with this roll number.
///
/// # Errors
/// When there is none.
pub(super) async fn candidate(db: &Db, exam: ExamId, roll: &str) -> anyhow::Result<CandidateId> {
    let roll: RollNumber = roll.parse()?;
    let found = candidates::id_of_roll(&mut db.read().await?, exam, &roll).await?;
    found.ok_or_else(|| failed(Refusal::CandidateNotFound.into()))
}

/// Why a call of the loading was not done.
pub(super) fn failed(error: Error) -> anyhow::Error {
    anyhow::anyhow!("{}: {}", error.code().as_str(), error.sentence())
}
