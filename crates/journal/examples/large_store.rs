//! Makes a store with a large log, through the program's own functions: `large_store FOLDER CANDIDATES`. Of each
//! candidate the log tells five times: present, a face, a sheet, whose it is, a close. See bench/audit.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use adapters::{FileKeys, Keys, OsEntropy};
use anyhow::Context as _;
use domain::{
    AttemptId, BiometricId, Role, Timestamp,
    account::Account,
    attendance::{Attendance, AttendanceStatus},
    centre::Centre,
    closing::Close,
    event::{self, ByCommandLine, Fact, ImportFact},
    exam::{Exam, ExamSettings},
    second_factor::SecondFactor,
    sheet::SheetStatus,
    slot::{Slot, SlotStatus},
    text::Barcode,
};
use journal::{Journal, Log, Unit, checkpoint, sequence};
use store::{
    Db, PoolLimits, accounts, attendance,
    blobs::{self, Blob},
    centres,
    closing::{self, Closing, Reasons},
    exams,
    face_attempts::{self, AttemptOutcome},
    imports::{self, RosterEntry},
    journal::Event,
    sheets::{self, Sheet},
    slots,
};
use vault::{Clock, Ids};

/// Candidates of one unit of work.
const AT_ONCE: usize = 500;

/// What all candidates share.
struct Place {
    ids: Ids,
    now: Timestamp,
    operator: Account,
    exam: Exam,
    slot: Slot,
    picture: Blob,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("FOLDER CANDIDATES")?;
    let candidates: usize = arguments.next().context("FOLDER CANDIDATES")?.parse()?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("tmp"))?;
    let keys: Keys = Arc::new(FileKeys::open_or_create(&folder.join("mpa.key"), Arc::new(OsEntropy))?);
    let db = Db::open_sqlite(&folder.join("mpa.db"), PoolLimits::default()).await?;
    db.migrate().await?;
    let (ids, now) = (Ids::default(), Clock::System.now());
    let journal = Journal::open(db.clone(), &keys, ids.clone(), now).await?;
    let log = Log::open(journal.clone(), &db, &keys, Clock::System, None).await?;
    let place = begin(&journal, ids, now).await?;
    for first in (0..candidates).step_by(AT_ONCE) {
        let mut unit = journal.begin().await?;
        batch(&mut unit, &place, first, AT_ONCE.min(candidates - first)).await?;
        unit.commit().await?;
        sequence::number_all(&journal, &|_| {}).await;
        if first % 10_000 == 0 {
            checkpoint::at_once(&log).await;
            eprintln!("{first} candidates");
        }
    }
    checkpoint::at_once(&log).await;
    db.close().await;
    Ok(())
}

async fn begin(journal: &Journal, ids: Ids, now: Timestamp) -> anyhow::Result<Place> {
    let operator = Account {
        id: ids.next(now).into(),
        username: "head".parse()?,
        name: "Head".parse()?,
        role: Role::Admin,
        centre_id: None,
        exam_ids: Vec::new(),
        disabled: false,
        face_enrolled: false,
        must_change_password: false,
        second_factor: SecondFactor::Off,
        second_factor_required: false,
        created_at: now,
    };
    let exam = Exam {
        id: ids.next(now).into(),
        code: "LARGE".parse()?,
        name: "Large".parse()?,
        settings: ExamSettings::default(),
        created_at: now,
        created_by: operator.id,
    };
    let centre = Centre { id: ids.next(now).into(), code: "C1".parse()?, name: "One".parse()?, created_at: now };
    let slot = Slot {
        id: ids.next(now).into(),
        exam_id: exam.id,
        centre_id: centre.id,
        slot_name: "Morning".parse()?,
        start_time: None,
        end_time: None,
        gate_opens: None,
        gate_closes: None,
        max_candidates: None,
        current_count: 0,
        status: SlotStatus::Scheduled,
    };
    let picture = Blob {
        id: ids.next(now).into(),
        scope_id: exam.id.0,
        kind: "face_live".to_owned(),
        size: 1,
        sha256: vec![0; 32],
        created_at: now,
    };
    let mut unit = journal.begin().await?;
    accounts::insert(&mut unit, &operator, "no password").await?;
    exams::insert(&mut unit, &exam).await?;
    centres::insert(&mut unit, &centre).await?;
    slots::insert(&mut unit, &slot, now).await?;
    blobs::insert(&mut unit, &picture).await?;
    let place = Place { ids, now, operator, exam, slot, picture };
    let by = Some(ByCommandLine::CommandLine);
    let told = Fact::CreateOperator { by, role: Role::Admin };
    let event = place.event(&told, place.operator.id.0.to_string());
    unit.append(Event { exam_id: None, centre_id: None, actor_id: None, ..event }).await?;
    let settings = serde_json::to_value(&place.exam.settings)?;
    let told = Fact::CreateExam { code: place.exam.code.clone(), settings };
    unit.append(place.event(&told, place.exam.id.to_string())).await?;
    unit.commit().await?;
    Ok(place)
}

