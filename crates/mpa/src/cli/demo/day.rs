//! The day that the demo plays: candidates arrive, a centre falls silent, records contradict each other, alerts are raised.
//! Each step is the call that a station would make, refused calls among them, so that log, figures and alerts are those of
//! any other day. One step after the other, and nothing is kept but who is still to come.

use std::{collections::VecDeque, mem::take, path::PathBuf, time::Duration};

use api::{
    attendance::MarkAttendance,
    closing::{CloseStation, Decision},
    devices::{DeviceReady, SendHeartbeat},
    downloads::{GeneratePassword, VerifyPassword},
    faces::VerifyForm,
    fingerprints::CaptureForm,
    form::FormImage,
    sheets::{BindSheet, ScanSheet},
    sync::RecordForm,
};
use app::{
    App, Call, Result, attendance, closing, devices, downloads, downloads::Wanted, faces, fingerprints, refusals,
    sheets, sync,
};
use domain::{CandidateId, ExamId, account::Account, policy::Action};
use store::{Db, accounts, attendance as marks};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::load::{CENTRES, IN_SLOT, call, candidate, roll};

/// Seconds until the last candidate of the first slot has come.
const ARRIVALS_SECONDS: f64 = 20.0 * 60.0;
/// Of thirty candidates, those who come.
const COMING: usize = 28;
/// Seconds between two signs of life of a device.
const BEAT_SECONDS: u64 = 30;
/// The centre whose line breaks, and after how many seconds.
const SILENT: (usize, u64) = (2, 180);
/// When the devices fetch their packages, one a second, and when all but one have them.
const DOWNLOADS: u64 = 8;
const DOWNLOADED: u64 = DOWNLOADS + 2 * CENTRES.len() as u64 - 1;
/// Seconds from the gate to the room, and of each step there: more or less, by where somebody sits.
const ROOM_SECONDS: u64 = 45;
const STEP_SECONDS: u64 = 9;

/// The people of a centre.
struct Desk {
    supervisor: Account,
    gate: Account,
    room: Account,
    /// Candidates who are still to come: their place in the slot.
    to_come: VecDeque<usize>,
}

/// Somebody on the way from the gate to the room, and from step to step.
struct Admitted {
    due: u64,
    centre: usize,
    place: usize,
    step: Action,
}

/// The day, as far as it was played.
pub(super) struct Day {
    app: App,
    exam: ExamId,
    db: Db,
    head: Account,
    desks: Vec<Desk>,
    on_the_way: Vec<Admitted>,
    pictures: PathBuf,
    /// Whether nothing of it was played before this start.
    fresh: bool,
}

impl Day {
    /// Looks who is still to come.
    ///
    /// # Errors
    /// When the store does not hold the sample exam as it was loaded.
    pub(super) async fn begin(app: App, db: Db, exam: ExamId, pictures: PathBuf) -> anyhow::Result<Self> {
        let head = person(&db, "head").await?;
        let mut day = Self { app, exam, db, head, desks: Vec::new(), on_the_way: Vec::new(), pictures, fresh: true };
        for centre in 0..CENTRES.len() {
            let number = centre + 1;
            let mut to_come = VecDeque::new();
            for place in 0..COMING {
                let candidate = candidate(&day.db, exam, &roll(centre, place)).await?;
                match marks::of(&mut day.db.read().await?, exam, candidate).await? {
                    None => to_come.push_back(place),
                    Some(_) => day.fresh = false,
                }
            }
            day.desks.push(Desk {
                supervisor: person(&day.db, &format!("super{number}")).await?,
                gate: person(&day.db, &format!("op{number}a")).await?,
                room: person(&day.db, &format!("op{number}b")).await?,
                to_come,
            });
        }
        Ok(day)
    }

    /// Plays it until the server stops.
    pub(super) async fn play(mut self, stop: CancellationToken) {
        let mut seconds = interval(Duration::from_secs(1));
        seconds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for second in 0.. {
            let playing = async {
                seconds.tick().await;
                self.second(second).await;
            };
            if stop.run_until_cancelled(playing).await.is_none() {
                return;
            }
        }
    }

