"""Whether the peers and what stands before them do what the checks rely on, asked with Amazon's own library."""

import time

import botocore.exceptions

from aws.account import BUCKET, LOCKED_BUCKET, Account, client
from aws.inside import listeners
from aws.peers import POSTGRES_LINE, PROXIES, Peers
from faults.postgres import program
import subprocess


def through(peers: Peers, name: str, keys: dict[str, str] | None = None):
    """A client that goes through the proxy."""
    return client(name, peers.proxies[name].url, keys)


def fails(call, *kinds) -> str:
    """What it is told, which has to be an error."""
    try:
        call()
    except kinds or (botocore.exceptions.ClientError,) as error:
        return str(error)
    raise AssertionError("it did not fail")


LOST = (botocore.exceptions.ConnectionClosedError, botocore.exceptions.ReadTimeoutError, botocore.exceptions.EndpointConnectionError)


def check_records(peers: Peers, account: Account) -> None:
    """A request is written down with what it is and what it holds."""
    proxy, s3 = peers.proxies["s3"], through(peers, "s3")
    proxy.words = {b"ROLL-17"}
    body = b"\xff\xd8\xff\xe0 a picture of ROLL-17"
    s3.put_object(Bucket=BUCKET, Key="try/x y", Body=body, ServerSideEncryption="aws:kms", SSEKMSKeyId=account.key_a)
    call = proxy.of("PutObject")[-1]
    assert call.headers["x-amz-server-side-encryption"] == "aws:kms", call
    assert call.first == body and call.found == {b"ROLL-17"} and call.status == 200, call
    assert call.action == "s3:PutObject" and call.resources == [f"arn:aws:s3:::{BUCKET}/try/x y"], call
    proxy.words = set()
    through(peers, "kms").generate_data_key(KeyId=account.key_a, KeySpec="AES_256", EncryptionContext={"exam": "1"})
    call = peers.proxies["kms"].of("GenerateDataKey")[-1]
    assert call.body["EncryptionContext"] == {"exam": "1"} and call.resources == [account.key_a], call
    assert through(peers, "s3").get_object(Bucket=BUCKET, Key="try/x y", Range="bytes=0-2")["Body"].read() == body[:3]


def check_cuts(peers: Peers, account: Account) -> None:
    """The peer has done it and nobody heard; the next request is an ordinary one."""
    proxy, s3 = peers.proxies["s3"], through(peers, "s3")
    rule = proxy.cut("PutObject")
    fails(lambda: s3.put_object(Bucket=BUCKET, Key="try/lost", Body=b"1", IfNoneMatch="*"), *LOST)
    assert rule.done == 1 and proxy.calls[-1].cut and account.content("try/lost") == b"1"
    told = fails(lambda: s3.put_object(Bucket=BUCKET, Key="try/lost", Body=b"1", IfNoneMatch="*"))
    assert "PreconditionFailed" in told or "412" in told, told
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key="try/parts")["UploadId"]
    part = s3.upload_part(Bucket=BUCKET, Key="try/parts", UploadId=upload, PartNumber=1, Body=b"p" * (6 << 20))
    whole = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    proxy.cut("CompleteMultipartUpload")
    fails(lambda: s3.complete_multipart_upload(Bucket=BUCKET, Key="try/parts", UploadId=upload, MultipartUpload=whole), *LOST)
    assert len(account.content("try/parts")) == 6 << 20
    table = {"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
    account.dynamodb.create_table(TableName="lost", AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}], **table)
    peers.proxies["dynamodb"].cut("PutItem")
    fails(lambda: through(peers, "dynamodb").put_item(TableName="lost", Item={"id": {"S": "1"}}), *LOST)
    assert account.dynamodb.scan(TableName="lost")["Count"] == 1
    peers.proxies["sns"].cut("PublishBatch")
    entries = [{"Id": "1", "Message": "m", "MessageAttributes": {"severity": {"DataType": "String", "StringValue": "high"}}}]
    fails(lambda: through(peers, "sns").publish_batch(TopicArn=account.topic, PublishBatchRequestEntries=entries), *LOST)
    assert [m["Message"] for m in account.hear(account.severe)] == ["m"] and len(account.hear(account.everything)) == 1
    peers.proxies["kms"].cut("Sign")
    sign = {"KeyId": account.signing_key, "Message": b"m", "SigningAlgorithm": "ED25519_SHA_512", "MessageType": "RAW"}
    fails(lambda: through(peers, "kms").sign(**sign), *LOST)
    assert len(through(peers, "kms").sign(**sign)["Signature"]) == 64


def check_outages(peers: Peers, account: Account) -> None:
    """Gone, silent, slow, and back again."""
    proxy = peers.proxies["s3"]
    with proxy.outage("gone"):
        assert PROXIES["s3"] not in listeners()
        fails(lambda: through(peers, "s3").list_objects_v2(Bucket=BUCKET), *LOST)
    assert through(peers, "s3").list_objects_v2(Bucket=BUCKET)["KeyCount"] > 0
    began = time.monotonic()
    rule = proxy.slow("GetObject", 0.3)
    through(peers, "s3").get_object(Bucket=BUCKET, Key="try/lost")["Body"].read()
    assert time.monotonic() - began >= 0.3 and rule.done == 1
    proxy.clear()
    url = peers.postgres.url("postgres", POSTGRES_LINE)
    assert peers.postgres.sql(url, "SELECT 1") == "1"
    with peers.line.outage("gone"):
        fails(lambda: peers.postgres.sql(url, "SELECT 1"), subprocess.CalledProcessError)
    with peers.line.outage("silent"):
        asked = [program("psql"), "-XqtA", "-d", url + "&connect_timeout=2", "-c", "SELECT 1"]
        assert subprocess.run(asked, capture_output=True).returncode != 0
    assert peers.postgres.sql(url, "SELECT 1") == "1"


def check_lock(peers: Peers, account: Account) -> None:
    """What lies in the locked bucket cannot be deleted."""
    if "weed" not in peers.processes:
        return
    version = account.weed.put_object(Bucket=LOCKED_BUCKET, Key="note", Body=b"n")["VersionId"]
    told = fails(lambda: account.weed.delete_object(Bucket=LOCKED_BUCKET, Key="note", VersionId=version))
    assert "AccessDenied" in told, told


def check(peers: Peers, account: Account) -> None:
    """All of it."""
    peers.check_listeners()
    assert peers.postgres.plain or peers.postgres.refuses_what_is_not_encrypted()
    for part in (check_records, check_cuts, check_outages, check_lock):
        part(peers, account)
        print(f"ok   {part.__name__}: {part.__doc__}", flush=True)
