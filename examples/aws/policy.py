"""The policy of the task's role: filled in, without one of its statements, and whether it names a request."""

import json
import re
from fnmatch import fnmatchcase
from string import Template
from typing import Any

from aws.account import BUCKET, Account, prefix, tables
from aws.calls import ACCOUNT, REGION, Call
from aws.peers import ROOT

FILE = ROOT / "deploy/aws/task-role.json"


class Policy:
    """`deploy/aws/task-role.json` for an installation in this account."""

    def __init__(self, account: Account, tag: str):
        names = {
            "Bucket": BUCKET,
            "Prefix": prefix(tag),
            "Region": REGION,
            "Account": ACCOUNT,
            "TablePrefix": tables(tag),
            "DataKeyArn": account.key_a,
            "CheckpointKeyArn": account.signing_key,
            "TopicArn": account.topic,
        }
        self.document: dict[str, Any] = json.loads(Template(FILE.read_text()).substitute(names))
        self.statements: list[dict[str, Any]] = self.document["Statement"]

    @property
    def sids(self) -> list[str]:
        return [statement["Sid"] for statement in self.statements]

    def without(self, sid: str | None) -> str:
        """The policy for ministack, one statement short where one is named."""
        kept = [as_ministack_asks(statement) for statement in self.statements if statement["Sid"] != sid]
        return json.dumps({**self.document, "Statement": kept})

    def naming(self, call: Call) -> set[str]:
        """The statements that allow a request, for everything that it is about; empty where it is not allowed."""
        by_resource = [
            {s["Sid"] for s in self.statements if covers(s["Action"], call.action) and covers(s["Resource"], resource)}
            for resource in call.resources
        ]
        return set().union(*by_resource) if all(by_resource) else set()


def as_ministack_asks(statement: dict[str, Any]) -> dict[str, Any]:
    """With the one action that ministack asks for and Amazon does not have: there `sns:Publish` allows a batch too."""
    more = ["sns:PublishBatch"] if "sns:Publish" in statement["Action"] else []
    return {**statement, "Action": [*statement["Action"], *more]}


def covers(patterns: str | list[str], name: str) -> bool:
    """Whether one of IAM's patterns, of which `*` and `?` mean something, fits."""
    listed = patterns if isinstance(patterns, list) else [patterns]
    return any(fnmatchcase(name, re.sub(r"\[", "[[]", pattern)) for pattern in listed)
