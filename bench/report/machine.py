"""The machine that was measured on, without its name."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from faults.postgres import program

import report.paths  # noqa: F401

# What the face engine, the digests and the encryption choose by.
FLAGS = ("avx2", "avx512f", "avx512bw", "avx512_vnni", "avx_vnni", "sha_ni", "aes", "vaes", "asimd", "asimddp", "sha2")
NUMBERS = r"(\d[\d.]*\d)"


def first(pattern: str, text: str, otherwise: str = "unknown") -> str:
    found = re.search(pattern, text, re.MULTILINE)
    return found[1].strip() if found else otherwise


def said(*command: str) -> str:
    """The first line that a program prints; nothing where there is none."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=report.paths.ROOT)
    except FileNotFoundError:
        return ""
    return (done.stdout or done.stderr).strip().partition("\n")[0]


def file_system(folder: Path) -> str:
    """The kind of file system that a folder is on."""
    best = ("", "unknown")
    for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
        _, place, kind, *_ = line.split(" ")
        inside = str(folder) == place or str(folder).startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(best[0]):
            best = (place, kind)
    return best[1]


def machine() -> dict[str, str]:
    """What matters of it, by name."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    has = set(first(r"^(?:flags|Features)\s*:(.*)$", cpu, "").split())
    memory = int(first(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(encoding="ascii"), "0"))
    wrk, model = first(r"wrk\s+(\S+)", said("wrk", "-v")), first(r"^model name\s*:(.*)$", cpu)
    return {
        "cores": str(os.cpu_count()),
        "processor": f"{model}: {', '.join(flag for flag in FLAGS if flag in has)}",
        "memory": f"{memory / 2**20:.0f} GiB",
        "kernel": f"{os.uname().sysname} {first(NUMBERS, os.uname().release)}",
        "file system": file_system(Path(tempfile.gettempdir()).resolve()),
        "PostgreSQL": first(NUMBERS, said(program("postgres"), "--version")),
        "Node": said("node", "--version").lstrip("v") or "none",
        "wrk": wrk,
        "Python": ".".join(map(str, os.sys.version_info[:3])),
    }


def commit() -> str:
    """The commit of the sources, and whether they were changed since."""
    written = (":!bench/REPORT.md", ":!bench/charts")
    changed = said("git", "status", "--porcelain", "--untracked-files=no", "--", ".", *written)
    return said("git", "rev-parse", "--short=10", "HEAD") + (" with changes" if changed else "")
