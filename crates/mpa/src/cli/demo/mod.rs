//! `mpa demo`: a server with a sample exam, on this machine alone, and a day that is played in it.

mod day;
mod load;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use api::sessions::DemoStation;
use domain::{
    ExamId, Role,
    slot::SlotStatus,
    text::{Code, Username},
};
use server::{DemoDoor, HttpSettings, State, serve};
use store::{Db, Page, accounts, exams, slots};
use vault::Clock;

use super::{
    embedded::Embedded,
    run::{announce, claim, stop_on_signal},
};
use crate::{config::Config, wiring::Opened};
use day::Day;
use load::{CODE, PASSWORD, PICTURED, STATION, candidate, load};

/// Who is behind the doors of the demo: whoever comes needs no password. The supervisor and the operator are those of
/// the centre where nothing is played.
const DOORS: [(Role, &str); 4] =
    [(Role::Admin, "head"), (Role::Supervisor, "super9"), (Role::Operator, "op9a"), (Role::Observer, "watch")];

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
    let app = state.app().clone();
    let code: Code = CODE.parse()?;
    let found = exams::by_code(&mut db.read().await?, &code).await?;
    let exam = match found {
        Some(exam) => exam.id,
        None if accounts::any(&mut db.read().await?).await? => {
            bail!("{} holds another exam; choose another --data-dir for the demo", config.data_dir.display())
        }
        None => load(&app, &db, &config, &pictures).await?,
    };
    let state = State::new(app.clone(), HttpSettings { doors: doors(exam)?, ..config.of_server() });
    let hints = hints(&db, &config, exam, &pictures).await?;
    let playing = if is_over(&db, exam, app.clock().now()).await? {
        None
    } else {
        let day = Day::begin(app.clone(), db.clone(), exam, pictures).await?;
        Some(tokio::spawn(day.play(stop.clone())))
    };
    let metrics = Embedded::start(config.metrics, state.app(), stop.clone());
    let served = serve::serve(state, None, stop.clone(), |address| {
        announce("http", address);
        eprintln!("{}", hints.replace("{url}", &format!("http://{address}")));
    })
    .await;
    stop.cancel();
    if let Some(playing) = playing {
        let _ = playing.await;
    }
    metrics.finish().await;
    served
}

/// The doors, with what a station is set up with.
fn doors(exam_id: ExamId) -> anyhow::Result<Vec<DemoDoor>> {
    let door = |(role, name): (Role, &str)| {
        let username: Username = name.parse()?;
        let (password, centre_name) = (PASSWORD.to_owned(), STATION.1.parse()?);
        let station = DemoStation { username: username.clone(), password, exam_id, centre_name };
        let at_station = matches!(role, Role::Supervisor | Role::Operator);
        Ok(DemoDoor { role, username, station: at_station.then_some(station) })
    };
    DOORS.into_iter().map(door).collect()
}

/// Whether the day was loaded so long ago that its slots have ended.
async fn is_over(db: &Db, exam: ExamId, now: domain::Timestamp) -> anyhow::Result<bool> {
    let slots = slots::list(&mut db.read().await?, Some(exam), Page { after: None, limit: 100 }).await?;
    let running =
        |slot: &domain::slot::Slot| slot.status == SlotStatus::Active && slot.end_time.is_some_and(|end| now < end);
    Ok(!slots.iter().any(running))
}

/// What to try next: lines that work when pasted into another terminal.
async fn hints(db: &Db, config: &Config, exam: ExamId, pictures: &Path) -> anyhow::Result<String> {
    let candidate = candidate(db, exam, PICTURED[0].0).await.with_context(|| {
        format!("{} holds the sample exam of another version; choose another --data-dir", config.data_dir.display())
    })?;
    let live: PathBuf = std::path::absolute(pictures.join("obama2.jpg"))?;
    let live = live.display();
    Ok(format!(
        r#"
The web application: {{url}}        The calls, to browse: {{url}}/api/docs

The sample exam: 8 centres, 2 slots each, 480 candidates; a morning is played in it. The password of every login is {PASSWORD}
  head                     head office            super1 super2 … super8   supervisors of C001 to C008
  op1a op1b op2a … op8b    operators              watch                    an observer

A ninth centre is left to you: nothing is played at C009, {hall}. Its 12 candidates begin with {roll}
  op9a op9b                operators              super9                   their supervisor

Try this in another terminal: the day of one of them.

  TOKEN=$(curl -s {{url}}/api/auth/login -H 'content-type: application/json' \
    -d '{{"username":"op9a","password":"{PASSWORD}"}}' | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')
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
        hall = STATION.1,
        data = config.data_dir.display(),
    ))
}