    /// What happens in a second of the day.
    pub(super) async fn second(&mut self, second: u64) {
        if second.is_multiple_of(BEAT_SECONDS) {
            for centre in (0..self.desks.len()).filter(|centre| !is_silent(*centre, second)) {
                self.beat(centre, second).await;
            }
        }
        for centre in (0..self.desks.len()).filter(|centre| !is_silent(*centre, second)) {
            self.arrivals(centre, second).await;
        }
        let all = take(&mut self.on_the_way).into_iter();
        let (due, later): (Vec<_>, Vec<_>) = all.partition(|next| next.due <= second);
        self.on_the_way = later;
        for next in due {
            if let Some(step) = self.in_the_room(&next).await {
                let due = second + STEP_SECONDS + (next.place % 7) as u64;
                self.on_the_way.push(Admitted { due, step, ..next });
            }
        }
        if self.fresh {
            self.scene(second).await;
        }
    }

    /// Those of a centre who have come by now.
    async fn arrivals(&mut self, centre: usize, second: u64) {
        let here = COMING - self.desks[centre].to_come.len();
        if here >= expected(centre, second) {
            return;
        }
        let Some(place) = self.desks[centre].to_come.pop_front() else { return };
        self.mark(centre, place).await;
        if place.is_multiple_of(3) {
            self.on_the_way.push(Admitted { due: second + ROOM_SECONDS, centre, place, step: Action::BindSheet });
        }
    }

    async fn mark(&self, centre: usize, place: usize) {
        let call = self.at(&self.desks[centre].gate, "gate", centre, Action::MarkAttendance);
        let Ok(roll_number) = roll(centre, place).parse() else { return };
        let (exam_id, roll_number) = (self.exam, Some(roll_number));
        let body = MarkAttendance { exam_id, candidate_id: None, roll_number, status: None, operator_id: None };
        told(&call, attendance::mark(&call, body).await).await;
    }

    /// A sheet is bound; of every third there is no finger to capture, and a supervisor closes without a photograph. What
    /// comes next, if anything does.
    async fn in_the_room(&self, next: &Admitted) -> Option<Action> {
        let Admitted { centre, place, step, .. } = *next;
        let number = roll(centre, place);
        let gate = &self.desks[centre].gate;
        let candidate_id = self.candidate(&number).await?;
        match step {
            Action::BindSheet => {
                let (Ok(barcode), Ok(roll_number)) = (format!("DEMO-{number}").parse(), number.parse()) else {
                    return None;
                };
                self.scan(centre, &number).await;
                let call = self.at(gate, "gate", centre, step);
                let bound = BindSheet { barcode, roll_number, exam_id: self.exam, operator_id: None };
                told(&call, sheets::bind(&call, bound).await).await;
                (place.is_multiple_of(9) && place > 0).then_some(Action::CaptureFingerprint)
            }
            Action::CaptureFingerprint => {
                let call = self.at(gate, "gate", centre, step);
                told(&call, fingerprints::capture(&call, self.bandaged(candidate_id)).await).await;
                Some(Action::CloseBiometric)
            }
            _ => {
                let call = self.at(&self.desks[centre].supervisor, "desk", centre, step);
                let reason = "No photograph was sent with the form".parse().ok();
                let decision = reason.map(|reason| Decision { reason, no_attempt_reason: None });
                let close = CloseStation { exam_id: self.exam, candidate_id, operator_id: None, decision };
                told(&call, closing::close(&call, close).await).await;
                None
            }
        }
    }

    async fn scan(&self, centre: usize, number: &str) {
        let call = self.at(&self.desks[centre].gate, "gate", centre, Action::ScanSheet);
        let Ok(barcode) = format!("DEMO-{number}").parse() else { return };
        let (exam_id, image_url, confirm_mismatch) = (self.exam, None, None);
        let sheet = ScanSheet { barcode, exam_id, image_url, confirm_mismatch, operator_id: None, scanned_by: None };
        told(&call, sheets::scan(&call, sheet, None).await).await;
    }

