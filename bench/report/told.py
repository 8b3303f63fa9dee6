"""What a section says of its figures: goals, a paragraph, a chart, tables."""

from dataclasses import dataclass, field

# What a bar or a dot stands for; the first is ours.
NOW, BEFORE, BASELINE, LEAST = "now", "before", "baseline", "least"


@dataclass(frozen=True)
class Goal:
    """One line of the table of goals. `reached` is None where it was not measured, which `because` explains."""

    work: str
    goal: float
    reached: float | None
    unit: str
    at_least: bool
    because: str = ""

    @property
    def met(self) -> bool | None:
        if self.reached is None:
            return None
        return self.reached >= self.goal if self.at_least else self.reached <= self.goal

    def wanted(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {amount(self.goal)} {self.unit}".strip()

    def found(self) -> str:
        return "–" if self.reached is None else f"{amount(self.reached)} {self.unit}".strip()

    def verdict(self) -> str:
        """Met, or missed by how much."""
        if self.met is None or self.reached is None:
            return f"not measured: {self.because}"
        if self.met:
            return "met"
        if self.at_least:
            return f"**missed** by {100 * (1 - self.reached / self.goal):.0f} %"
        return f"**missed** by a factor of {amount(self.reached / self.goal)}"


@dataclass(frozen=True)
class Bar:
    """One value of a chart."""

    label: str
    value: float
    kind: str = NOW


@dataclass(frozen=True)
class Chart:
    """Horizontal bars. `mark` is a goal's line; `log` draws dots on a logarithmic scale."""

    title: str
    unit: str
    bars: list[Bar]
    mark: float | None = None
    log: bool = False
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """The first row is the head; columns after the first are numbers."""

    rows: list[list[str]]
    text: str = ""


@dataclass(frozen=True)
class Told:
    """A section of the report."""

    text: str
    goals: list[Goal]
    charts: list[Chart]
    tables: list[Table]


def amount(value: float) -> str:
    """A number with as many digits as it bears."""
    if value >= 1000:
        return f"{value:,.0f}"
    if value >= 100 or value == int(value):
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
