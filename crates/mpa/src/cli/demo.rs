//! `mpa demo`: a server with a sample exam, on this machine alone.

use std::{
    fmt::Write as _,
    io::Write as _,
    net::IpAddr,
    path::{Path, PathBuf},
};

use anyhow::{bail, ensure};
use domain::{
    Actor, CandidateId, ExamId, Refusal, Role, UserId,
    account::Account,
    policy::Action,
    slot::SlotStatus,
    text::{Code, RollNumber},
};
use store::{Page, accounts, candidates, centres, exams, slots};
use tempfile::NamedTempFile;

use super::{
    embedded::Embedded,
    run::{announce, claim, stop_on_signal},
    users::{created, event},
};
use api::{
    exams::CreateExam,
    faces::EnrolForm,
    form::FormImage,
    slots::{AssignSlot, UpdateSlot},
};
use app::{App, Call, Caller, Error, exams as setting_up, faces, imports, slots as seating};
use server::serve;
use store::Db;
use vault::Clock;

use crate::{config::Config, wiring::Opened};

const CODE: &str = "DEMO-2026";
/// The demo listens on this machine alone; its password is no secret.
const PASSWORD: &str = "demo-password";
const CENTRES: [(&str, &str); 3] =
    [("C001", "Government Girls School"), ("C002", "City College"), ("C003", "Model Public School")];
const SLOTS: [&str; 2] = ["Morning", "Afternoon"];
const FIRST: [&str; 8] = ["Asha", "Ravi", "Meena", "Imran", "Lata", "Arjun", "Farida", "Joseph"];
const LAST: [&str; 5] = ["Sharma", "Khan", "Das", "Reddy", "Thomas"];
/// Public pictures (works of the United States government), fetched by `make setup`: roll number,
/// name, file.
const PICTURED: [(&str, &str, &str); 3] = [
    ("26000001", "Barack Obama", "obama.jpg"),
    ("26000002", "Joe Biden", "biden.jpg"),
    ("26000003", "Eileen Collins", "astronaut.png"),
];

/// Runs the demo.
///
/// # Errors
/// When the data directory holds something else, or the address is not loopback.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    ensure!(config.listen.ip().is_loopback(), "the demo has well-known passwords and listens on loopback only");
    let _lock = claim(&config)?;
    let stop = stop_on_signal()?;
    let pictures = config.models.join("pictures");
    let opened = Opened::of(&config).await?;
    let db = opened.db.clone();
    let state = opened.start(&config, Clock::System).await?;
    let app = state.app();
    let code: Code = CODE.parse()?;
    let found = exams::by_code(&mut db.read().await?, &code).await?;
    let exam = match found {
        Some(exam) => exam.id,
        None if accounts::any(&mut db.read().await?).await? => {
            bail!("{} holds another exam; choose another --data-dir for the demo", config.data_dir.display())
        }
        None => load(app, &db, &config, &pictures).await?,
    };
    let hints = hints(&db, &config, exam, &pictures).await?;
    let metrics = Embedded::start(config.metrics, state.app(), stop.clone());
    let served = serve::serve(state, None, stop, |address| {
        announce("http", address);
        eprintln!("{}", hints.replace("{url}", &format!("http://{address}")));
    })
    .await;
    metrics.finish().await;
    served
}