    /// The two devices of a centre say that they are there; the one whose line is about to break holds records.
    async fn beat(&self, centre: usize, second: u64) {
        for (device, user) in [("gate", &self.desks[centre].gate), ("room", &self.desks[centre].room)] {
            let call = self.at(user, device, centre, Action::SendHeartbeat);
            let now = self.app.clock().now();
            let waiting =
                if device == "gate" && centre == SILENT.0 && second + BEAT_SECONDS >= SILENT.1 { 9 } else { 0 };
            let oldest_captured_at = (waiting > 0).then(|| now.plus_seconds(-75));
            let Ok(device_id) = name(device, centre).parse() else { return };
            let (exam_id, device_time) = (self.exam, now);
            let (app_version, ready) = ("demo".parse().ok(), Some(tried(device, centre)));
            let beat =
                SendHeartbeat { exam_id, device_id, waiting, oldest_captured_at, device_time, app_version, ready };
            told(&call, devices::heartbeat(&call, beat).await).await;
        }
    }

    /// What happens once.
    async fn scene(&self, second: u64) {
        match second {
            // Of the devices of the day one is left without a package.
            DOWNLOADS..DOWNLOADED => {
                let number = usize::try_from(second - DOWNLOADS).unwrap_or_default();
                self.download(number / 2, number % 2).await;
            }
            25 => self.impostor().await,
            40 => self.before_the_gate().await,
            // Somebody of the first centre stands at the gate of the second.
            55 => {
                let Ok(roll_number) = roll(0, COMING - 1).parse() else { return };
                let call = self.at(&self.desks[1].gate, "gate", 1, Action::MarkAttendance);
                let (exam_id, roll_number) = (self.exam, Some(roll_number));
                let body = MarkAttendance { exam_id, candidate_id: None, roll_number, status: None, operator_id: None };
                told(&call, attendance::mark(&call, body).await).await;
            }
            // The sheet of a candidate of the fourth centre turns up at the fifth.
            110 => self.scan(4, &roll(3, 0)).await,
            // The room of the sixth centre hands over what it captured without a line.
            85 => self.contradiction(5, 0).await,
            _ => {}
        }
    }

    /// Head office reads a password out; an operator uses it, and fetches the package onto their device.
    async fn download(&self, centre: usize, desk: usize) {
        let (operator, device) = match desk {
            0 => (&self.desks[centre].gate, "gate"),
            _ => (&self.desks[centre].room, "room"),
        };
        let call = self.at(&self.head, "office", 0, Action::GenerateDownloadPassword);
        let wanted = GeneratePassword {
            exam_id: self.exam,
            expiry_minutes: None,
            operator_id: Some(operator.id),
            centre_id: None,
        };
        let Some(made) = told(&call, downloads::generate(&call, wanted).await).await else { return };
        let call = self.at(operator, device, centre, Action::VerifyDownloadPassword);
        let typed = VerifyPassword { exam_id: self.exam, password: made.data.password, operator_id: None };
        let Some(given) = told(&call, downloads::verify(&call, typed).await).await else { return };
        let Some(Ok(id)) = given.data.package_url.rsplit('/').next().map(str::parse) else { return };
        let call = call.acting(Action::DownloadPackage);
        let token = Some(given.data.download_token.as_str());
        let Some(built) = told(&call, downloads::find(&call, id, token).await).await else { return };
        let sent = downloads::send(&call, &built, &Wanted::Whole, false).await;
        if let Some(Some(mut sending)) = told(&call, sent).await {
            while let Ok(Some(_)) = sending.next_chunk().await {}
        }
    }

    /// Another face than the one on the form, where the pictures are there.
    async fn impostor(&self) {
        let (centre, place) = (1, 0);
        let Ok(picture) = std::fs::read(self.pictures.join("obama2.jpg")) else { return };
        let Some(candidate) = self.candidate(&roll(centre, place)).await else { return };
        let call = self.at(&self.desks[centre].gate, "gate", centre, Action::VerifyFace);
        let live_face_image = FormImage(Some(picture));
        let form = VerifyForm { exam_id: self.exam, candidate_id: candidate, operator_id: None, live_face_image };
        told(&call, faces::verify(&call, form).await).await;
    }

    /// A form without a fingerprint, for a hand that has none to give.
    fn bandaged(&self, candidate_id: CandidateId) -> CaptureForm {
        CaptureForm {
            exam_id: self.exam,
            candidate_id,
            operator_id: None,
            fingerprint_image: FormImage(None),
            metadata: None,
            exception_reason: "Bandaged hand".parse().ok(),
        }
    }

    /// Somebody is sent to the room who never passed the gate.
    async fn before_the_gate(&self) {
        let centre = 6;
        let Some(candidate) = self.candidate(&roll(centre, IN_SLOT - 1)).await else { return };
        let call = self.at(&self.desks[centre].room, "room", centre, Action::CaptureFingerprint);
        told(&call, fingerprints::capture(&call, self.bandaged(candidate)).await).await;
    }

