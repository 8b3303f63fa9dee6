"""DynamoDB beside PostgreSQL: fifty writers at two copies, and copies that are killed between the two stores' writes.

Starts two copies of the server by itself, with `--records dynamodb`, on an empty PostgreSQL and an endpoint that speaks
DynamoDB. In every round fifty writers want the same password, the same barcode and the same candidate's sheet; one of
them gets it. Then copies are killed (SIGKILL) at random under the same load, started again, and what got no answer is
asked again. At the end `mpa aws check` has to find no difference.

    python3 examples/aws/records.py --mpa BIN --models DIR --database-url postgres://… --endpoint http://127.0.0.1:8000
"""

import argparse
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from kit.client import Client, Reply, Session, Unexpected  # noqa: E402

WRITERS = 50
# An operator may type nine wrong passwords in five minutes and still be heard.
ROUNDS_OF_A_CROWD = 8
# How long the tables may take to follow, with a copy that died holding the turn.
SETTLED_S = 30.0
ADMIN = "head"


class Copy:
    """A server of its own process, which can be killed and started again."""

    def __init__(self, args: argparse.Namespace, folder: Path, name: str):
        self.command = [args.mpa, "serve", "--listen", "127.0.0.1:0", "--rate-limit", "0"] + options(args, folder)
        self.name, self.log = name, (folder / f"{name}.log").open("ab")
        self.process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.log, env=environment())
        assert self.process.stdout
        line = self.process.stdout.readline().decode()
        if "listening on " not in line:
            raise Unexpected(f"{self.name} did not start: see its log")
        self.url = line.split("listening on ")[1].strip()

    def kill(self, how: int = signal.SIGKILL) -> None:
        if self.process:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None


def environment() -> dict[str, str]:
    defaults = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"}
    return defaults | dict(os.environ)


def options(args: argparse.Namespace, folder: Path) -> list[str]:
    return [
        "--data-dir", str(folder / "data"), "--models", args.models, "--database-url", args.database_url,
        "--records", f"dynamodb:{args.prefix}", "--aws-region", "us-east-1", "--aws-endpoint-dynamodb", args.endpoint,
    ]  # fmt: skip


