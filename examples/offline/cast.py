"""Who comes to the centre, and how head office tells the server about them."""

import csv
import io
import random
import secrets
import zipfile
from dataclasses import dataclass
from pathlib import Path

from kit.client import Session

CENTRE_CODE = "C001"
SLOTS = ("Morning", "Afternoon")
DEVICES = 8
# Of 410 candidates, 322 have two pictures: the others come without a photograph on record.
WITH_PHOTOGRAPH = 322 / 410
SETTINGS = {"operatorRule": "assigned", "minVerificationSeconds": 0}


@dataclass(frozen=True)
class Candidate:
    """One candidate; without a `photo` they also have no picture of their own to show."""

    roll: str
    name: str
    slot: str
    photo: Path | None
    live: Path | None


@dataclass(frozen=True)
class Cast:
    """The candidates, and pictures of people who are none of them."""

    candidates: list[Candidate]
    strangers: list[Path]


@dataclass(frozen=True)
class Staff:
    """A username with its password and id."""

    username: str
    password: str
    id: str


@dataclass(frozen=True)
class Centre:
    """The exam at its one centre: ids, and those who work there."""

    exam: str
    id: str
    slots: dict[str, str]
    candidates: dict[str, str]
    operators: list[Staff]
    supervisor: Staff
    enrolled: int
    rejected: int


def pairs_of_pictures(faces: Path) -> list[tuple[str, Path, Path]]:
    """Name, enrolled picture and live picture of everybody with two pictures, the roster's first."""
    with open(faces / "roster.csv", encoding="utf-8-sig", newline="") as file:
        pairs = [
            (row["Name"], faces / row["Photo"], faces / row["live_photo"])
            for row in csv.DictReader(file)
        ]
    known = {photo.parent.name for _, photo, _ in pairs}
    for person in sorted((faces / "images").iterdir()):
        pictures = sorted(person.glob("*.jpg"))
        if person.name not in known and len(pictures) > 1:
            pairs.append((person.name.replace("_", " "), pictures[0], pictures[1]))
    return pairs


def gather(faces: Path, count: int, chance: random.Random) -> Cast:
    """`count` candidates in random order, with and without a photograph on record."""
    pairs = pairs_of_pictures(faces)[: round(count * WITH_PHOTOGRAPH)]
    people: list[tuple[str, Path | None, Path | None]] = list(pairs)
    people += [(f"Candidate {number}", None, None) for number in range(count - len(pairs))]
    chance.shuffle(people)
    candidates = [
        Candidate(f"26{200_001 + place}", name, SLOTS[place * len(SLOTS) // count], photo, live)
        for place, (name, photo, live) in enumerate(people)
    ]
    folders = sorted((faces / "images").iterdir())
    alone = [pictures[0] for folder in folders if len(pictures := list(folder.glob("*.jpg"))) == 1]
    chance.shuffle(alone)
    return Cast(candidates, alone)


def roster_file(candidates: list[Candidate]) -> bytes:
    """The roster as head office imports it."""
    text = io.StringIO()
    sheet = csv.writer(text)
    head = "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot,Photo"
    sheet.writerow(head.split(","))
    for one in candidates:
        photo = one.photo.name if one.photo else ""
        row = [one.roll, one.name, "Not recorded", "2001-02-03", CENTRE_CODE, "City College"]
        sheet.writerow([*row, one.slot, photo])
    return text.getvalue().encode()


def photo_archive(candidates: list[Candidate]) -> bytes:
    """A ZIP of the photographs, under the names that the roster uses."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
        for one in candidates:
            if one.photo:
                file.write(one.photo, one.photo.name)
    return archive.getvalue()


def open_centre(head: Session, cast: Cast) -> Centre:
    """A new exam with its candidates; an operator for every device, assigned to all slots."""
    code = f"OFF-{secrets.token_hex(4)}".upper()
    body = {"name": "A day without a line", "code": code, "settings": SETTINGS}
    exam = head.must("POST", "/api/exams", json=body)["id"]
    form = [
        ("file", ("roster.csv", roster_file(cast.candidates), "text/csv")),
        ("photos", ("photos.zip", photo_archive(cast.candidates), "application/zip")),
    ]
    photos = head.must("POST", f"/api/exams/{exam}/candidates/import", form=form)["photos"]
    slots = head.everything(f"/api/slots?examId={exam}")
    centre = slots[0]["centreId"]
    operators = [employ(head, "operator", centre, number) for number in range(DEVICES)]
    for slot in slots:
        head.must("PATCH", f"/api/slots/{slot['id']}", json={"status": "active"})
        for operator in operators:
            body = {"operatorId": operator.id, "slotId": slot["id"]}
            head.must("POST", "/api/slot/assign", json=body)
    ids = {one["rollNumber"]: one["id"] for one in head.everything(f"/api/candidates/{exam}")}
    return Centre(
        exam=exam,
        id=centre,
        slots={slot["slotName"]: slot["id"] for slot in slots},
        candidates=ids,
        operators=operators,
        supervisor=employ(head, "supervisor", centre, 0),
        enrolled=photos["enrolled"],
        rejected=len(photos["rejected"]),
    )


def employ(head: Session, role: str, centre: str, number: int) -> Staff:
    """An account at the centre."""
    username, password = f"{role}-{number}", secrets.token_urlsafe(18)
    body = {"username": username, "password": password, "role": role, "centreId": centre}
    made = head.must("POST", "/api/operators", json={**body, "name": f"{role.title()} {number}"})
    return Staff(username, password, made["id"])
