"""The day at the centre: who is served where, and what goes wrong on the way.

Every candidate passes a gate (attendance) and a room (face, fingerprint, sheet, close). Most have one
device for both; some have two, and some are served twice, because nobody can see what the others do.
"""

import random
from dataclasses import dataclass, field

from kit import draw
from offline.cast import Candidate, Cast
from offline.device import Captor, Device

# Shares of all candidates, and of those with a photograph on record.
TWO_DEVICES = 0.15
TWO_GATES = SECOND_FINGER = SECOND_SHEET = 0.03
SERVED_TWICE = PASSED_OVER = SHARED_SHEET = 0.01
NO_FINGER = 0.02
IMPOSTOR = 0.02
DARK_PICTURE = 0.015


@dataclass
class Plan:
    """What will happen to one candidate.

    `face` is what the camera sees: own, stranger, dark or none. `close` is plain, an override of the
    operator or of the supervisor, who walks over to the device, or none.
    """

    candidate: Candidate
    id: str
    gate: Device
    room: Device
    barcode: str
    face: str = "own"
    close: str = "plain"
    passed_over: bool = False
    no_finger: bool = False
    # Stations at which a second device serves the candidate again.
    again: list[str] = field(default_factory=list)
    other: Device | None = None


@dataclass
class Day:
    """What will happen to everybody."""

    plans: list[Plan]
    supervisor: Captor
    strangers: list[bytes]
    dark: bytes


def draw_lots(plans: list[Plan], share: float, chance: random.Random, everybody: int) -> list[Plan]:
    """Some of `plans`, at least one, taken out of the list so that nobody is drawn twice."""
    count = min(len(plans), max(1, round(share * everybody)))
    drawn = [plans.pop(chance.randrange(len(plans))) for _ in range(count)]
    return drawn


def make_plans(
    cast: Cast,
    ids: dict[str, str],
    devices: list[Device],
    supervisor: Captor,
    chance: random.Random,
) -> Day:
    """Spreads the day's troubles over the candidates."""
    plans = []
    for place, candidate in enumerate(cast.candidates):
        device = devices[place % len(devices)]
        barcode = f"S{candidate.roll}"
        plans.append(Plan(candidate, ids[candidate.roll], device, device, barcode))
    for plan in draw_lots(list(plans), TWO_DEVICES, chance, len(plans)):
        plan.gate = another(devices, chance, plan.room)
    faces(plans, chance)
    overlaps(plans, devices, chance)
    strangers = [path.read_bytes() for path in cast.strangers]
    return Day(plans, supervisor, strangers, draw.blank(480, 640, grey=12))


def another(devices: list[Device], chance: random.Random, *than: Device) -> Device:
    return chance.choice([device for device in devices if device not in than])


def faces(plans: list[Plan], chance: random.Random) -> None:
    """Strangers and dark pictures; and what is done where there is no photograph on record."""
    known = [plan for plan in plans if plan.candidate.photo]
    for plan in draw_lots(known, IMPOSTOR, chance, len(plans)):
        plan.face = "stranger"
    for plan in draw_lots(known, DARK_PICTURE, chance, len(plans)):
        plan.face = "dark"
    # By turns: the supervisor decides at the device; a picture is taken all the same; it is left
    # open; the operator decides, who may not.
    ways = [("none", "supervisor"), ("stranger", "plain"), ("none", "none"), ("none", "operator")]
    for place, plan in enumerate(plan for plan in plans if not plan.candidate.photo):
        plan.face, plan.close = ways[place % len(ways)]


def overlaps(plans: list[Plan], devices: list[Device], chance: random.Random) -> None:
    """About a tenth is served by a second device somewhere; some share a sheet."""
    rest, everybody = list(plans), len(plans)
    troubles = [
        (TWO_GATES, ["attendance"]),
        (SECOND_FINGER, ["fingerprint"]),
        (SECOND_SHEET, ["omr"]),
        (SERVED_TWICE, ["attendance", "face", "fingerprint", "omr", "biometric"]),
    ]
    for share, stations in troubles:
        for plan in draw_lots(rest, share, chance, everybody):
            plan.again = stations
            plan.other = another(devices, chance, plan.gate, plan.room)
    for plan in draw_lots(rest, PASSED_OVER, chance, everybody):
        plan.passed_over = True
    for plan in draw_lots(rest, NO_FINGER, chance, everybody):
        plan.no_finger = True
    for first in draw_lots(rest, SHARED_SHEET, chance, everybody):
        # The second of a pair works with another device, so that nobody notices.
        second = next(plan for plan in rest if plan.room is not first.room)
        rest.remove(second)
        second.barcode = first.barcode


def live_through(day: Day) -> None:
    """Slot after slot: everybody through the gate, then everybody through the room."""
    for slot in dict.fromkeys(plan.candidate.slot for plan in day.plans):
        here = [plan for plan in day.plans if plan.candidate.slot == slot]
        for plan in here:
            at_the_gate(plan)
        for plan in here:
            in_the_room(day, plan)


def at_the_gate(plan: Plan) -> None:
    """Station 1."""
    whom = (plan.candidate.roll, plan.id)
    if plan.passed_over:
        plan.gate.capture("attendance", whom, {"status": "skipped"})
    plan.gate.capture("attendance", whom, {"status": "completed"})
    if "attendance" in plan.again and plan.other:
        plan.other.capture("attendance", whom, {"status": "completed"})


def in_the_room(day: Day, plan: Plan) -> None:
    """Station 2: the face, the fingerprint, the sheet, the close."""
    station(day, plan, plan.room, ["face", "fingerprint", "omr", "biometric"], "")
    if plan.other:
        station(day, plan, plan.other, plan.again, "B")


def station(day: Day, plan: Plan, device: Device, kinds: list[str], mark: str) -> None:
    """What one device captures of the candidate; `mark` makes a second finger and sheet different."""
    whom = (plan.candidate.roll, plan.id)
    seen = picture_of(day, plan)
    if "face" in kinds and seen:
        device.capture("face", whom, {}, ("live.jpg", seen))
    if "fingerprint" in kinds and plan.no_finger:
        device.capture("fingerprint", whom, {"exceptionReason": "bandaged hand"})
    elif "fingerprint" in kinds:
        details = {"finger": "right_thumb", "captureDeviceId": f"scanner of {device.id}"}
        drawn = draw.fingerprint(plan.candidate.roll + mark)
        device.capture("fingerprint", whom, details, ("finger.png", drawn))
    if "omr" in kinds:
        barcode = plan.barcode + mark
        device.capture("omr", whom, {"barcode": barcode}, ("sheet.png", draw.sheet(barcode)))
    if "biometric" in kinds:
        close(day, plan, device, whom)


def close(day: Day, plan: Plan, device: Device, whom: tuple[str, str]) -> None:
    """The end of station 2, where there is one at the device."""
    reason = {"reason": "admit card and identity card seen", "noAttemptReason": "no photograph"}
    if plan.close == "plain":
        device.capture("biometric", whom, {})
    elif plan.close == "operator":
        device.capture("biometric", whom, {"override": reason})
    elif plan.close == "supervisor":
        device.capture("biometric", whom, {"override": reason}, by=day.supervisor)


def picture_of(day: Day, plan: Plan) -> bytes | None:
    """What the camera sees; every stranger is shown once."""
    if plan.face == "own" and plan.candidate.live:
        return plan.candidate.live.read_bytes()
    if plan.face == "stranger":
        return day.strangers.pop()
    return day.dark if plan.face == "dark" else None
