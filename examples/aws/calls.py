"""A request to Amazon, read from the wire: which operation it is, what a policy calls it, and what it is about."""

import json
import re
import time
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

# What of a body is kept, and what of it is read as JSON.
FIRST_BYTES = 64
READ_AS_JSON_BYTES = 1 << 20
LONGEST_TEXT = 4096
# (method, part of the query, whether a key is named) and the operation of S3; `None` is a request without such a part.
S3 = {
    ("POST", "uploads", True): "CreateMultipartUpload",
    ("PUT", "uploadId", True): "UploadPart",
    ("POST", "uploadId", True): "CompleteMultipartUpload",
    ("DELETE", "uploadId", True): "AbortMultipartUpload",
    ("GET", "uploadId", True): "ListParts",
    ("GET", "attributes", True): "GetObjectAttributes",
    ("PUT", None, True): "PutObject",
    ("GET", None, True): "GetObject",
    ("HEAD", None, True): "HeadObject",
    ("DELETE", None, True): "DeleteObject",
    ("GET", "uploads", False): "ListMultipartUploads",
    ("GET", "versions", False): "ListObjectVersions",
    ("GET", "versioning", False): "GetBucketVersioning",
    ("GET", "location", False): "GetBucketLocation",
    ("GET", "object-lock", False): "GetObjectLockConfiguration",
    ("POST", "delete", False): "DeleteObjects",
    ("GET", None, False): "ListObjectsV2",
    ("HEAD", None, False): "HeadBucket",
    ("PUT", None, False): "CreateBucket",
}
# Where the permission has another name than the operation.
ACTIONS = {
    "CreateMultipartUpload": "PutObject",
    "UploadPart": "PutObject",
    "CompleteMultipartUpload": "PutObject",
    "ListParts": "ListMultipartUploadParts",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "HeadObject": "GetObject",
    "DeleteObjects": "DeleteObject",
    "ListObjectsV2": "ListBucket",
    "HeadBucket": "ListBucket",
    "ListObjectVersions": "ListBucketVersions",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "PublishBatch": "Publish",
}
PREFIXES = {"DynamoDB": "dynamodb", "TrentService": "kms", "RekognitionService": "rekognition", "AmazonSNS": "sns"}
REGION = "ap-south-1"
ACCOUNT = "000000000000"


@dataclass
class Call:
    """One request, and what came of it."""

    service: str
    operation: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    size: int
    # The first bytes of the body, as they will lie in the store.
    first: bytes
    body: dict[str, Any] = field(repr=False)
    # Which of the words that must not go out were in it, in the address and headers too.
    found: set[bytes]
    at: float = field(default_factory=time.monotonic)
    status: int = 0
    cut: bool = False

    @property
    def key(self) -> str:
        """The object's name, for a request of S3."""
        return urllib.parse.unquote(self.path.lstrip("/").partition("/")[2])

    @property
    def bucket(self) -> str:
        return self.path.lstrip("/").partition("/")[0]

    @property
    def action(self) -> str:
        """What a policy calls it, such as `s3:GetObject`."""
        name = ACTIONS.get(self.operation, self.operation)
        if self.service == "s3" and "versionId" in self.query:
            name = {"GetObject": "GetObjectVersion", "DeleteObject": "DeleteObjectVersion"}.get(name, name)
        return f"{self.service}:{name}"

    @property
    def resources(self) -> list[str]:
        """What a policy calls the thing that it is about; `*` where there is none."""
        if self.service == "s3":
            return [f"arn:aws:s3:::{self.bucket}" + (f"/{self.key}" if self.key else "")]
        if self.service == "kms":
            return [self.body.get("KeyId") or "*"]
        if self.service == "sns":
            return [self.body.get("TopicArn") or "*"]
        if self.service == "dynamodb":
            tables = [self.body.get("TableName"), *(self.body.get("RequestItems") or {}), *transacted(self.body)]
            return [arn("dynamodb", f"table/{table}") for table in tables if table] or ["*"]
        if self.service == "rekognition" and "CollectionId" in self.body:
            return [arn("rekognition", f"collection/{self.body['CollectionId']}")]
        return ["*"]


def arn(service: str, what: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{what}"


def transacted(body: dict[str, Any]) -> list[str]:
    """The tables of a transaction."""
    return [part["TableName"] for item in body.get("TransactItems") or [] for part in item.values()]


def read(method: str, target: str, headers: dict[str, str], body: bytes, words: set[bytes]) -> Call:
    """The call that these bytes are."""
    parts = urllib.parse.urlsplit(target)
    query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
    content = unwrapped(headers, body)
    service, operation, said = named(method, parts.path, query, headers, body)
    told = "\n".join([target, urllib.parse.unquote(target), *headers.values()]).encode()
    found = {word for word in words if word in content or word in told}
    return Call(service, operation, method, parts.path, query, headers, len(content), content[:FIRST_BYTES], said, found)


def named(method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes):
    """The service, the operation and what is said to it."""
    target = headers.get("x-amz-target")
    if target:
        prefix, _, operation = target.rpartition(".")
        said = without_pictures(json.loads(body)) if body and len(body) <= READ_AS_JSON_BYTES else in_short(body)
        return PREFIXES.get(prefix.split("_")[0], prefix), operation, said
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        said = dict(urllib.parse.parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        scope = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", headers.get("authorization", ""))
        return scope.group(1) if scope else "sns", said.get("Action", "?"), said
    key = bool(path.lstrip("/").partition("/")[2])
    for (verb, part, of_object), operation in S3.items():
        if (verb, of_object) == (method, key) and (part is None or part in query):
            return "s3", operation, {}
    return "s3", f"{method} {path}", {}


def without_pictures(said: Any) -> Any:
    """The same without what is too long to be a name or a number."""
    if isinstance(said, dict):
        return {name: without_pictures(value) for name, value in said.items()}
    if isinstance(said, list):
        return [without_pictures(value) for value in said]
    return "" if isinstance(said, str) and len(said) > LONGEST_TEXT else said


def in_short(body: bytes) -> dict[str, Any]:
    """The texts at the outside of a JSON object that holds pictures; the pictures are left out."""
    plain = re.findall(rb'"([A-Za-z]+)":\s*"([^"]{0,256})"', body)
    return {name.decode(): value.decode("utf-8", "replace") for name, value in plain if name != b"Bytes"}


def unwrapped(headers: dict[str, str], body: bytes) -> bytes:
    """The body without the lengths of its pieces, where it was sent in signed pieces (`aws-chunked`)."""
    if "aws-chunked" not in headers.get("content-encoding", ""):
        return body
    content, place = bytearray(), 0
    while True:
        end = body.find(b"\r\n", place)
        size = int(body[place:end].split(b";")[0] or b"0", 16) if end > 0 else 0
        if size == 0:
            return bytes(content)
        content += body[end + 2 : end + 2 + size]
        place = end + 2 + size + 2
