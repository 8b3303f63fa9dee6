"""What an exam day came to: the outcomes, the table and the criteria."""

from collections import Counter
from dataclasses import dataclass
from statistics import mean
from typing import Any

THRESHOLD = 96.5
GENUINE_AT_LEAST_PERCENT = 96.0
ERRORS_SHOWN = 5


@dataclass
class Outcome:
    """One candidate at the stations. `percentage` is missing where no comparison was made."""

    roll: str
    percentage: float | None = None
    threshold: float | None = None
    verified: bool = False
    refusal: str | None = None
    overridden: bool = False
    seconds: float | None = None
    error: str | None = None


@dataclass(frozen=True)
class Import:
    """What the import of the roster answered."""

    imported: int
    enrolled: int
    rejected: Counter

    @classmethod
    def from_answer(cls, data: dict[str, Any]) -> "Import":
        photos = data["photos"]
        rejected = Counter(row["code"] for row in photos["rejected"])
        return cls(data["imported"], photos["enrolled"], rejected)


def percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} %"


def reasons(counts: Counter) -> str:
    """`CODE 2, OTHER 1`, or nothing."""
    return ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))


def compared(outcomes: list[Outcome]) -> list[float]:
    return [outcome.percentage for outcome in outcomes if outcome.percentage is not None]


def refusals(outcomes: list[Outcome]) -> Counter:
    return Counter(outcome.refusal for outcome in outcomes if outcome.refusal)


def table(
    imported: Import, genuine: list[Outcome], closed: int, impostors: list[Outcome]
) -> tuple[str, bool]:
    """The table with the criteria below it, and whether all of them are met."""
    first = sum(outcome.verified for outcome in genuine)
    share = 100 * first / len(genuine)
    scores, strange = compared(genuine), compared(impostors)
    seconds = [outcome.seconds for outcome in genuine if outcome.seconds is not None]
    refused, turned_away = refusals(genuine), refusals(impostors)
    accepted = sum(outcome.verified for outcome in impostors)
    highest = max(strange, default=None)
    errors = [outcome for outcome in genuine + impostors if outcome.error]
    thresholds = {outcome.threshold for outcome in genuine + impostors} - {None}
    lines = [
        ("candidates imported", str(imported.imported), ""),
        ("photographs enrolled", str(imported.enrolled), ""),
        ("photographs rejected", str(imported.rejected.total()), reasons(imported.rejected)),
        ("completed", str(closed), ""),
        ("  by a supervisor's override", str(sum(o.overridden for o in genuine)), ""),
        ("verified at the first try", str(first), percent(share)),
        ("  live picture refused", str(refused.total()), reasons(refused)),
        ("mean genuine percentage", percent(mean(scores) if scores else None), ""),
        ("lowest genuine percentage", percent(min(scores, default=None)), ""),
        ("impostors tried", str(len(impostors)), ""),
        ("  compared", str(len(strange)), ""),
        ("  refused before a comparison", str(turned_away.total()), reasons(turned_away)),
        ("impostors accepted", str(accepted), ""),
        ("mean impostor percentage", percent(mean(strange) if strange else None), ""),
        ("highest impostor percentage", percent(highest), ""),
        ("seconds a candidate", f"{mean(seconds):.2f}" if seconds else "–", ""),
    ]
    total = len(genuine)
    criteria = [
        (closed == total, f"every station closed ({closed} of {total})"),
        (
            share >= GENUINE_AT_LEAST_PERCENT,
            f"at least {GENUINE_AT_LEAST_PERCENT:g} % of the genuine pass at the first try"
            f" ({first} of {total}, {percent(share)})",
        ),
        (
            accepted == 0 and bool(strange),
            f"no impostor accepted ({accepted} of {len(impostors)}, highest {percent(highest)})",
        ),
        (thresholds == {THRESHOLD}, f"compared at {THRESHOLD:g} %"),
        (not errors, f"no unexpected answer ({len(errors)})"),
    ]
    text = [f"{name:<32}{value:>10}   {note}".rstrip() for name, value, note in lines]
    text += ["", *(f"{'PASS' if met else 'FAIL'} {name}" for met, name in criteria)]
    text += [f"     {outcome.roll}: {outcome.error}" for outcome in errors[:ERRORS_SHOWN]]
    return "\n".join(text), all(met for met, _ in criteria)
