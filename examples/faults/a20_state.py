"""A20: the log vouches for the story, and for the state that it tells of."""

import re
import subprocess
from dataclasses import dataclass

from faults.check import fault, sibling
from faults.hall import Hall, picture
from faults.house import House
from faults.server import Server

# A finger that is not there, in place of a scan.
BANDAGED = "Both hands are bandaged"


@dataclass(frozen=True)
class Edit:
    """A statement that both engines understand, the table that the verdict has to name, and how."""

    table: str
    text: str
    what: str
    column: str = ""
    changes: str = ""  # the table that is changed, when it is another one

    @property
    def changed(self) -> str:
        return self.changes or self.table


def day(server: Server) -> Hall:
    """A little of everything that the log tells of."""
    hall = Hall(server, settings={"requireFingerprint": False, "requireOmr": False})
    hall.attend(hall.obama)
    assert hall.verify(hall.obama, picture("obama2.jpg")).data["verified"]
    hall.attend(hall.biden)
    assert not hall.verify(hall.biden, picture("astronaut.png")).data["verified"]
    form = [*hall.whom(hall.obama).items(), ("exceptionReason", BANDAGED)]
    assert hall.first.post("/api/fingerprint/capture", form=form).status == 201
    for letter in "ABC":
        assert hall.scan(f"{hall.tag}-{letter}").status == 201
    for letter, candidate in (("A", hall.obama), ("B", hall.biden)):
        body = {"examId": hall.exam, "barcode": f"{hall.tag}-{letter}", "rollNumber": candidate["rollNumber"]}
        hall.first.must("POST", "/api/omr/validate", json=body)
    void = {"examId": hall.exam, "barcode": f"{hall.tag}-B", "reason": "torn"}
    hall.supervisor.must("POST", "/api/omr/void", json=void)
    hall.first.must("POST", "/api/biometric/verify", json=hall.whom(hall.obama))
    handed = hall.attend(hall.people[0])
    taken_back = hall.attend(hall.people[1])
    hand_over = {"operatorId": hall.second.id, "reason": "a break"}
    hall.supervisor.must("POST", f"/api/attendance/{handed['id']}/handover", json=hand_over)
    hall.first.must("POST", f"/api/attendance/{taken_back['id']}/undo", json={"reason": "wrong candidate"})
    skipped = {**hall.whom(hall.people[2]), "status": "skipped"}
    hall.first.must("POST", "/api/attendance", json=skipped)
    alert = hall.alerts("face_mismatch")[0]
    assert hall.verify(hall.biden, picture("astronaut.png")).status == 200
    hall.head.must("PATCH", f"/api/alerts/{alert['id']}", json={"status": "reviewed", "note": "seen"})
    hall.capture_token()
    hall.account("observer", examIds=[hall.exam])
    return hall


def verdict(server: Server) -> tuple[int, str]:
    """The exit code of a verification, and its first line."""
    done: subprocess.CompletedProcess[str] = server.command("audit", "verify", must=False)
    return done.returncode, (done.stdout.splitlines() or [done.stderr])[0]


def change(server: Server, *texts: str) -> None:
    """Runs statements as somebody does who has the database: no trigger and no key stands in the way."""
    if server.postgres:
        server.sql("SET session_replication_role = replica; " + "; ".join(texts))
        return
    for text in texts:
        server.sql(text)


def tried(server: Server, edit: Edit) -> str | None:
    """What is wrong with the verdict after an edit, which is taken back."""
    table = edit.changed
    change(server, f"CREATE TABLE kept_aside AS SELECT * FROM {table}", edit.text)
    differs = set(server.sql("SELECT * FROM kept_aside")) ^ set(server.sql(f"SELECT * FROM {table}"))
    code, told = verdict(server)
    back = (f"DELETE FROM {table}", f"INSERT INTO {table} SELECT * FROM kept_aside", "DROP TABLE kept_aside")
    change(server, *back)
    assert differs, f"{edit.text}: changed nothing"
    entry = r"(entry \d+|no entry)"
    want = rf"^{edit.table} .*: {edit.what}: .*{edit.column}.*{entry}"
    return None if code == 1 and re.search(want, told) else f"{edit.text}: exit {code}, {told}"


