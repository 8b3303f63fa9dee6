"""What the parts of the check share: commands, what is required, and what was found."""

import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PASSED, FAILED = [], []


def require(what: str, holds: bool, found: object = ""):
    """Prints one line, and remembers it where it does not hold."""
    (PASSED if holds else FAILED).append(what)
    print(f"  {'ok  ' if holds else 'FAIL'} {what}{f': {found}' if found != '' else ''}", flush=True)


def note(what: str, found: object):
    """Prints what is told and not judged."""
    print(f"       {what}: {found}", flush=True)


def heading(text: str):
    print(f"\n== {text}", flush=True)


def run(*command: object, env: dict | None = None, may_fail: bool = False, stdin: str = "") -> str:
    """Both outputs of a command; ends the check with them where it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, input=stdin,
                          env={**os.environ, **(env or {})}, check=False)
    if done.returncode and not may_fail:
        sys.exit(f"{shlex.join(words)}: {done.returncode}\n{done.stdout}")
    return done.stdout


def returns(*command: object) -> int:
    """What a command returns, whatever it prints."""
    return subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False).returncode


def wait_for(what: str, seconds: float, look):
    """What `look` gives as soon as it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.25)
    sys.exit(f"{what}: not within {seconds:.0f} s")


def commit_time() -> str:
    """The time that everything made here bears, so that it is made alike each time."""
    return os.environ.get("SOURCE_DATE_EPOCH") or run("git", "-C", ROOT, "log", "-1", "--format=%ct").strip()


def debian(into: Path, *packages: str):
    """A small Debian 12: a folder, or a file .tar."""
    source = os.environ.get("DEBIAN", "http://deb.debian.org/debian")
    run("mmdebstrap", "--quiet", "--variant=minbase", f"--include={','.join(packages)}", "bookworm", into, source,
        env={"SOURCE_DATE_EPOCH": commit_time()})


def status(process: int) -> dict[str, str]:
    """What the system says of a process: its user, capabilities, filters."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def require_confined(process: int, uid: int | None = None):
    """A process that has a user of its own, no capability, and no way to get one."""
    told = status(process)
    users = set(told["Uid"].split())
    holds = len(users) == 1 and "0" not in users and (uid is None or users == {str(uid)})
    require("a user of its own", holds, f"uid {' '.join(sorted(users))}")
    sets = {name: told[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
    held = [f"{name} {value}" for name, value in sets.items() if int(value, 16)]
    require("no capability, nor one to be had", not held, ", ".join(held) or "all five sets are empty")
    require("no new privileges", told["NoNewPrivs"] == "1")


def probe(process: int, what: str, *arguments: object, stdin: str = ""):
    """Asks the server in the network of a process, see probe.py, and requires what it says."""
    script = Path(__file__).with_name("probe.py")
    told = run("nsenter", "-t", process, "-n", sys.executable, script, what, *arguments, stdin=stdin, may_fail=True)
    asked = ""
    for line in told.splitlines():
        try:
            answer = json.loads(line)
            asked = answer["what"]
            if asked != "done":
                require(asked, answer["holds"], answer["found"])
        except (ValueError, TypeError, KeyError):
            note("it said", line)
    if asked != "done":
        require(f"all of `{what}` was asked", False)


def build_paths(binary: Path) -> int:
    """How often a program names the folder of whoever built it."""
    home = str(Path.home()).encode() + b"/"
    content = binary.read_bytes()
    return sum(content.count(place) for place in {home, str(ROOT).encode() + b"/"})