    /// A device hands over a mark of somebody who was marked at the gate, and one of somebody whose gate nobody heard of.
    async fn contradiction(&self, centre: usize, place: usize) {
        let now = self.app.clock().now();
        let call = self.at(&self.desks[centre].room, "room", centre, Action::UploadRecords);
        let id = || self.app.ids().next(now);
        let (first, second) = (roll(centre, place), roll(centre, IN_SLOT - 1));
        let at = now.plus_seconds(-40);
        let batch = format!(
            r#"{{"examId":"{}","deviceId":"{}","deviceTime":"{now}","records":[
            {{"id":"{}","entityType":"attendance","rollNumber":"{first}","capturedAt":"{at}","data":{{"status":"skipped"}}}},
            {{"id":"{}","entityType":"omr","rollNumber":"{second}","capturedAt":"{at}","data":{{"barcode":"DEMO-{second}"}}}}]}}"#,
            self.exam,
            name("room", centre),
            id(),
            id(),
        );
        let form = RecordForm { batch: batch.into_bytes(), images: Vec::new() };
        told(&call, sync::upload(&call, form, Box::new(())).await).await;
    }

    /// Somebody with a device, about to do something.
    fn at(&self, user: &Account, device: &str, centre: usize, action: Action) -> Call {
        call(&self.app, user, Some(&name(device, centre)), action)
    }

    async fn candidate(&self, roll: &str) -> Option<CandidateId> {
        candidate(&self.db, self.exam, roll).await.ok()
    }
}

/// The name of a device, which says that it is none.
fn name(device: &str, centre: usize) -> String {
    format!("demo-{device}-{}", CENTRES[centre].0)
}

async fn person(db: &Db, username: &str) -> anyhow::Result<Account> {
    let found = accounts::by_username(&mut db.read().await?, &username.parse()?).await?;
    found.map(|known| known.user).ok_or_else(|| anyhow::anyhow!("the sample exam has no {username}"))
}

/// What was tried on a device the day before: one room has no fingerprint scanner, one gate is not on the mains.
fn tried(device: &str, centre: usize) -> DeviceReady {
    let battery_percent =
        Some(if (device, centre) == ("gate", 7) { 14 } else { 80 + u8::try_from(centre).unwrap_or(0) });
    let fingerprint = (device, centre) != ("room", 4);
    DeviceReady { camera: true, scanner: true, fingerprint, sound: true, storage_persisted: true, battery_percent }
}

fn is_silent(centre: usize, second: u64) -> bool {
    centre == SILENT.0 && second >= SILENT.1
}

/// How many of a centre have come by now: many at first, and each centre at its own pace.
fn expected(centre: usize, second: u64) -> usize {
    #[expect(clippy::cast_precision_loss, reason = "a day has few seconds, and a centre few candidates")]
    let (passed, all) = (second as f64 * (1.0 - 0.06 * centre as f64), COMING as f64);
    let share = 1.0 - (1.0 - (passed / ARRIVALS_SECONDS).min(1.0)).powf(1.5);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most as many as there are")]
    let here = (all * share).ceil() as usize;
    here
}

/// What a call gave; a refusal is written down as the server writes it, before it is told.
async fn told<T>(call: &Call, done: Result<T>) -> Option<T> {
    match done {
        Ok(done) => Some(done),
        Err(error) => {
            if let Err(fault) = refusals::write_down(call, &error.body(), error.is_about()).await {
                tracing::debug!(code = fault.code().as_str(), "a refusal of the demo was not written down");
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_come_at_once_and_all_who_come_at_all() {
        for centre in 0..CENTRES.len() {
            assert_eq!(expected(centre, 0), 0);
            assert!((1..4).contains(&expected(centre, 20)), "{}", expected(centre, 20));
            let all: Vec<usize> = (0..3600).map(|second| expected(centre, second)).collect();
            assert!(all.is_sorted() && all.last() == Some(&COMING), "{centre}");
        }
        assert!(is_silent(SILENT.0, SILENT.1) && !is_silent(SILENT.0, SILENT.1 - 1) && !is_silent(0, 9999));
    }
}
