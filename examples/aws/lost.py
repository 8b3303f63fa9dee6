"""Lost answers: the peer does it, the line is cut, the call is repeated. In the end it has happened once.

Each operation loses one answer, which the program's own repetition has to get over, and then every answer until the
caller is told to come again and does.
"""

import time
from collections.abc import Callable

from aws.effects import ELEVEN, Effect, Stage, is_passing
from aws.proxy import ENDLESS
from kit.client import Reply

REPEAT_FOR_S = 30.0
# What happens behind a call begins within so many seconds, and loses its answers for so many more.
BEGINS_WITHIN_S, LOST_FOR_S = 30.0, 5.0


def repeat(effect: Effect) -> tuple[Reply, list[str]]:
    """The call until it succeeds, and what else was told."""
    until, told = time.monotonic() + REPEAT_FOR_S, []
    while True:
        reply = effect.act()
        if reply.status in (200, 201, 202):
            return reply, told
        told.append(f"{reply.status} {reply.code}")
        assert is_passing(reply), f"told in between: {reply}"
        assert time.monotonic() < until, f"never done: {reply}"
        time.sleep(0.3)


def wait(holds: Callable[[], bool], seconds: float) -> None:
    """Until it holds, or for so long."""
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.1)


def lose(stage: Stage, kind: type[Effect], times: int) -> str:
    """One cell of the table."""
    effect = kind(stage)
    proxy = stage.two.peers.proxies[effect.service]
    rule = proxy.cut(effect.operation, times, effect.of)
    told: list[str] = []
    try:
        first = effect.act()
        if first.status not in (200, 201, 202):
            assert is_passing(first), f"told: {first}"
            told.append(f"{first.status} {first.code}")
        # A call may succeed though every answer is lost: whoever can look whether it is done, does.
        if not effect.waits:
            wait(lambda: rule.done > 0, BEGINS_WITHIN_S)
            wait(lambda: rule.done >= min(times, 3), LOST_FOR_S)
    finally:
        rule.left = 0
    assert rule.done > 0, f"{effect.operation} was never asked"
    told += repeat(effect)[1]
    counted = effect.settled()
    assert counted == 1, f"it has happened {counted} times"
    return f"{rule.done} lost, {', '.join(told) or 'told nobody'}, 1 effect"


def check(stage: Stage, names: set[str] | None = None) -> list[str]:
    """The table; what failed of it."""
    failed: list[str] = []
    for kind in ELEVEN:
        if names is not None and kind.operation not in names:
            continue
        if kind.service not in stage.two.peers.proxies:
            print(f"  skip {kind.operation}: no {kind.service}", flush=True)
            continue
        for title, times in (("one answer", 1), ("all answers", ENDLESS)):
            began = time.monotonic()
            try:
                outcome = lose(stage, kind, times)
            except Exception as error:  # noqa: BLE001: whatever it is, this cell failed
                outcome = f"FAIL {type(error).__name__} {' '.join(str(error).split())[:300]}"
                failed.append(f"{kind.operation}, {title} lost")
            seconds = time.monotonic() - began
            print(f"  {kind.operation:24} {title:12} {seconds:5.1f} s  {outcome}", flush=True)
            if not stage.copy.running():
                stage.copy.start()
    return failed
