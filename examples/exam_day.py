"""One exam day over HTTP: a roster through both stations, then the same roster with impostors.

Reads URL, ADMIN and ADMIN_PASSWORD from the environment; exam-day.sh sets them.
"""

import csv
import io
import os
import secrets
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from exam_day_table import Import, Outcome, table
from kit import draw
from kit.client import Client, Reply, Session, Unexpected, image


@dataclass(frozen=True)
class Candidate:
    """A row of the roster; `live` is the picture that plays the camera."""

    roll: str
    name: str
    centre: str
    slot: str
    photo: str
    live: str


@dataclass(frozen=True)
class Centre:
    """Those who work at one centre."""

    operator: Session
    supervisor: Session


@dataclass(frozen=True)
class Exam:
    """An exam as the server knows it; slots by centre code and name."""

    id: str
    slots: dict[tuple[str, str], str]


def read_roster(faces: Path) -> list[Candidate]:
    """The rows of roster.csv, in its order."""
    with open(faces / "roster.csv", encoding="utf-8-sig", newline="") as file:
        return [
            Candidate(
                roll=row["Roll No"],
                name=row["Name"],
                centre=row["Centre Code"],
                slot=row["Slot"],
                photo=row["Photo"],
                live=row["live_photo"],
            )
            for row in csv.DictReader(file)
        ]


def photo_archive(faces: Path, roster: list[Candidate]) -> bytes:
    """A ZIP of the photographs, under the names that the roster uses."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
        for candidate in roster:
            file.write(faces / candidate.photo, candidate.photo)
    return archive.getvalue()


def create_exam(head: Session, name: str, faces: Path, photos: bytes) -> tuple[Exam, Import]:
    """A new exam with the roster and its photographs imported."""
    code = f"DAY-{secrets.token_hex(4)}".upper()
    exam = head.must("POST", "/api/exams", json={"name": name, "code": code})
    form = [
        ("file", ("roster.csv", (faces / "roster.csv").read_bytes(), "text/csv")),
        ("photos", ("photos.zip", photos, "application/zip")),
    ]
    done = head.must("POST", f"/api/exams/{exam['id']}/candidates/import", form=form)
    codes = {centre["id"]: centre["code"] for centre in head.everything("/api/centres")}
    slots = {
        (codes[slot["centreId"]], slot["slotName"]): slot["id"]
        for slot in head.everything(f"/api/slots?examId={exam['id']}")
    }
    return Exam(exam["id"], slots), Import.from_answer(done)


def employ(head: Session, client: Client, centres: set[str]) -> dict[str, Centre]:
    """One operator and one supervisor for each centre, signed in."""
    ids = {centre["code"]: centre["id"] for centre in head.everything("/api/centres")}

    def account(role: str, code: str) -> Session:
        password = secrets.token_urlsafe(18)
        body = {
            "username": f"{role}-{code}".lower(),
            "password": password,
            "name": f"{role.title()} of {code}",
            "role": role,
            "centreId": ids[code],
        }
        head.must("POST", "/api/operators", json=body)
        return Session(client, body["username"], password)

    return {code: Centre(account("operator", code), account("supervisor", code)) for code in centres}


def assign(head: Session, exam: Exam, centres: dict[str, Centre]) -> None:
    """Every operator works in all slots of their centre."""
    for (code, _), slot in exam.slots.items():
        body = {"operatorId": centres[code].operator.id, "slotId": slot}
        head.must("POST", "/api/slot/assign", json=body)


def station_post(who: Session, path: str, **options) -> Reply:
    """A POST at a station; its key makes a repetition after a lost answer harmless."""
    return who.call("POST", path, key=secrets.token_hex(16), **options)


def station_must(who: Session, path: str, **options) -> dict:
    """A POST at a station that has to succeed."""
    reply = station_post(who, path, **options)
    if reply.status not in (200, 201):
        raise Unexpected(f"POST {path}: {reply}")
    return reply.data


def compare(centre: Centre, exam: Exam, candidate: Candidate, live: bytes, outcome: Outcome) -> str:
    """Marks the candidate present and shows `live` to the camera; gives the candidate's id."""
    body = {"examId": exam.id, "rollNumber": candidate.roll, "status": "completed"}
    candidate_id = station_must(centre.operator, "/api/attendance", json=body)["candidateId"]
    form = [
        ("examId", exam.id),
        ("candidateId", candidate_id),
        ("liveFaceImage", image("live.jpg", live)),
    ]
    reply = station_post(centre.operator, "/api/face/verify", form=form)
    if reply.status == 200:
        outcome.percentage = reply.data["matchPercentage"]
        outcome.threshold = reply.data["threshold"]
        outcome.verified = reply.data["verified"]
    elif reply.status in (409, 422) and reply.code:
        outcome.refusal = reply.code
    else:
        raise Unexpected(f"POST /api/face/verify: {reply}")
    return candidate_id


