"""The baseline as a running program, and what it is seeded with."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "examples"))

from faults.postgres import Postgres  # noqa: E402

START_S = 30.0
STOP_S = 10.0

SEED = """
INSERT INTO "Slots" (id, "examId", "centreId", "slotName", status, "currentCount", "createdAt", "updatedAt")
    SELECT gen_random_uuid(), '{exam}', gen_random_uuid(), 'Slot ' || n, 'active', 0, now(), now()
    FROM generate_series(0, {operators} - 1) n;
INSERT INTO "Operators" (id, username, "passwordHash", name, role, "centreId", "createdAt", "updatedAt")
    SELECT gen_random_uuid(), 'operator-' || n, '{hashed}', 'Operator ' || n, 'operator', "centreId", now(), now()
    FROM generate_series(0, {operators} - 1) n JOIN "Slots" ON "slotName" = 'Slot ' || n;
INSERT INTO "OperatorSlots" (id, "operatorId", "slotId", "assignedAt", "createdAt", "updatedAt")
    SELECT gen_random_uuid(), o.id, s.id, now(), now(), now()
    FROM "Operators" o JOIN "Slots" s USING ("centreId");
INSERT INTO "Candidates" (id, "examId", "centreId", "slotId", "rollNumber", name, "fatherName", dob,
        "createdAt", "updatedAt")
    SELECT gen_random_uuid(), '{exam}', s."centreId", s.id, '{prefix}' || lpad(n::text, 8, '0'), 'Candidate ' || n,
        'Father ' || n, '2001-02-03', now(), now()
    FROM generate_series(0, {candidates} - 1) n JOIN "Slots" s ON "slotName" = 'Slot ' || n % {operators};
"""


@dataclass(frozen=True)
class Exam:
    """An exam under way. Candidate n has the roll number `prefix` and n in eight digits, and is in the slot of operator
    n % len(operators)."""

    id: str
    prefix: str
    operators: list[str]
    password: str


class Node:
    """A running baseline on a database of its own; a context manager that stops it."""

    def __init__(self, postgres: Postgres, workers: int = 1) -> None:
        self._postgres, self.database = postgres, postgres.database()
        self._folder = tempfile.TemporaryDirectory(prefix="mpa-baseline-")
        self._environment = {
            **os.environ,
            "NODE_ENV": "production",
            "DATABASE_URL": self.database,
            "JWT_SECRET": secrets.token_urlsafe(32),
            "PORT": "0",
            "WORKERS": str(workers),
        }
        if not (HERE / "node_modules").exists():
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=HERE, check=True, stdout=sys.stderr)
        self._node("src/migrate.js")
        with open(self._log, "w", encoding="utf-8") as log:
            command = ["node", "src/server.js"]
            self._process = subprocess.Popen(
                command, cwd=HERE, env=self._environment, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.url = self._listening()

    def __enter__(self) -> "Node":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        if errors := self.errors():
            print(f"the baseline said:\n{errors}", file=sys.stderr)
        self._folder.cleanup()

    @property
    def pid(self) -> int:
        return self._process.pid

    def rss_mib(self) -> float:
        """Memory of its first process that is resident now."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024

    @property
    def _log(self) -> Path:
        return Path(self._folder.name, "log")

    def errors(self) -> str:
        """What it wrote about errors, the first lines."""
        return self._log.read_text(encoding="utf-8")[:4000]

    def _node(self, *arguments: str) -> str:
        done = subprocess.run(
            ["node", *arguments], cwd=HERE, env=self._environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout.strip()

    def _listening(self) -> str:
        deadline = time.monotonic() + START_S
        for line in self._process.stdout or ():
            if line.startswith("listening on "):
                return line.removeprefix("listening on ").strip()
            if time.monotonic() > deadline:
                break
        self._process.kill()
        raise SystemExit(f"the baseline did not start:\n{self.errors()}")

    def exam(self, candidates: int, operators: int) -> Exam:
        """An exam with an active slot for each operator, put there by SQL. One a database."""
        exam, prefix, password = str(uuid.uuid4()), "R", secrets.token_urlsafe(12)
        hashed = self._node("-p", f"require('bcrypt').hashSync('{password}', 10)")
        text = SEED.format(exam=exam, prefix=prefix, hashed=hashed, candidates=candidates, operators=operators)
        self._postgres.sql(self.database, text)
        return Exam(exam, prefix, [f"operator-{number}" for number in range(operators)], password)

    def settle(self) -> None:
        """The statistics of the tables are those of what is in them."""
        self._postgres.sql(self.database, "VACUUM ANALYZE")

    def present(self, _: Exam) -> int:
        """Attendances in the database."""
        return int(self._postgres.sql(self.database, 'SELECT count(*) FROM "Attendance"'))