async fn load(app: &App, db: &Db, config: &Config, pictures: &Path) -> anyhow::Result<ExamId> {
    eprintln!("loading the sample exam …");
    let phc = app.passwords().hash(PASSWORD.to_owned()).await?;
    let head = account(app, "head", "Head Office", Role::Admin, None, &phc).await?;
    let call = call(app, head);
    let name = "Sample Entrance Examination".parse()?;
    let body = CreateExam { name, code: CODE.parse()?, settings: None };
    let exam = setting_up::create(&call.acting(Action::CreateExam), body).await.map_err(failed)?.data.id;
    let mut file = NamedTempFile::new_in(config.scratch_dir())?;
    file.write_all(roster().as_bytes())?;
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

/// A supervisor and two operators a centre; all slots active.
async fn staff(app: &App, db: &Db, call: &Call, exam: ExamId, phc: &str) -> anyhow::Result<()> {
    let mut seated = Vec::new();
    for (number, (code, _)) in (1..).zip(CENTRES) {
        let centre = centres::by_code(&mut db.read().await?, &code.parse()?).await?.map(|centre| centre.id);
        account(app, &format!("super{number}"), &format!("Supervisor {number}"), Role::Supervisor, centre, phc).await?;
        for desk in ["a", "b"] {
            let name = format!("Operator {number}{desk}");
            let id = account(app, &format!("op{number}{desk}"), &name, Role::Operator, centre, phc).await?;
            seated.push((id, centre));
        }
    }
    let all = slots::list(&mut db.read().await?, Some(exam), Page { after: None, limit: 100 }).await?;
    let (opening, assigning) = (call.acting(Action::UpdateSlot), call.acting(Action::AssignSlot));
    for slot in &all {
        let open = UpdateSlot { status: Some(SlotStatus::Active), ..UpdateSlot::default() };
        seating::update(&opening, slot.id, open).await.map_err(failed)?;
        for (operator_id, _) in seated.iter().filter(|(_, centre)| *centre == Some(slot.centre_id)) {
            let body = AssignSlot { operator_id: *operator_id, slot_id: slot.id, assigned_by: None };
            seating::assign(&assigning, body).await.map_err(failed)?;
        }
    }
    Ok(())
}

async fn account(
    app: &App,
    username: &str,
    name: &str,
    role: Role,
    centre_id: Option<domain::CentreId>,
    phc: &str,
) -> anyhow::Result<UserId> {
    let now = app.clock().now();
    let user = Account {
        id: app.ids().next(now).into(),
        username: username.parse()?,
        name: name.parse()?,
        role,
        centre_id,
        exam_ids: Vec::new(),
        disabled: false,
        face_enrolled: false,
        created_at: now,
    };
    let mut tx = app.journal().begin().await?;
    ensure!(accounts::insert(&mut tx, &user, phc).await?, "there is an account named {username} already");
    tx.append(event(app.ids(), created(&user), &user, now)).await?;
    tx.commit().await?;
    Ok(user.id)
}

/// Head office, as if it called.
fn call(app: &App, head: UserId) -> Call {
    let session_id = app.ids().next(app.clock().now()).into();
    let actor = Actor { user_id: head, role: Role::Admin, centre_id: None, exam_ids: Vec::new(), session_id };
    let caller = Caller { actor, device: None, address: IpAddr::from([127, 0, 0, 1]) };
    Call::new(app.clone(), caller, Action::ImportCandidates)
}

/// Thirty-six candidates: six in each slot of each centre. Those with a picture come first.
fn roster() -> String {
    let mut csv = String::from("Roll No,Name,Father Name,DOB,Gender,Centre Code,Centre Name,Slot\n");
    for index in 0..36_usize {
        let (code, centre) = CENTRES[index % 3];
        let pictured = PICTURED.get(index).map(|(_, name, _)| (*name).to_owned());
        let name = pictured.unwrap_or_else(|| format!("{} {}", FIRST[index % 8], LAST[index % 5]));
        let father = format!("{} {}", FIRST[(index + 3) % 8], LAST[index % 5]);
        let (year, month, day) = (1998 + index % 8, 1 + index % 12, 1 + index % 28);
        let slot = SLOTS[index / 3 % 2];
        let _ =
            writeln!(csv, "{},{name},{father},{year}-{month:02}-{day:02},,{code},{centre},{slot}", 26_000_001 + index);
    }
    csv
}

async fn candidate(db: &Db, exam: ExamId, roll: &str) -> anyhow::Result<CandidateId> {
    let roll: RollNumber = roll.parse()?;
    let found = candidates::id_of_roll(&mut db.read().await?, exam, &roll).await?;
    found.ok_or_else(|| failed(Refusal::CandidateNotFound.into()))
}

fn failed(error: Error) -> anyhow::Error {
    anyhow::anyhow!("{}: {}", error.code().as_str(), error.sentence())
}

/// What to try next: lines that work when pasted into another terminal.
async fn hints(db: &Db, config: &Config, exam: ExamId, pictures: &Path) -> anyhow::Result<String> {
    let candidate = candidate(db, exam, PICTURED[0].0).await?;
    let live: PathBuf = std::path::absolute(pictures.join("obama2.jpg"))?;
    let live = live.display();
    Ok(format!(
        r#"
The sample exam: 3 centres, 2 slots each, 36 candidates. The password of every login is {PASSWORD}
  head                     head office            super1 super2 super3     supervisors of C001, C002, C003
  op1a op1b op2a … op3b    operators

The reference to browse: {{url}}/api/docs

Try this in another terminal: the day of one candidate.

  TOKEN=$(curl -s {{url}}/api/auth/login -H 'content-type: application/json' \
    -d '{{"username":"op1a","password":"{PASSWORD}"}}' | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')
  curl -s '{{url}}/api/candidates/{exam}?limit=3' -H "authorization: Bearer $TOKEN"; echo
  curl -s {{url}}/api/attendance -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \
    -d '{{"examId":"{exam}","rollNumber":"{roll}"}}'; echo
  curl -s {{url}}/api/face/verify -H "authorization: Bearer $TOKEN" -F examId={exam} \
    -F candidateId={candidate} -F 'liveFaceImage=@{live}'; echo
  curl -s {{url}}/api/fingerprint/capture -H "authorization: Bearer $TOKEN" -F examId={exam} \
    -F candidateId={candidate} -F 'exceptionReason=Bandaged hand'; echo
  curl -s {{url}}/api/omr/scan -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \
    -d '{{"examId":"{exam}","barcode":"OMR-0001"}}'; echo
  curl -s {{url}}/api/omr/validate -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \
    -d '{{"examId":"{exam}","barcode":"OMR-0001","rollNumber":"{roll}"}}'; echo
  curl -s {{url}}/api/biometric/verify -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \
    -d '{{"examId":"{exam}","candidateId":"{candidate}"}}'; echo

Ctrl-C stops the server; {data} keeps what was done."#,
        roll = PICTURED[0].0,
        data = config.data_dir.display(),
    ))
}