def both_stations(centre: Centre, exam: Exam, candidate: Candidate, live: bytes) -> Outcome:
    """The whole chain of calls for one candidate, closed by a supervisor where the face fails."""
    finger, barcode = draw.fingerprint(candidate.roll), f"S{candidate.roll}"
    page = draw.sheet(barcode)
    outcome = Outcome(candidate.roll)
    began = time.monotonic()
    candidate_id = compare(centre, exam, candidate, live, outcome)
    whom = [("examId", exam.id), ("candidateId", candidate_id)]
    print_form = [*whom, ("fingerprintImage", image("finger.png", finger))]
    station_must(centre.operator, "/api/fingerprint/capture", form=print_form)
    sheet_form = [("barcode", barcode), ("examId", exam.id), ("image", image("sheet.png", page))]
    station_must(centre.operator, "/api/omr/scan", form=sheet_form)
    binding = {"barcode": barcode, "rollNumber": candidate.roll, "examId": exam.id}
    station_must(centre.operator, "/api/omr/validate", json=binding)
    close(centre, dict(whom), outcome)
    outcome.seconds = time.monotonic() - began
    return outcome


def close(centre: Centre, whom: dict[str, str], outcome: Outcome) -> None:
    """Closes the station: by the operator, or with a supervisor's reason."""
    if outcome.verified:
        station_must(centre.operator, "/api/biometric/verify", json=whom)
        return
    override = {"reason": "identity checked against the admit card and a photo identity card"}
    if outcome.refusal:
        override["noAttemptReason"] = f"no comparison could be made: {outcome.refusal}"
    body = {**whom, "override": override}
    station_must(centre.supervisor, "/api/biometric/verify", json=body)
    outcome.overridden = True


def impostor(centre: Centre, exam: Exam, candidate: Candidate, live: bytes) -> Outcome:
    """The candidate's seat, another person's face."""
    outcome = Outcome(candidate.roll)
    compare(centre, exam, candidate, live, outcome)
    return outcome


Chain = Callable[[Centre, Exam, Candidate, bytes], Outcome]


def run_day(
    head: Session,
    exam: Exam,
    centres: dict[str, Centre],
    queue: list[tuple[Candidate, Path]],
    chain: Chain,
) -> list[Outcome]:
    """Slot after slot, all centres at once; each centre serves one candidate after the other."""

    def serve(code: str, slot: str) -> list[Outcome]:
        outcomes = []
        for candidate, live in queue:
            if (candidate.centre, candidate.slot) == (code, slot):
                try:
                    outcome = chain(centres[code], exam, candidate, live.read_bytes())
                except (Unexpected, OSError, KeyError, TypeError) as problem:
                    outcome = Outcome(candidate.roll, error=f"{type(problem).__name__}: {problem}")
                outcomes.append(outcome)
        return outcomes

    outcomes: list[Outcome] = []
    for slot in dict.fromkeys(candidate.slot for candidate, _ in queue):
        slot_ids = [found for (_, name), found in exam.slots.items() if name == slot]
        for slot_id in slot_ids:
            head.must("PATCH", f"/api/slots/{slot_id}", json={"status": "active"})
        with ThreadPoolExecutor(len(centres)) as pool:
            for part in pool.map(lambda code: serve(code, slot), centres):
                outcomes += part
        for slot_id in slot_ids:
            head.must("PATCH", f"/api/slots/{slot_id}", json={"status": "completed"})
    return outcomes


def strangers(faces: Path, roster: list[Candidate]) -> list[tuple[Candidate, Path]]:
    """Each candidate with the live picture of the next person in the roster."""
    queue = []
    for place, candidate in enumerate(roster):
        around = roster[place + 1 :] + roster[:place]
        other = next(person for person in around if person.name != candidate.name)
        queue.append((candidate, faces / other.live))
    return queue


def closed_at_the_server(exam: Exam, centres: dict[str, Centre]) -> int:
    """How many stations the server itself calls closed."""
    path = f"/api/candidates/{exam.id}?status=biometric_completed"
    return sum(len(centre.supervisor.everything(path)) for centre in centres.values())


def main() -> int:
    """Runs both exams and prints the table; 1 when a criterion fails."""
    faces = Path(sys.argv[1])
    roster = read_roster(faces)
    photos = photo_archive(faces, roster)
    client = Client(os.environ["URL"])
    head = Session(client, os.environ["ADMIN"], os.environ["ADMIN_PASSWORD"])

    exam, imported = create_exam(head, "Exam day", faces, photos)
    centres = employ(head, client, {candidate.centre for candidate in roster})
    assign(head, exam, centres)
    own = [(candidate, faces / candidate.live) for candidate in roster]
    genuine = run_day(head, exam, centres, own, both_stations)
    closed = closed_at_the_server(exam, centres)

    second, _ = create_exam(head, "Exam day with impostors", faces, photos)
    assign(head, second, centres)
    impostors = run_day(head, second, centres, strangers(faces, roster), impostor)

    text, passed = table(imported, genuine, closed, impostors)
    print(text)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
