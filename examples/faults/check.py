"""The list of checks: each is a function that asks a server, and fails by an assertion."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import faults

if TYPE_CHECKING:
    from faults.house import House


@dataclass(frozen=True)
class Check:
    """One fault, or one of its kind that stands in no list."""

    fault: str
    sibling: bool
    run: Callable[["House"], None]
    # The one engine that it is about, where it is about one.
    engine: str | None = None

    @property
    def name(self) -> str:
        return f"{self.fault}{'~' if self.sibling else ' '} {self.run.__name__}"


CHECKS: list[Check] = []


def fault(name: str, engine: str | None = None):
    """Marks the check of a fault as it was seen, such as A1."""
    return lambda run: CHECKS.append(Check(name, False, run, engine)) or run


def sibling(name: str, engine: str | None = None):
    """Marks the check of another of the fault's kind."""
    return lambda run: CHECKS.append(Check(name, True, run, engine)) or run


def collect() -> list[Check]:
    """All checks of this package, in the order of their faults."""
    for module in pkgutil.iter_modules(faults.__path__):
        importlib.import_module(f"faults.{module.name}")
    return sorted(CHECKS, key=lambda check: (check.fault[0], int(check.fault[1:]), check.sibling))
