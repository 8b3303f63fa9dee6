"""The accounting: every capture is looked for in the store, and every row in the captures."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from offline.device import CLOCKS_AHEAD_S, Device, Record
from offline.ledger import KINDS, Ledger

# What a device hands over may be refused for the picture, and for nothing else.
EXPECTED_REFUSALS = {
    "face": {
        "FACE_NOT_DETECTED",
        "FACE_NOT_ENROLLED",
        "IMAGE_QUALITY",
        "MULTIPLE_FACES",
    }
}
OFFSET_TOLERANCE_S = 60
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
PLACES = (
    "the record",
    "history",
    "open conflict",
    "decided conflict",
    "refused",
    "waiting",
    "nowhere",
)


@dataclass
class Account:
    """Where the captures of each kind are, and everything that is off."""

    made: Counter = field(default_factory=Counter)
    places: Counter = field(default_factory=Counter)
    refusals: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


class Auditor:
    """Compares what the devices made with what the store holds."""

    def __init__(self, ledger: Ledger, devices: list[Device]):
        self.made = {record.id: record for device in devices for record in device.queue}
        self.ahead = {device.id: seconds for device, seconds in zip(devices, CLOCKS_AHEAD_S)}
        self.rows = ledger.records()
        self.names = ledger.names()
        self.history = {(row["entity_type"], row["entity_id"]) for row in ledger.history()}
        # A sheet has no id: its history is known by the barcode.
        self.old_sheets = {
            json.loads(row["record"]).get("barcode")
            for row in ledger.history()
            if row["entity_type"].startswith("omr")
        }
        self.conflicts = {row["id"]: row for row in ledger.conflicts()}
        self.account = Account()

    def run(self) -> Account:
        """Every capture once, and nothing else."""
        account = self.account
        account.made.update(record.kind for record in self.made.values())
        seen = Counter(row["record_id"] for row in self.rows)
        for record_id, number in seen.items():
            if record_id not in self.made:
                account.wrong.append(f"no device made {record_id}")
            elif number > 1:
                account.wrong.append(f"{record_id} is there {number} times")
        by_id = {row["record_id"]: row for row in self.rows}
        for record in self.made.values():
            row = by_id.get(record.id)
            if row is None:
                account.places[record.kind, "nowhere"] += 1
                account.wrong.append(f"lost: {record.kind} {record.id} of {record.roll}")
                continue
            self.same(record, row)
            account.places[record.kind, self.place(record, row)] += 1
        self.both_sides()
        return account

    def same(self, record: Record, row: dict[str, Any]) -> None:
        """The store has what the device sent, as it was sent, and knows who captured it."""
        kept = {
            "entity_type": record.kind,
            "candidate_id": record.candidate,
            "operator_id": record.operator,
            "device_id": record.device,
            "captured_at": micros(record.captured_at),
            "image_sha256": (record.digest or "").upper(),
            "proof": "token",
        }
        for name, value in kept.items():
            if (row[name] or "") != value:
                self.account.wrong.append(f"{record.kind} {record.id}: {name} {row[name]}, not {value}")
        offset = row["clock_offset"] / 1e6
        if abs(offset - self.ahead[record.device]) > OFFSET_TOLERANCE_S:
            self.account.wrong.append(f"{record.device}: its clock is {offset:.0f} s ahead by measure")

    def place(self, record: Record, row: dict[str, Any]) -> str:
        """Where a capture is; what is nowhere is off."""
        kind, status, name = record.kind, row["status"], row["entity_ref"]
        conflict = self.conflicts.get(row["conflict_id"])
        if status == "synced" and (record.candidate, name) in self.names[kind]:
            return "the record"
        if status == "superseded" and conflict and conflict["resolution"] == "keep_existing":
            return "decided conflict"
        if status in ("synced", "superseded") and self.replaced(kind, name):
            return "history"
        if status == "conflict" and conflict and conflict["resolved_at"] is None:
            return "open conflict"
        if status == "failed" and row["code"] in EXPECTED_REFUSALS.get(kind, set()):
            self.account.refusals[row["code"]] += 1
            return "refused"
        self.account.wrong.append(f"{kind} {record.id} of {record.roll}: {status} {row['code']} {name}")
        return "waiting" if status == "pending" else "nowhere"

    def replaced(self, kind: str, name: str | None) -> bool:
        """Whether the history has a row of this name."""
        if kind == "omr":
            return name in self.old_sheets
        return (kind, name) in self.history

    def both_sides(self) -> None:
        """The other side of each conflict is whole, and stands or is in the history."""
        known = {row["id"] for row in self.rows}
        for conflict in self.conflicts.values():
            existing, kind = json.loads(conflict["existing"]), conflict["entity_type"]
            name = existing.get("barcode" if kind == "omr" else "id")
            there = any(name == other for _, other in self.names[kind]) or self.replaced(kind, name)
            if conflict["record_id"] not in known or not there:
                self.account.wrong.append(f"a side of the {kind} conflict {conflict['id']} is lost")


def exactly_one(ledger: Ledger, candidates: list[str]) -> tuple[dict[str, int], list[str]]:
    """How many candidates have exactly one of each, and who does not."""
    counts, wrong = {}, []
    for name, owners in ledger.standing().items():
        number = Counter(owners)
        counts[name] = sum(number[candidate] == 1 for candidate in candidates)
        wrong += [f"{name}: {number[one]} of {one}" for one in candidates if number[one] != 1]
        wrong += [f"{name}: of {one}, who is no candidate" for one in number if one not in candidates]
    return counts, wrong


def unexplained(ledger: Ledger, supervisor: str) -> list[str]:
    """Rows that no capture made and the supervisor did not make either."""
    refs = {(row["candidate_id"], row["entity_ref"]) for row in ledger.records()}
    by = {
        "attendance": "SELECT candidate_id, id AS name, marked_by AS actor FROM attendance WHERE exam_id = ?",
        "face": "SELECT candidate_id, id AS name, operator_id AS actor FROM face_attempt WHERE exam_id = ?",
        "fingerprint": "SELECT candidate_id, id AS name, operator_id AS actor FROM fingerprint WHERE exam_id = ?",
        "omr": "SELECT candidate_id, barcode AS name, scanned_by AS actor FROM omr_sheet WHERE exam_id = ?",
        "biometric": "SELECT candidate_id, id AS name, operator_id AS actor FROM biometric WHERE exam_id = ?",
    }
    assert set(by) == set(KINDS)
    return [
        f"nobody made the {kind} {row['name']}"
        for kind, statement in by.items()
        for row in ledger.of_exam(statement)
        if (row["candidate_id"], row["name"]) not in refs and row["actor"] != supervisor
    ]
