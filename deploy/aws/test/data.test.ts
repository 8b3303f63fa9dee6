import assert from "node:assert/strict";
import { test } from "node:test";
import { Template } from "aws-cdk-lib/assertions";
import { all, json, one, read } from "./template";

const template = Template.fromJSON(json);

/** As the plan has them. */
const PLANNED = {
  DownloadPasswords: ["passwordId", "examId"],
  OMRRecords: ["barcode", "examId"],
  FaceRecords: ["examId", "candidateId"],
};

test("the tables have exactly the keys of the plan", () => {
  const tables = all("AWS::DynamoDB::Table");
  assert.deepEqual(tables.map(([name]) => name).sort(), Object.keys(PLANNED).sort());
  for (const [name, [hash, range]] of Object.entries(PLANNED)) {
    const table = one(name, "AWS::DynamoDB::Table");
    assert.deepEqual(table.TableName, { "Fn::Join": ["", [{ Ref: "TablePrefix" }, name]] });
    assert.deepEqual(table.KeySchema, [
      { AttributeName: hash, KeyType: "HASH" },
      { AttributeName: range, KeyType: "RANGE" },
    ]);
    assert.deepEqual(table.AttributeDefinitions, [
      { AttributeName: hash, AttributeType: "S" },
      { AttributeName: range, AttributeType: "S" },
    ]);
    assert.equal(table.GlobalSecondaryIndexes ?? table.LocalSecondaryIndexes, undefined);
  }
});

test("the program expects the same keys", () => {
  const passwords = read("crates/adapters/src/records/passwords.rs");
  assert.ok(passwords.includes('TABLE: &str = "DownloadPasswords"'));
  assert.ok(passwords.includes(`KEYS: [&str; 2] = ${JSON.stringify(PLANNED.DownloadPasswords).replace(",", ", ")}`));
  const twin = read("crates/adapters/src/records/twin.rs");
  for (const [word, table] of [
    ["Sheets", "OMRRecords"],
    ["Faces", "FaceRecords"],
  ] as const) {
    assert.ok(twin.includes(`Self::${word} => "${table}"`), table);
    assert.ok(twin.includes(`Self::${word} => ${JSON.stringify(PLANNED[table]).replace(",", ", ")}`), table);
  }
});

test("tables are paid by the request, restorable to any moment, sealed, and not removed by mistake", () => {
  template.allResourcesProperties("AWS::DynamoDB::Table", {
    BillingMode: "PAY_PER_REQUEST",
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: { "Fn::GetAtt": ["RecordsKey", "Arn"] } },
    DeletionProtectionEnabled: true,
  });
  const expires = all("AWS::DynamoDB::Table").filter(([, table]) => table.TimeToLiveSpecification);
  assert.deepEqual(
    expires.map(([name, table]) => [name, table.TimeToLiveSpecification.AttributeName]),
    [["DownloadPasswords", "ttl"]],
  );
});

test("PostgreSQL stands in two zones, speaks TLS alone, and is not removed by mistake", () => {
  const database = one("Database", "AWS::RDS::DBInstance");
  assert.equal(database.Engine, "postgres");
  assert.equal(database.MultiAZ, true);
  assert.equal(database.StorageEncrypted, true);
  assert.equal(database.DeletionProtection, true);
  assert.equal(database.PubliclyAccessible, false);
  assert.ok(database.BackupRetentionPeriod >= 7);
  assert.match(database.MasterUserPassword["Fn::Join"][1].join(""), /resolve:secretsmanager/);
  assert.equal(json.Resources.Database?.DeletionPolicy, "Snapshot");
  const settings = one(database.DBParameterGroupName.Ref, "AWS::RDS::DBParameterGroup");
  assert.equal(settings.Parameters["rds.force_ssl"], "1");
  assert.equal(settings.Parameters.log_parameter_max_length, "0");
  assert.equal(settings.Family, `postgres${database.EngineVersion.split(".")[0]}`);
});

