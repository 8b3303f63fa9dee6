"""What a run is told, and where its figures are kept."""

import json
import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Run:
    """One run: what is measured, beside what, and how much of it."""

    program: Path
    search: Path
    before: Path | None
    short: bool
    id: str
    folder: Path

    def size(self, full: Any, short: Any) -> Any:
        return short if self.short else full

    def programs(self) -> dict[str, Path]:
        """What is measured by turns."""
        return {"now": self.program, **({"before": self.before} if self.before else {})}

    def keep(self, section: str, figures: dict[str, Any]) -> None:
        """The raw figures of a section."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{section}.json"
        file.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    def kept(self, section: str) -> dict[str, Any] | None:
        """What was kept last."""
        file = self.folder / f"{section}.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def say(text: str) -> None:
    """Progress."""
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def target() -> Path:
    """Where what is built and what is measured goes."""
    return Path(os.environ.get("CARGO_TARGET_DIR") or Path.home() / ".cache/mpa-target")


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: list[float]) -> float:
    return statistics.median(values)


def rounds(raw: dict[str, Any]) -> str:
    """How often, in words."""
    return "One round" if raw["rounds"] == 1 else f"{raw['rounds']} rounds by turns"
