"""Where the other parts of the bench lie: whoever imports this can import them."""

import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
ROOT = BENCH.parent
PARTS = ("online", "baseline", "live", "search", "sync")

sys.path[:0] = [str(ROOT / "examples"), *(str(BENCH / part) for part in PARTS)]