test("buckets are closed, keep versions, encrypt, log, and answer over TLS alone", () => {
  const buckets = all("AWS::S3::Bucket");
  assert.deepEqual(buckets.map(([name]) => name).sort(), ["Backups", "Checkpoints", "Files", "Logs", "TrailFiles"]);
  for (const [name, bucket] of buckets) {
    assert.deepEqual(bucket.PublicAccessBlockConfiguration, {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    assert.equal(bucket.VersioningConfiguration.Status, "Enabled", name);
    const [encrypted] = bucket.BucketEncryption.ServerSideEncryptionConfiguration;
    // The balancer writes its log into no bucket that encrypts with a key of ours.
    if (name === "Logs") assert.equal(encrypted.ServerSideEncryptionByDefault.SSEAlgorithm, "AES256");
    else {
      assert.equal(encrypted.ServerSideEncryptionByDefault.SSEAlgorithm, "aws:kms", name);
      assert.equal(encrypted.BucketKeyEnabled, true, name);
      assert.deepEqual(bucket.LoggingConfiguration.DestinationBucketName, { Ref: "Logs" }, name);
    }
    const rules = bucket.LifecycleConfiguration.Rules;
    assert.ok(
      rules.some((rule: { AbortIncompleteMultipartUpload?: object }) => rule.AbortIncompleteMultipartUpload),
      name,
    );
    assert.equal(json.Resources[name]?.DeletionPolicy, "Retain", name);
    const [policy] = all("AWS::S3::BucketPolicy").filter(([, policy]) => policy.Bucket.Ref === name);
    const [deny] = policy?.[1].PolicyDocument.Statement ?? [];
    const arn = { "Fn::GetAtt": [name, "Arn"] };
    assert.deepEqual(deny, {
      Sid: "NothingWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [arn, { "Fn::Join": ["", [arn, "/*"]] }],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  }
});

test("nobody removes a checkpoint before its time, and no file or checkpoint expires", () => {
  const checkpoints = one("Checkpoints", "AWS::S3::Bucket");
  assert.equal(checkpoints.ObjectLockEnabled, true);
  assert.deepEqual(checkpoints.ObjectLockConfiguration.Rule.DefaultRetention, {
    Mode: "COMPLIANCE",
    Days: { Ref: "CheckpointDays" },
  });
  for (const name of ["Files", "Checkpoints"]) {
    const rules = one(name, "AWS::S3::Bucket").LifecycleConfiguration.Rules;
    assert.ok(!rules.some((rule: { ExpirationInDays?: number }) => rule.ExpirationInDays), name);
  }
});

test("topics and queues are sealed, answer over TLS alone, and lose nothing", () => {
  template.allResourcesProperties("AWS::SQS::Queue", {
    KmsMasterKeyId: { "Fn::GetAtt": ["WatchKey", "Arn"] },
    MessageRetentionPeriod: 1_209_600,
  });
  template.allResourcesProperties("AWS::SNS::Topic", { KmsMasterKeyId: { Ref: "WatchKey" } });
  for (const [, subscription] of all("AWS::SNS::Subscription"))
    assert.ok(subscription.RedrivePolicy.deadLetterTargetArn);
  for (const type of ["AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy"]) {
    for (const [name, policy] of all(type))
      assert.equal(policy.PolicyDocument.Statement[0].Sid, "NothingWithoutTls", name);
  }
  assert.equal(all("AWS::SQS::QueuePolicy").length, all("AWS::SQS::Queue").length);
});

test("what AWS Backup keeps is the database and every table, sealed", () => {
  const { Resources } = one("BackedUp", "AWS::Backup::BackupSelection").BackupSelection;
  const said = JSON.stringify(Resources);
  for (const name of ["Database", ...Object.keys(PLANNED)]) assert.ok(said.includes(`"${name}"`), name);
  assert.deepEqual(one("Vault", "AWS::Backup::BackupVault").EncryptionKeyArn, { "Fn::GetAtt": ["RecordsKey", "Arn"] });
});
