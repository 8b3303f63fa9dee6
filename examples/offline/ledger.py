"""What the database says, read beside the running server and without changing anything."""

import sqlite3
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = ("attendance", "face", "fingerprint", "omr", "biometric")
# Where the rows of a kind are, and the column that names one.
TABLES = {
    "attendance": ("attendance", "id"),
    "face": ("face_attempt", "id"),
    "fingerprint": ("fingerprint", "id"),
    "omr": ("omr_sheet", "barcode"),
    "biometric": ("biometric", "id"),
}
# What a candidate has exactly one of at the end of the day.
STANDING = {
    "attendance": "SELECT candidate_id FROM attendance WHERE exam_id = ? AND status = 'completed'",
    "fingerprint": "SELECT candidate_id FROM fingerprint WHERE exam_id = ?",
    "sheet": "SELECT candidate_id FROM omr_sheet WHERE exam_id = ? AND status = 'validated'",
    "biometric": "SELECT candidate_id FROM biometric WHERE exam_id = ?",
}
COUNTERS = {
    "candidates": "SELECT COUNT(*) FROM candidate WHERE exam_id = ?",
    "present": "SELECT COUNT(*) FROM attendance WHERE exam_id = ? AND status = 'completed'",
    "faceVerified": "SELECT COUNT(DISTINCT candidate_id) FROM face_attempt WHERE exam_id = ? AND verified = 1",
    "faceMismatched": """SELECT COUNT(DISTINCT candidate_id) FROM face_attempt a
        WHERE exam_id = ? AND state = 'kept' AND NOT EXISTS (SELECT 1 FROM face_attempt v
        WHERE v.exam_id = a.exam_id AND v.candidate_id = a.candidate_id AND v.verified = 1)""",
    "fingerprints": "SELECT COUNT(*) FROM fingerprint WHERE exam_id = ? AND blob_id IS NOT NULL",
    "omrBound": "SELECT COUNT(*) FROM omr_sheet WHERE exam_id = ? AND status = 'validated'",
    "completed": "SELECT COUNT(*) FROM biometric WHERE exam_id = ?",
    "conflicts": "SELECT COUNT(*) FROM sync_conflict WHERE exam_id = ? AND resolved_at IS NULL",
    "alertsOpen": "SELECT COUNT(*) FROM alert WHERE exam_id = ? AND status = 'open'",
    # What the devices said last that they still hold.
    "pendingSync": "SELECT COALESCE(SUM(waiting), 0) FROM device WHERE exam_id = ?",
}


def text_id(value: Any) -> Any:
    """An id as the program writes it; anything else as it is."""
    return str(uuid.UUID(bytes=value)) if isinstance(value, bytes) and len(value) == 16 else value


@dataclass(frozen=True)
class Ledger:
    """The store of one server, as it is at the moment of each call."""

    data: Path
    exam: str

    def rows(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        """The rows of a query; ids as text."""
        connection = sqlite3.connect(f"file:{self.data / 'mpa.db'}?mode=ro", uri=True, timeout=30)
        try:
            connection.row_factory = sqlite3.Row
            found = connection.execute(statement, values).fetchall()
        finally:
            connection.close()
        return [{name: text_id(row[name]) for name in row.keys()} for row in found]

    def of_exam(self, statement: str) -> list[dict[str, Any]]:
        """The rows of a query whose one value is the exam."""
        return self.rows(statement, uuid.UUID(self.exam).bytes)

    def counters(self) -> dict[str, int]:
        """What the dashboard shows, counted."""
        return {
            name: next(iter(self.of_exam(statement)[0].values()))
            for name, statement in COUNTERS.items()
        }

    def standing(self) -> dict[str, list[str]]:
        """For each thing that a candidate has one of: the candidates of its rows."""
        return {
            name: [row["candidate_id"] for row in self.of_exam(statement)]
            for name, statement in STANDING.items()
        }

    def records(self) -> list[dict[str, Any]]:
        """What the devices handed over, with the digest of its image."""
        return self.of_exam(
            "SELECT r.*, hex(b.sha256) AS image_sha256 FROM sync_record r "
            "LEFT JOIN blob b ON b.id = r.blob_id WHERE r.exam_id = ? ORDER BY r.id"
        )

    def conflicts(self) -> list[dict[str, Any]]:
        return self.of_exam("SELECT * FROM sync_conflict WHERE exam_id = ?")

    def names(self) -> dict[str, set[tuple[str, str]]]:
        """The candidate and the name of every row, by kind."""
        found = {}
        for kind, (table, column) in TABLES.items():
            rows = self.of_exam(f"SELECT candidate_id, {column} AS name FROM {table} WHERE exam_id = ?")
            found[kind] = {(row["candidate_id"], row["name"]) for row in rows}
        return found

    def history(self) -> list[dict[str, Any]]:
        """What was replaced."""
        return self.of_exam("SELECT * FROM record_history WHERE exam_id = ?")

    def alerts(self) -> dict[str, int]:
        """Alerts by kind."""
        rows = self.of_exam("SELECT kind, COUNT(*) AS number FROM alert WHERE exam_id = ? GROUP BY kind")
        return {row["kind"]: row["number"] for row in rows}

    def files(self) -> tuple[int, list[str]]:
        """How many files rows name, and which of them are not there or too short."""
        wanted = self.of_exam("SELECT id, scope_id, kind, size FROM blob WHERE scope_id = ?")
        missing = []
        for blob in wanted:
            name = blob["id"]
            place = self.data / "blobs" / blob["scope_id"] / blob["kind"] / name[-2:] / name
            # Encrypted, a file is longer than what it holds.
            if not place.is_file() or place.stat().st_size <= blob["size"]:
                missing.append(f"{blob['kind']} {name}")
        return len(wanted), missing
