"""Kills at named points between two stores' writes: the repeated call ends in one state, without a hand.

A point is an operation of a service, `before` the peer hears of it or `after` it has done it; there the copy that
asks is killed. The call is then repeated, at the other copy and at the one that was started again.
"""

import time
from collections import Counter

from aws.effects import (
    CompareFaces,
    CompleteMultipartUpload,
    DeleteFaces,
    DeleteObject,
    Effect,
    GenerateDataKey,
    IndexFaces,
    PublishBatch,
    PutItem,
    PutObject,
    Sign,
    Stage,
    UpdateItem,
)
from aws.lost import repeat
from aws.two import Two

WELL_WITHIN_S = 30.0
POINT_WITHIN_S = 40.0
POINTS: dict[str, tuple[type[Effect], str]] = {
    "a file is about to be written": (PutObject, "before"),
    "a file is written, its row is not": (PutObject, "after"),
    "a large file is whole, its row is not": (CompleteMultipartUpload, "after"),
    "a file is swept, nobody knows": (DeleteObject, "after"),
    "a key was made, and kept nowhere": (GenerateDataKey, "after"),
    "a checkpoint is signed, and kept nowhere": (Sign, "after"),
    "a password is kept, its entry is not": (PutItem, "after"),
    "a password is about to be used": (UpdateItem, "before"),
    "a password is used, its download is not there": (UpdateItem, "after"),
    "a notice is out, and not noted": (PublishBatch, "after"),
    "a face is indexed, its id is not kept": (IndexFaces, "after"),
    "a face is compared, the attempt is not kept": (CompareFaces, "after"),
    "a face is deleted, and not noted": (DeleteFaces, "after"),
}


def compared(two: Two) -> tuple[bool, str]:
    """Whether the stores agree within the time that everything has to be well in, and how `mpa aws check` ends."""
    until = time.monotonic() + WELL_WITHIN_S
    while True:
        told = two.command("aws", "check", must=False)
        if told.returncode == 0 or time.monotonic() > until:
            said = told.stdout.strip().splitlines()
            return told.returncode == 0, "; ".join(said[-1:] if told.returncode == 0 else said[-5:]) or told.stderr.strip()[-300:]
        time.sleep(1)


def revive(stage: Stage) -> None:
    """Starts every copy that does not run."""
    for copy in stage.two.copies:
        if not copy.running():
            copy.start()


def kill_at(stage: Stage, kind: type[Effect], moment: str) -> None:
    """One kill."""
    effect = kind(stage)
    proxy = stage.two.peers.proxies[effect.service]

    def kill() -> None:
        for copy in stage.two.copies if not effect.waits else [stage.copy]:
            copy.kill()

    rule = proxy.at(moment, effect.operation, kill, effect.of)
    told: object = "nothing"
    try:
        try:
            told = effect.act()
        except OSError:
            pass
        assert rule.over.wait(POINT_WITHIN_S), f"{effect.operation} was never asked; told: {told}"
    finally:
        rule.left = 0
        revive(stage)
    other = next(copy for copy in stage.two.copies if copy is not stage.copy)
    here, stage.copy = stage.copy, other
    try:
        repeat(effect)
    finally:
        stage.copy = here
    repeat(effect)
    counted = effect.settled(WELL_WITHIN_S)
    assert counted == 1, f"it has happened {counted} times"


def check(stage: Stage, kills: int, services: set[str], names: set[str] | None = None) -> list[str]:
    """So many kills at each point, or at those of some operations; what failed."""
    failed: list[str] = []
    for name, (kind, moment) in POINTS.items():
        if names is not None and kind.operation not in names:
            continue
        if kind.service not in services:
            print(f"  skip {name}: no {kind.service}", flush=True)
            continue
        began, told = time.monotonic(), Counter[str]()
        for _ in range(kills):
            try:
                kill_at(stage, kind, moment)
                told["well"] += 1
            except Exception as error:  # noqa: BLE001: whatever it is, this kill failed
                told[f"FAIL {type(error).__name__} {' '.join(str(error).split())[:200]}"] += 1
                revive(stage)
        alike, said = compared(stage.two)
        if set(told) != {"well"} or not alike:
            failed.append(name)
        print(f"  {name:48} {moment:6} {kind.operation:24} {time.monotonic() - began:5.1f} s  {dict(told)}, {said}", flush=True)
    return failed
