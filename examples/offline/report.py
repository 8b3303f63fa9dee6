"""What the day came to: the table, the criteria, and what is off."""

import os
import subprocess
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from kit.client import Session
from offline.accounts import PLACES, Account, Auditor, exactly_one, unexplained
from offline.cast import Centre
from offline.device import Device
from offline.evening import Answers
from offline.ledger import KINDS, Ledger
from offline.patience import Tally
from offline.supervisor import Desk

SHOWN = 12
STATS_S = 15.0


@dataclass(frozen=True)
class Evening:
    """How the queues were handed over. `last` counts the records by their answer at the end of it."""

    seconds: float
    cuts: Counter
    tally: Tally
    answers: Answers
    last: Counter


Criterion = tuple[bool, str, list[str]]


def closing_report(
    head: Session,
    desk: Desk,
    centre: Centre,
    devices: list[Device],
    ledger: Ledger,
    evening: Evening,
    unchanged: bool,
) -> tuple[str, bool]:
    """The text, and whether every criterion is met."""
    account = Auditor(ledger, devices).run()
    everybody = list(centre.candidates.values())
    ones, not_one = exactly_one(ledger, everybody)
    number = len(everybody)
    files, lost_files = ledger.files()
    twice = [
        f"{record} was answered synced more than once"
        for record, answers in evening.answers.of.items()
        if sum(answer["status"] == "synced" for answer in answers) > 1
    ]
    stray = unexplained(ledger, centre.supervisor.id)
    off_api = api_differences(desk, centre, ledger)
    off_stats = stats_differences(head, centre, ledger)
    alerts = ledger.alerts()
    sums = sum(account.places.values()) == sum(account.made.values())
    criteria: list[Criterion] = [
        (not not_one, f"each of {number} candidates has exactly one of each {ones}", not_one),
        (not account.wrong, "every capture is in the store as it was made", account.wrong),
        (sums, f"the sums are the captures made ({sum(account.made.values())})", []),
        (not stray, "no row that nobody made", stray),
        (not evening.answers.wrong, "every answer was one of those allowed", evening.answers.wrong),
        (not twice, "no record was applied twice", twice),
        (unchanged, "the whole day once more changed nothing", []),
        (not desk.wrong, "the supervisor's decisions were taken", desk.wrong),
        (not off_api, "the lists of the server say the same", off_api),
        (not off_stats, "the counters of the dashboard are the rows", off_stats),
        (not lost_files, f"every image has its file ({files})", lost_files),
        (not ledger.counters()["pendingSync"], "no device says that it still holds anything", []),
        ("clock_tampering" in alerts, "the clock that is hours wrong raised an alert", []),
        audit(),
    ]
    text = [*captures(account), "", *figures(evening, desk, alerts), ""]
    for met, name, details in criteria:
        text.append(f"{'PASS' if met else 'FAIL'} {name}")
        text += [f"     {detail}" for detail in details[:SHOWN]]
        if len(details) > SHOWN:
            text.append(f"     and {len(details) - SHOWN} more")
    return "\n".join(text), all(met for met, _, _ in criteria)


def captures(account: Account) -> list[str]:
    """One line a kind: where its captures are."""
    lines = [f"{'captures':<12}{'made':>6}" + "".join(f"{place:>18}" for place in PLACES)]
    for kind in [*KINDS, "together"]:
        kinds = KINDS if kind == "together" else (kind,)
        made = sum(account.made[one] for one in kinds)
        cells = [sum(account.places[one, place] for one in kinds) for place in PLACES]
        lines.append(f"{kind:<12}{made:>6}" + "".join(f"{cell:>18}" for cell in cells))
    return [*lines, f"refused: {listed(account.refusals)}"]


def listed(counts: Any) -> str:
    """`name 2, other 1`, or a dash."""
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "–"