def all_found(house: House, edits: list[Edit]) -> None:
    """A lawful store is clean, and each edit is named."""
    server = house.own()
    day(server)
    assert verdict(server)[0] == 0, verdict(server)
    server.stop()
    if not server.postgres:
        server.sql("DROP TRIGGER omr_sheet_moves_forward")
    wrong = [said for edit in edits if (said := tried(server, edit))]
    assert not wrong, f"{len(wrong)} of {len(edits)}: " + "; ".join(wrong)
    code, told = verdict(server)
    assert code == 0 and "nothing was changed" in told, told



# Rows of these conditions there are in a day: a candidate without attendance, a person of head office.
ABSENT = "(SELECT id FROM candidate WHERE id NOT IN (SELECT candidate_id FROM attendance) ORDER BY id DESC LIMIT 1)"
HEAD = "(SELECT id FROM account WHERE username = 'head')"
# An id that no row of the table has.
NEW = "(SELECT id FROM centre ORDER BY id LIMIT 1)"
UNDONE = "status = 'skipped', checkpoint = FALSE, biometric_eligible = FALSE, completed_at = NULL"


def copied(table: str, columns: str, **other: str) -> str:
    """An `INSERT` of a copy of the first row, with other values in some columns."""
    names = [name.strip() for name in columns.split(",")]
    values = ", ".join(other.get(name, name) for name in names)
    return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} ORDER BY {table}.id LIMIT 1"


ATTENDANCE = (
    "id, exam_id, candidate_id, centre_id, slot_id, operator_id, marked_by, marked_at, status, checkpoint, "
    "biometric_eligible, completed_at"
)
ATTEMPT = (
    "id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible, operator_id, number, state, "
    "reserved_at, decided_at, match_percentage, threshold, verified, blob_id"
)
CLOSE = (
    "id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible, operator_id, verified, "
    "match_percentage, overridden, override_reason, completed_at"
)
ALERT = "id, exam_id, kind, severity, centre_id, candidate_id, details, mode, status, occurred_at, reviewed_at"
OVERRIDDEN = "verified = FALSE, overridden = TRUE, override_reason = 'x'"


@fault("A20")
def state_is_held_against_the_log(house: House) -> None:
    """The four edits that were seen to pass."""
    all_found(
        house,
        [
            Edit("face_attempt", "UPDATE face_attempt SET verified = TRUE WHERE NOT verified", "changed", "verified"),
            Edit("account", "UPDATE account SET role = 'admin' WHERE role = 'operator'", "changed", "role"),
            Edit("attendance", f"UPDATE attendance SET operator_id = {HEAD}", "changed", "operator_id"),
            Edit("alert", "DELETE FROM alert", "missing"),
        ],
    )


@sibling("A20")
def every_edit_at_the_stations_is_named(house: House) -> None:
    """Rows of the stations, changed, taken away and invented."""
    all_found(
        house,
        [
            Edit("face_attempt", "UPDATE face_attempt SET match_percentage = 99.5", "changed", "match_percentage"),
            Edit("face_attempt", "UPDATE face_attempt SET threshold = 1", "changed", "threshold"),
            Edit("face_attempt", "UPDATE face_attempt SET state = 'reserved'", "missing"),
            Edit("face_attempt", "DELETE FROM face_attempt WHERE NOT verified", "missing"),
            Edit("face_attempt", copied("face_attempt", ATTEMPT, id=NEW, number="number + 7"), "inserted"),
            Edit("attendance", f"UPDATE attendance SET marked_by = {HEAD}", "changed", "marked_by"),
            Edit("attendance", f"UPDATE attendance SET {UNDONE} WHERE status = 'completed'", "changed", "status"),
            Edit("attendance", "DELETE FROM attendance WHERE status = 'skipped'", "missing"),
            Edit("attendance", copied("attendance", ATTENDANCE, id=NEW, candidate_id=ABSENT), "inserted"),
            Edit("biometric", f"UPDATE biometric SET {OVERRIDDEN}", "changed", "(verified|overridden)"),
            Edit("biometric", "DELETE FROM biometric", "missing"),
            Edit("biometric", copied("biometric", CLOSE, id=NEW, candidate_id=ABSENT), "inserted"),
            Edit(
                "fingerprint",
                "UPDATE fingerprint SET exception_reason = NULL, image_quality = 90, "
                "blob_id = (SELECT id FROM blob ORDER BY id LIMIT 1)",
                "changed",
                "(exception|image_quality)",
            ),
            Edit("fingerprint", "DELETE FROM fingerprint", "missing"),
            Edit(
                "omr_sheet",
                f"UPDATE omr_sheet SET candidate_id = {ABSENT} WHERE status = 'validated'",
                "changed",
                "candidate_id",
            ),
            Edit(
                "omr_sheet",
                "UPDATE omr_sheet SET status = 'scanned', candidate_id = NULL, void_reason = NULL "
                "WHERE status = 'void'",
                "changed",
                "status",
            ),
            Edit("omr_sheet", "DELETE FROM omr_sheet WHERE status = 'void'", "missing"),
            Edit("omr_sheet", "UPDATE omr_sheet SET barcode = 'X-1' WHERE status = 'scanned'", "(missing|inserted)"),
        ],
    )


