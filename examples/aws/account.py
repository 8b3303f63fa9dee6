"""What an owner of the account has made before the program is started: keys, a bucket, a topic, queues."""

import json
from typing import Any

import boto3
from botocore.config import Config

from aws.calls import REGION
from aws.peers import PORTS, ROOT_KEYS, Peers

BUCKET, PREFIX, LOCKED_BUCKET = "mpa-exam-files", "centre", "mpa-checkpoints"
TABLES = "mpa-"
TOPIC, SEVERE, EVERYTHING = "mpa-notices", "severe", "everything"


def prefix(tag: str) -> str:
    """Below what the files of an installation lie."""
    return f"{PREFIX}/{tag}"


def tables(tag: str) -> str:
    """How the names of its tables begin."""
    return f"{TABLES}{tag}-"


def client(service: str, url: str, keys: dict[str, str] | None = None) -> Any:
    """A client of Amazon's own library, which asks once."""
    keys = keys or ROOT_KEYS
    config = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, read_timeout=60)
    return boto3.client(
        service,
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=keys.get("AWS_SESSION_TOKEN"),
        config=config,
    )


class Account:
    """Made past the proxies, as somebody who may everything."""

    def __init__(self, peers: Peers):
        self.peers = peers
        gate = f"http://127.0.0.1:{PORTS['ministack']}"
        self.s3, self.kms, self.sns, self.sqs, self.iam, self.sts = (
            client(name, gate) for name in ("s3", "kms", "sns", "sqs", "iam", "sts")
        )
        table_port = PORTS["dynamodb" if peers.dynamo_local else "ministack"]
        self.dynamodb = client("dynamodb", f"http://127.0.0.1:{table_port}")
        self.key_a, self.key_b = (self._key() for _ in range(2))
        self.signing_key = self._key(KeySpec="ECC_NIST_EDWARDS25519", KeyUsage="SIGN_VERIFY")
        self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        self.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        self.topic = self.sns.create_topic(Name=TOPIC)["TopicArn"]
        self.severe = self._queue(SEVERE, {"severity": ["high"]})
        self.everything = self._queue(EVERYTHING, None)
        if "weed" in peers.processes:
            self._locked_bucket()

    def _key(self, **what: str) -> str:
        return self.kms.create_key(**what)["KeyMetadata"]["Arn"]

    def _queue(self, name: str, policy: dict[str, Any] | None) -> str:
        """A queue that hears the topic, or what of it the filter lets through; its address."""
        url = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        where = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        may = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage"}
        allow = {"Version": "2012-10-17", "Statement": [{**may, "Resource": where}]}
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(allow)})
        attributes = {"FilterPolicy": json.dumps(policy)} if policy else {}
        self.sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=where, Attributes=attributes)
        return url

    def _locked_bucket(self) -> None:
        """A bucket of SeaweedFS in which nothing can be deleted for a day."""
        access, secret = self.peers.weed_keys
        keys = {"AWS_ACCESS_KEY_ID": access, "AWS_SECRET_ACCESS_KEY": secret}
        self.weed = client("s3", self.peers.proxies["weed"].url, keys)
        self.weed.create_bucket(Bucket=LOCKED_BUCKET, ObjectLockEnabledForBucket=True)
        rule = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 1}}
        locked = {"ObjectLockEnabled": "Enabled", "Rule": rule}
        self.weed.put_object_lock_configuration(Bucket=LOCKED_BUCKET, ObjectLockConfiguration=locked)

    def hear(self, queue: str) -> list[dict[str, Any]]:
        """Takes all that waits in a queue: what SNS says of each notice."""
        found: list[dict[str, Any]] = []
        while True:
            got = self.sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=0).get("Messages", [])
            if not got:
                return found
            for message in got:
                found.append(json.loads(message["Body"]))
                self.sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])

    def names(self, prefix: str = "") -> list[str]:
        """The names of the objects below a prefix."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        return [item["Key"] for page in pages for item in page.get("Contents", [])]

    def content(self, name: str) -> bytes:
        """What lies under a name."""
        return self.s3.get_object(Bucket=BUCKET, Key=name)["Body"].read()

    def items(self, table: str) -> list[dict[str, Any]]:
        """Every item of a table."""
        pages = self.dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        return [item for page in pages for item in page["Items"]]

    def options(self, tag: str) -> dict[str, str]:
        """The environment that turns everything on, through the proxies, for one installation among others."""
        proxies = self.peers.proxies
        said = {
            "MPA_BLOBS": f"s3://{BUCKET}/{prefix(tag)}",
            "MPA_S3_SSE": f"aws:kms:{self.key_a}",
            "MPA_KEYS": f"kms:{self.key_a}",
            "MPA_CHECKPOINT_KEY": f"kms:{self.signing_key}",
            "MPA_RECORDS": f"dynamodb:{tables(tag)}",
            "MPA_NOTICES": f"sns:{self.topic}",
            "MPA_METRICS": "both",
            "MPA_AWS_REGION": REGION,
            **{f"MPA_AWS_ENDPOINT_{name.upper()}": proxies[name].url for name in ("s3", "kms", "dynamodb", "sns")},
        }
        if "rekognition" in proxies:
            said |= {"MPA_REKOGNITION": "on", "MPA_AWS_ENDPOINT_REKOGNITION": proxies["rekognition"].url}
        return said