impl Place {
    fn event(&self, fact: &Fact, subject: String) -> Event {
        Event {
            exam_id: Some(self.exam.id),
            centre_id: Some(self.slot.centre_id),
            slot_id: Some(self.slot.id),
            subject_id: Some(subject),
            actor_id: Some(self.operator.id),
            actor_role: Some(Role::Admin),
            session_id: Some(self.operator.id.0.into()),
            address: Some("203.0.113.7".to_owned()),
            data: event::write(Some(fact), None),
            ..Event::new(self.ids.next(self.now).into(), self.now, &fact.action(), "done")
        }
    }
}

async fn batch(unit: &mut Unit, place: &Place, first: usize, count: usize) -> anyhow::Result<()> {
    let entry = |number: usize| RosterEntry {
        id: place.ids.next(place.now),
        roll_number: format!("{number:08}"),
        name: "Name".to_owned(),
        father_name: "Father".to_owned(),
        dob: "2001-02-03".to_owned(),
        gender: None,
        omr_number: None,
        room: None,
        seat: None,
        centre_id: place.slot.centre_id.0,
        slot_id: place.slot.id.0,
    };
    let entries: Vec<RosterEntry> = (first..first + count).map(entry).collect();
    imports::insert(unit, place.exam.id, &entries, place.now).await?;
    let slots = BTreeMap::from([(place.slot.id, i64::try_from(count)?)]);
    for import in [
        ImportFact::Rows { imported: count as u64, updated: 0, unchanged: 0 },
        ImportFact::Slots { slots },
        ImportFact::Photos { photos_enrolled: 0, photos_rejected: 0 },
    ] {
        unit.append(place.event(&Fact::ImportCandidates(import), place.exam.id.to_string())).await?;
    }
    for entry in entries {
        candidate(unit, place, &entry).await?;
    }
    Ok(())
}

async fn candidate(unit: &mut Unit, place: &Place, entry: &RosterEntry) -> anyhow::Result<()> {
    let marked = Attendance {
        id: place.ids.next(place.now).into(),
        candidate_id: entry.id.into(),
        exam_id: place.exam.id,
        centre_id: place.slot.centre_id,
        slot_id: place.slot.id,
        operator_id: place.operator.id,
        status: AttendanceStatus::Completed,
        checkpoint: true,
        completed_at: Some(place.now),
        biometric_eligible: true,
    };
    attendance::insert(unit, &marked, place.now).await?;
    let told = Fact::MarkAttendance { status: marked.status, was: None };
    say(unit, place, entry, &told, marked.id.to_string()).await?;
    face(unit, place, entry, &marked).await?;
    sheet(unit, place, entry, &marked).await?;
    let id: BiometricId = place.ids.next(place.now).into();
    let close = Close { verified: true, overridden: false, match_percentage: Some(99.1) };
    let closed = Closing { id, close, completed_at: place.now };
    closing::insert(unit, &closed, &marked, place.operator.id, Reasons::default()).await?;
    let told = Fact::CloseBiometric {
        verified: true,
        overridden: false,
        match_percentage: close.match_percentage,
        reason_digest: None,
        no_attempt_reason_digest: None,
    };
    say(unit, place, entry, &told, id.to_string()).await
}

async fn face(unit: &mut Unit, place: &Place, entry: &RosterEntry, marked: &Attendance) -> anyhow::Result<()> {
    let id: AttemptId = place.ids.next(place.now).into();
    face_attempts::reserve(unit, id, marked, place.operator.id, 1, place.now).await?;
    let outcome = AttemptOutcome {
        similarity: Some(0.9),
        match_percentage: 99.1,
        threshold: 96.5,
        verified: true,
        engine: "sface",
        model: "none",
        blob_id: place.picture.id,
        quality: serde_json::json!({}),
    };
    face_attempts::keep(unit, id, &outcome, place.now).await?;
    let told = Fact::VerifyFace {
        attempt: 1,
        verified: true,
        was: None,
        match_percentage: outcome.match_percentage,
        threshold: outcome.threshold,
        engine: outcome.engine.to_owned(),
        image_digest: "0".repeat(64),
        copied: false,
    };
    say(unit, place, entry, &told, id.to_string()).await
}

async fn sheet(unit: &mut Unit, place: &Place, entry: &RosterEntry, marked: &Attendance) -> anyhow::Result<()> {
    let barcode: Barcode = format!("OMR-{}", entry.roll_number).parse()?;
    let sheet = Sheet {
        exam_id: place.exam.id,
        barcode: barcode.clone(),
        centre_id: Some(place.slot.centre_id),
        status: SheetStatus::Scanned,
        scanned_by: place.operator.id,
        scanned_at: place.now,
        blob_id: None,
        barcode_read: "no_image".to_owned(),
        candidate_id: None,
    };
    sheets::insert(unit, &sheet).await?;
    let told = Fact::ScanSheet {
        barcode: barcode.clone(),
        barcode_read: sheet.barcode_read.clone(),
        image_digest: None,
        take: None,
    };
    unit.append(place.event(&told, barcode.to_string())).await?;
    sheets::bind(unit, &barcode, marked, place.operator.id, place.now).await?;
    say(unit, place, entry, &Fact::BindSheet { barcode: barcode.clone() }, barcode.to_string()).await
}

/// Appends an entry about a candidate.
async fn say(unit: &mut Unit, place: &Place, entry: &RosterEntry, fact: &Fact, subject: String) -> anyhow::Result<()> {
    let event = Event { candidate_id: Some(entry.id.into()), ..place.event(fact, subject) };
    Ok(unit.append(event).await?)
}