@sibling("A20")
def every_edit_of_rights_and_alerts_is_named(house: House) -> None:
    """Who may do what, what an exam is set to, and who was told what."""
    threshold = (
        "settings = jsonb_set(settings, '{faceThreshold}', '90')"
        if house.postgres
        else "settings = json_set(settings, '$.faceThreshold', 90)"
    )
    all_found(
        house,
        [
            Edit("account", "UPDATE account SET disabled = TRUE WHERE username <> 'head'", "changed", "disabled"),
            Edit(
                "account",
                "UPDATE account SET centre_id = (SELECT id FROM centre ORDER BY id DESC LIMIT 1) "
                "WHERE role IN ('operator', 'supervisor')",
                "changed",
                "centre_id",
            ),
            Edit(
                "account",
                "INSERT INTO account (id, username, name, role, password_hash, disabled, created_at) "
                f"SELECT {NEW}, 'ghost', 'Ghost', 'admin', password_hash, FALSE, created_at FROM account "
                "WHERE username = 'head'",
                "inserted",
            ),
            Edit("alert", "DELETE FROM alert WHERE status = 'open'", "missing"),
            Edit(
                "alert",
                f"UPDATE alert SET status = 'reviewed', reviewed_at = 1, note = '', reviewed_by = {HEAD} "
                "WHERE status = 'open'",
                "changed",
                "status",
            ),
            Edit("alert", "UPDATE alert SET severity = 'low' WHERE severity = 'high'", "changed", "severity"),
            Edit("alert", copied("alert", ALERT, id=NEW), "inserted"),
            Edit("operator_slot", f"UPDATE operator_slot SET revoked_at = 1, revoked_by = {HEAD}", "missing"),
            Edit(
                "operator_slot",
                f"UPDATE operator_slot SET operator_id = {HEAD} WHERE id = "
                "(SELECT id FROM operator_slot ORDER BY id LIMIT 1)",
                "(missing|inserted)",
            ),
            Edit(
                "slot",
                "UPDATE candidate SET (slot_id, centre_id) = (SELECT id, centre_id FROM slot ORDER BY id LIMIT 1)",
                "changed",
                "candidates",
                changes="candidate",
            ),
            Edit("slot", "UPDATE slot SET status = 'completed'", "changed", "status"),
            Edit("exam", f"UPDATE exam SET {threshold}", "changed", "settings"),
            Edit(
                "download_password",
                "UPDATE download_password SET used_at = NULL, used_by = NULL",
                "changed",
                "used_by",
            ),
            Edit("download_password", "DELETE FROM download_password", "missing"),
        ],
    )


@sibling("A20")
def a_lawful_store_is_clean_beside_its_server(house: House) -> None:
    """Also while it works, after a kill, and after what came offline."""
    server = house.own()
    hall = day(server)
    records = [
        hall.record("attendance", hall.people[3], {"status": "completed"}),
        hall.record("attendance", hall.people[0], {"status": "skipped"}),
        hall.record("fingerprint", hall.people[3], {"exceptionReason": "A plaster on every finger"}),
        hall.record("omr", hall.people[3], {"barcode": f"{hall.tag}-D"}),
    ]
    hall.results(records)
    hall.head.must("PATCH", f"/api/exams/{hall.exam}", json={"settings": {"faceThreshold": 93.5}, "reason": "light"})
    hall.head.must("PATCH", f"/api/operators/{hall.second.id}", json={"disabled": True})
    taken = {"examId": hall.exam, "barcode": f"{hall.tag}-A", "rollNumber": hall.people[3]["rollNumber"]}
    for _ in range(15):  # more than are told one by one
        assert hall.first.post("/api/omr/validate", taken).status >= 400
    for moment in (lambda: None, server.kill):
        moment()
        code, told = verdict(server)
        assert code == 0 and "nothing was changed" in told, told
    assert "rows are as the entries say" in server.command("audit", "verify").stdout