def command(args: argparse.Namespace, folder: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    line = [args.mpa, *words, *options(args, folder)]
    return subprocess.run(line, input=typed, capture_output=True, text=True, env=environment(), check=False)


class Writer:
    """An operator with an address of their own, who turns to either copy."""

    def __init__(self, number: int, username: str, password: str, copies: list[Copy]):
        self.source = f"127.1.{number // 200}.{number % 200 + 1}"
        self.username, self.password, self.copies, self.number = username, password, copies, number
        self.sessions: dict[str, Session] = {}

    def call(self, turn: int, path: str, body: dict) -> Reply | None:
        """One call at one of the copies; None when no answer came."""
        url = self.copies[(self.number + turn) % len(self.copies)].url
        try:
            if url not in self.sessions:
                self.sessions[url] = Session(Client(url, self.source), self.username, self.password)
            return self.sessions[url].post(path, body, patient=False)
        except (OSError, Unexpected, Exception):  # noqa: BLE001 - a copy that is being killed answers anything
            self.sessions.pop(url, None)
            return None

    def until(self, turn: int, path: str, body: dict) -> Reply:
        """The same call until there is an answer that is one."""
        for again in range(60):
            reply = self.call(turn + again, path, body)
            if reply is not None and reply.status not in (429, 503):
                return reply
            time.sleep(0.3)
        raise Unexpected(f"{path}: never an answer")


class Exam:
    """A centre with one active slot, its candidates, and writers who all work there."""

    def __init__(self, copies: list[Copy], password: str, candidates: int):
        self.copies = copies
        self.head = Session(Client(copies[0].url), ADMIN, password)
        tag = secrets.token_hex(3).upper()
        rule = {"operatorRule": "assigned"}
        self.exam = self.head.must("POST", "/api/exams", json={"name": "Records", "code": f"R{tag}", "settings": rule})
        rows = ["Roll No,Name,Father Name,DOB,Gender,Centre Code,Slot"]
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        name = lambda n: "".join(letters[(n // 26**place) % 26] for place in range(3)).title()  # noqa: E731
        rows += [f"{tag}{n:04},Asha {name(n)},Ravi {name(n)},2001-01-{n % 28 + 1:02},F,C{tag},Morning" for n in range(candidates)]
        form = [("file", ("roster.csv", "\n".join(rows).encode(), "text/csv"))]
        self.head.must("POST", f"/api/exams/{self.id}/candidates/import", form=form)
        slots = self.head.must("GET", f"/api/slots?examId={self.id}")
        self.slot = (slots["items"] if isinstance(slots, dict) else slots)[0]
        self.head.must("PATCH", f"/api/slots/{self.slot['id']}", json={"status": "active"})
        self.rolls = [f"{tag}{n:04}" for n in range(candidates)]
        self.tag, self.crowd, self.employed = tag, [], 0

    @property
    def id(self) -> str:
        return self.exam["id"]

    def new_crowd(self) -> None:
        """Fifty further operators: nobody may try passwords for ever."""
        self.crowd = []
        for _ in range(WRITERS):
            name, password = f"w{self.tag.lower()}{self.employed}", secrets.token_urlsafe(12)
            body = {"username": name, "password": password, "name": "Writer", "role": "operator",
                    "centreId": self.slot["centreId"]}  # fmt: skip
            who = self.head.must("POST", "/api/operators", json=body)
            self.head.must("POST", "/api/slot/assign", json={"operatorId": who["id"], "slotId": self.slot["id"]})
            self.crowd.append(Writer(self.employed, name, password, self.copies))
            self.employed += 1
        with ThreadPoolExecutor(8) as pool:  # everybody is logged in before it counts
            body = {"examId": self.id, "ids": []}
            list(pool.map(lambda who: [who.call(turn, "/api/sync/states", body) for turn in (0, 1)], self.crowd))

    def attend(self, roll: str) -> None:
        reply = self.crowd[0].until(0, "/api/attendance", {"examId": self.id, "rollNumber": roll})
        if reply.status not in (201, 409):
            raise Unexpected(f"attendance: {reply}")

    def password(self) -> str:
        return self.issue()["password"]

    def issue(self) -> dict:
        for again in range(60):
            try:
                head = Session(Client(self.copies[again % len(self.copies)].url), ADMIN, self.head.password)
                return head.must("POST", "/api/admin/download/password/generate", json={"examId": self.id})
            except Exception:  # noqa: BLE001 - a copy that is down
                time.sleep(0.3)
        raise Unexpected("no password was made")


def together(crowd: list[Writer], call) -> list[Reply | None]:
    with ThreadPoolExecutor(len(crowd)) as pool:
        return list(pool.map(call, crowd))


def one_winner(what: str, replies: list[Reply], good: int, bad: tuple[int, str]) -> None:
    won = [reply for reply in replies if reply.status == good]
    other = [reply for reply in replies if reply.status != good and (reply.status, reply.code) != bad]
    if len(won) != 1 or other:
        raise Unexpected(f"{what}: {len(won)} winners, others {other[:3]}")


def race(exam: Exam, number: int) -> None:
    """One round: a password, a barcode, a candidate's sheet."""
    crowd, tag = exam.crowd, f"{exam.tag}-{number}"
    wrong = crowd[0].until(0, "/api/admin/download/verify", {"examId": exam.id, "password": "AAAAA-AAAAA-AAAAA-AAAAA"})
    typed = {"examId": exam.id, "password": exam.password()}
    replies = together(crowd, lambda who: who.until(number, "/api/admin/download/verify", typed))
    one_winner("password", replies, 200, (403, "INVALID_DOWNLOAD_PASSWORD"))
    if {reply.body for reply in replies if reply.status == 403} != {wrong.body}:
        raise Unexpected("a loser is told otherwise than a wrong password")
    scan = {"examId": exam.id, "barcode": f"S-{tag}"}
    one_winner("barcode", together(crowd, lambda who: who.until(number, "/api/omr/scan", scan)), 201, (409, "BARCODE_EXISTS"))
    roll = exam.rolls[number]
    exam.attend(roll)
    own = lambda who: f"B-{tag}-{who.number}"  # noqa: E731
    together(crowd, lambda who: who.until(number, "/api/omr/scan", {"examId": exam.id, "barcode": own(who)}))
    bind = lambda who: {"examId": exam.id, "barcode": own(who), "rollNumber": roll}  # noqa: E731
    replies = together(crowd, lambda who: who.until(number, "/api/omr/validate", bind(who)))
    one_winner("sheet", replies, 200, (409, "CANDIDATE_HAS_OMR"))


def take_back(exam: Exam) -> str:
    """Head office takes passwords back while somebody uses them: either is true, never both."""
    few, used = exam.crowd[:8], 0
    for who in few:
        issued = exam.issue()
        typed = {"examId": exam.id, "password": issued["password"]}
        with ThreadPoolExecutor(2) as pool:
            using = pool.submit(who.until, 0, "/api/admin/download/verify", typed)
            time.sleep(random.uniform(0.0, 0.25))
            ended = exam.head.must("POST", f"/api/admin/download/password/{issued['passwordId']}/withdraw", json={})
            reply = using.result()
        if ended["withdrawn"] == (reply.status == 200):
            raise Unexpected(f"taken back: {ended}, and used: {reply}")
        used += reply.status == 200
        again = who.until(1, "/api/admin/download/verify", typed)
        if not ended["withdrawn"] and again.status != 403:
            raise Unexpected(f"a password that was used opens again: {again}")
        if ended["withdrawn"] and (again.status, again.code) != (403, "INVALID_DOWNLOAD_PASSWORD"):
            raise Unexpected(f"a password that was taken back opens: {again}")
    return f"{len(few)} passwords taken back as they were used: {used} had won, {len(few) - used} opened nothing"


def kill_under_load(exam: Exam, number: int) -> str:
    """One of the copies dies at a random moment; what got no answer is asked again, by the same people."""
    few, tag, victim = exam.crowd[:8], f"{exam.tag}-K{number}", random.choice(exam.copies)
    roll = exam.rolls[number]
    exam.attend(roll)
    passwords = [exam.password() for _ in few]

    def work(who: Writer, turn) -> list[Reply]:
        place = few.index(who)
        barcode = f"{tag}-{who.number}"
        return [
            turn("/api/admin/download/verify", {"examId": exam.id, "password": passwords[place]}),
            turn("/api/omr/scan", {"examId": exam.id, "barcode": barcode}),
            turn("/api/omr/validate", {"examId": exam.id, "barcode": barcode, "rollNumber": roll}),
        ]

    with ThreadPoolExecutor(len(few) + 1) as pool:
        first = [pool.submit(work, who, lambda path, body, who=who: who.call(number, path, body)) for who in few]
        time.sleep(random.uniform(0.0, 1.2))
        victim.kill()
        done = [future.result() for future in first]
    victim.start()
    again = [work(who, lambda path, body, who=who: who.until(number, path, body)) for who in few]
    lost = sum(reply is None for replies in done for reply in replies)
    for before, after in zip(done, again):
        # A password that answered before is spent; one that did not was either given then, or is now.
        given = [reply for reply in (before[0], after[0]) if reply is not None and reply.status == 200]
        if len(given) > 1 or (before[0] is not None and before[0].status == 200 and after[0].status != 403):
            raise Unexpected(f"a password was given twice: {before[0]} {after[0]}")
        if after[1].status not in (201, 409):
            raise Unexpected(f"a scan ended otherwise: {after[1]}")
    if sum(replies[2].status == 200 for replies in again) != 1:
        raise Unexpected("not one sheet of the candidate")
    return f"{victim.name} killed, {lost} answers lost"


def check(args: argparse.Namespace, folder: Path) -> None:
    begun = time.monotonic()
    done = command(args, folder, "aws", "check")
    took = time.monotonic() - begun
    print(done.stdout.strip())
    if done.returncode or not done.stdout.strip().endswith("\n0 differences") or took > SETTLED_S:
        raise Unexpected(f"mpa aws check: exit {done.returncode} after {took:.1f} s {done.stderr[-500:]}")
    print(f"mpa aws check took {took:.1f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("mpa", "models", "database-url", "endpoint"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--prefix", default=f"t{secrets.token_hex(3)}-")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    random.seed(args.seed)
    folder = Path(tempfile.mkdtemp(prefix="mpa-records-"))
    print(f"seed {args.seed}, in {folder}")
    for _ in range(2):  # the same again changes nothing
        made = command(args, folder, "aws", "init")
        print(made.stdout.strip() or made.stderr.strip())
    password = secrets.token_urlsafe(18)
    words = ("user", "add", "--username", ADMIN, "--role", "admin", "--password-stdin")
    added = command(args, folder, *words, typed=password + "\n")
    if added.returncode:
        raise Unexpected(added.stderr)
    copies = [Copy(args, folder, "one"), Copy(args, folder, "two")]
    try:
        for copy in copies:
            copy.start()
        exam = Exam(copies, password, args.rounds + args.kills)
        for number in range(args.rounds):
            if number % ROUNDS_OF_A_CROWD == 0:
                exam.new_crowd()
            race(exam, number)
            print(f"round {number + 1}: one winner of {WRITERS} each for a password, a barcode, a sheet", flush=True)
        exam.new_crowd()
        print(take_back(exam), flush=True)
        check(args, folder)
        for number in range(args.kills):
            if number % ROUNDS_OF_A_CROWD == 0:
                exam.new_crowd()
            told = kill_under_load(exam, args.rounds + number)
            print(f"kill {number + 1}: {told}", flush=True)
        check(args, folder)
    finally:
        for copy in copies:
            copy.kill(signal.SIGTERM)
    print("records: all well")
    return 0


if __name__ == "__main__":
    sys.exit(main())
