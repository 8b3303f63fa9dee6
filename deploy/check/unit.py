"""The unit of systemd, as systemd judges it."""

import re
from pathlib import Path

from tools import ROOT, heading, note, require, run

MOST = 2.0


def check(binary: Path, work: Path):
    heading("deploy/systemd/mpa.service")
    folder = ROOT / "deploy/systemd"
    told = run("systemd-analyze", "security", "--offline=true", f"--threshold={MOST * 10:.0f}", "--no-pager",
               folder / "mpa.service", may_fail=True)
    score = re.search(r"Overall exposure level for \S+: ([\d.]+)", told)
    require(f"systemd-analyze security: under {MOST}", score and float(score[1]) < MOST, score and score[1])
    for line in told.splitlines():
        if line.startswith("✗"):
            note("open", " ".join(line[1:].split()))
    # The program lies elsewhere here: under its name in a folder that stands for the root.
    root = work / "verified"
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/mpa").hardlink_to(binary)
    (root / "etc/systemd/system").mkdir(parents=True)
    (root / "etc/systemd/system/mpa.service").write_text((folder / "mpa.service").read_text())
    said = run("systemd-analyze", f"--root={root}", "--man=no", "verify", "mpa.service", may_fail=True)
    ours = [line for line in said.splitlines() if "mpa.service" in line and "not found" not in line]
    require("systemd-analyze verify names nothing in it", not ours, "; ".join(ours))