def figures(evening: Evening, desk: Desk, alerts: dict[str, int]) -> list[str]:
    """How the day went."""
    tally = evening.tally
    batches = tally["batches as a form"] + tally["batches as JSON"]
    lines = [
        ("packages", f"{tally['package bytes']} bytes, {tally['downloads resumed']} times resumed"),
        ("passwords lost on the line", str(tally["passwords lost"])),
        ("handed over in", f"{evening.seconds:.0f} s"),
        ("connections cut", listed(evening.cuts)),
        ("batches answered", f"{batches} ({tally['batches as a form']} as a form)"),
        ("batches broken off", str(tally["batches broken"])),
        ("batches sent again after success", str(tally["batches sent again"])),
        ("heartbeats of the devices", str(tally["heartbeats"])),
        ("logins after logout-all", str(tally["logins after logout-all"])),
        ("records by the last answer then", listed(evening.last)),
        ("the supervisor", listed(desk.did)),
        ("alerts", listed(alerts)),
    ]
    return [f"{name:<34}{value}" for name, value in lines]


def api_differences(desk: Desk, centre: Centre, ledger: Ledger) -> list[str]:
    """Candidates, conflicts and sync status as the supervisor sees them, against the rows."""
    off = []
    without_finger = {
        row["candidate_id"]
        for row in ledger.of_exam(
            "SELECT candidate_id FROM fingerprint WHERE exam_id = ? AND exception_reason IS NOT NULL"
        )
    }
    for one in desk.who.everything(f"/api/candidates/{centre.exam}"):
        done = one["status"] == "biometric_completed"
        marked = (one.get("attendance") or {}).get("status") == "completed"
        finger = (one.get("fingerprint") or {}).get("captured") or one["id"] in without_finger
        if not (done and marked and finger and (one.get("omr") or {}).get("barcode")):
            off.append(f"candidate {one['rollNumber']} is {one['status']}")
    rows = ledger.conflicts()
    for resolved in (False, True):
        found = {one["conflictId"] for one in desk.conflicts(resolved)}
        if found != {row["id"] for row in rows if (row["resolved_at"] is not None) == resolved}:
            off.append(f"{len(found)} conflicts with resolved={resolved}")
    status = desk.who.must("GET", f"/api/sync/status/{centre.exam}")
    kept = Counter(row["status"] for row in ledger.records())
    names = ("synced", "conflict", "pending", "failed", "superseded")
    if any(status.get(name) != kept[name] for name in names):
        off.append(f"sync status {status}, rows {dict(kept)}")
    devices = Counter(row["device_id"] for row in ledger.records())
    for device in devices:
        parts = [part for part in status["devices"] if part["deviceId"] == device]
        if sum(part[name] for part in parts for name in names) != devices[device]:
            off.append(f"sync status of {device}: {parts}, rows {devices[device]}")
    return off


def stats_differences(head: Session, centre: Centre, ledger: Ledger) -> list[str]:
    """The counters of the dashboard, which follow the journal at a moment's distance."""
    end = time.monotonic() + STATS_S
    while True:
        reply = head.get(f"/api/admin/stats/{centre.exam}")
        if reply.status != 200:
            return [f"no stats: {reply}"]
        counted = ledger.counters()
        off = [
            f"{name} is {reply.data.get(name)}, rows {rows}"
            for name, rows in counted.items()
            if reply.data.get(name) != rows
        ]
        if not off or time.monotonic() > end:
            return off
        time.sleep(0.5)


def audit() -> Criterion:
    """`mpa audit verify` over the store, where the binary has the command."""
    binary, data = os.environ["MPA"], os.path.join(os.environ["WORK"], "data")
    known = subprocess.run([binary, "audit", "verify", "--help"], capture_output=True)
    if known.returncode != 0:
        return True, "mpa audit verify is not in this binary", []
    done = subprocess.run(
        [binary, "audit", "verify", "--data-dir", data], capture_output=True, text=True
    )
    told = (done.stdout + done.stderr).strip().splitlines()
    return done.returncode == 0, f"mpa audit verify: exit {done.returncode}", told[-3:]
