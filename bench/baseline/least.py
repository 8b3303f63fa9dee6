"""The least that any program must do to mark an attendance: `pgbench` holds the candidate, inserts the attendance and
the entry, and commits; prepared, on a copy of MPA's database with all its indexes and references."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "examples")]

from faults.postgres import Postgres, program  # noqa: E402
from node import Exam  # noqa: E402

# What an entry says, as one of MPA's own does.
ENTRY = """SELECT actor_id || '|' || session_id || '|' || encode(seal, 'hex') || '|' || data FROM journal
    WHERE action = 'mark_attendance' AND exam_id = '{exam}' LIMIT 1"""
AT = "1772956800000000"


@dataclass(frozen=True)
class Least:
    """What `pgbench` says of a run."""

    transactions: int
    a_second: float
    mean_ms: float


class Copy:
    """A copy of a database, in which at least one candidate of the exam was marked by the program itself."""

    def __init__(self, postgres: Postgres, database: str, exam: Exam):
        self.postgres, self.exam, self.url, self.next = postgres, exam, postgres.database(), 0
        dump = subprocess.Popen([program("pg_dump"), "-d", database], stdout=subprocess.PIPE)
        load = [program("psql"), "-Xq", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-d", self.url]
        subprocess.run(load, stdin=dump.stdout, check=True)
        if dump.wait():
            raise SystemExit("the database could not be copied")
        entry = postgres.sql(self.url, ENTRY.format(exam=exam.id)).split("|", 3)
        self.values = dict(zip(("actor", "session", "seal", "data"), entry, strict=True))
        postgres.sql(self.url, "TRUNCATE attendance CASCADE")
        postgres.sql(self.url, "VACUUM ANALYZE")

    def run(self, seconds: int, clients: int = 32) -> Least:
        """Marks who is next, for so long."""
        values = {**self.values, "exam": self.exam.id, "prefix": self.exam.prefix, "at": AT}
        values |= {"first": str(self.next), "clients": str(clients), "i": "-1"}
        command = [program("pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds)]
        command += [part for name, value in values.items() for part in ("-D", f"{name}={value}")]
        done = subprocess.run([*command, "-f", HERE / "least.sql", self.url], capture_output=True, text=True)
        if done.returncode or not re.search(r"failed transactions: 0\b", done.stdout):
            raise SystemExit(f"pgbench: {done.stdout}{done.stderr}")
        count = int(re.search(r"actually processed: (\d+)", done.stdout)[1])
        stored = int(self.postgres.sql(self.url, "SELECT count(*) FROM attendance"))
        last = self.postgres.sql(
            self.url, "SELECT max(roll_number) FROM candidate c JOIN attendance a ON a.candidate_id = c.id"
        )
        if stored < count:
            raise SystemExit(f"pgbench says {count}, and {stored} are stored")
        # A client may be ahead of the others.
        self.next = int(last.removeprefix(self.exam.prefix)) + 1
        rate, mean = (
            re.search(r"tps = ([\d.]+)", done.stdout)[1],
            re.search(r"latency average = ([\d.]+)", done.stdout)[1],
        )
        return Least(count, float(rate), float(mean))
