import assert from "node:assert/strict";
import { test } from "node:test";
import { all, type Json, json, one, policies, read, shown } from "./template";

const list = (value: Json): Json[] => [value].flat();
const isAll = (action: string) => action === "*" || action.endsWith(":*");

test("the task's role is the one that the tests run under", () => {
  // The names of the file, for what the template has in their place.
  const names: Record<string, string> = {
    "${Files}": "${Bucket}",
    "${AWS::Region}": "${Region}",
    "${AWS::AccountId}": "${Account}",
    "${DataKey.Arn}": "${DataKeyArn}",
    "${CheckpointKey.Arn}": "${CheckpointKeyArn}",
    "${Notices}": "${TopicArn}",
  };
  const named = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(named);
    if (typeof value === "object" && !("Ref" in value || "Fn::Join" in value || "Fn::GetAtt" in value)) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner)]));
    }
    return shown(value)
      .replace(/\$\{[^}]+\}/g, (name) => names[name] ?? name)
      .replace("${Bucket}/main/", "${Bucket}/${Prefix}/");
  };
  const { PolicyDocument, Roles } = one("TaskPolicy", "AWS::IAM::Policy");
  assert.deepEqual(named(PolicyDocument), JSON.parse(read("deploy/aws/task-role.json")));
  assert.deepEqual(Roles, [{ Ref: "TaskRole" }]);
  assert.match(read("examples/aws/policy.py"), /"deploy\/aws\/task-role\.json"/);
});

test("the task's role has no other policy", () => {
  assert.deepEqual(Object.keys(one("TaskRole", "AWS::IAM::Role")).sort(), ["AssumeRolePolicyDocument", "Description"]);
  const others = all("AWS::IAM::Policy").filter(
    ([name, policy]) => name !== "TaskPolicy" && JSON.stringify(policy.Roles).includes('"TaskRole"'),
  );
  assert.deepEqual(others, []);
  assert.deepEqual(all("AWS::IAM::ManagedPolicy"), []);
  assert.equal(shown(one("Server", "AWS::ECS::TaskDefinition").TaskRoleArn), "${TaskRole.Arn}");
});

test("no statement allows every action on everything, or every action of a service on anything", () => {
  const found = policies();
  assert.ok(found.length > 60, "the policies are found");
  for (const { of, statement } of found.filter(({ statement }) => statement.Effect === "Allow")) {
    assert.ok(!list(statement.Action).some(isAll), `${of} ${statement.Sid} allows ${statement.Action}`);
    assert.ok(!("NotAction" in statement || "NotResource" in statement || "NotPrincipal" in statement), of);
  }
});

test("nobody is allowed something who is not named, but through a door of the network", () => {
  for (const { of, statement } of policies().filter(({ statement }) => statement.Effect === "Allow")) {
    const anybody = statement.Principal === "*" || statement.Principal?.AWS === "*";
    const door = json.Resources[of]?.Type === "AWS::EC2::VPCEndpoint";
    if (!anybody) continue;
    assert.ok(door, `${of} ${statement.Sid} allows anybody`);
    if (statement.Sid !== "LayersOfImages") {
      assert.deepEqual(
        statement.Condition,
        { StringEquals: { "aws:PrincipalAccount": { Ref: "AWS::AccountId" } } },
        of,
      );
    }
  }
});

test("everything is `*` only where a service knows no resource, or the policy is the thing's own", () => {
  const known = new Set([
    "cloudwatch:PutMetricData",
    "ecr:GetAuthorizationToken",
    "sts:AssumeRole",
    "sts:GetCallerIdentity",
  ]);
  for (const { of, statement } of policies().filter(({ statement }) => statement.Effect === "Allow")) {
    if (statement.Resource !== "*" || json.Resources[of]?.Type === "AWS::KMS::Key") continue;
    const others = list(statement.Action).filter((action) => !known.has(action) && !action.startsWith("rekognition:"));
    assert.deepEqual(others, [], `${of} ${statement.Sid}`);
  }
});

test("whoever looks after a key opens and signs nothing with it", () => {
  const keys = all("AWS::KMS::Key");
  assert.equal(keys.length, 4);
  for (const [name, key] of keys) {
    const administer = key.KeyPolicy.Statement.find((statement: Json) => statement.Sid === "Administer");
    assert.doesNotMatch(JSON.stringify(administer.Action), /crypt|Sign"|GenerateDataKey|CreateGrant/, name);
    assert.equal(key.PendingWindowInDays, 30, name);
    assert.equal(json.Resources[name]?.DeletionPolicy, "Retain", name);
    const signs = key.KeyUsage === "SIGN_VERIFY";
    assert.equal(key.EnableKeyRotation, signs ? undefined : true, name);
    if (signs) assert.equal(key.KeySpec, "ECC_NIST_EDWARDS25519");
  }
});

test("what makes backups can neither change nor remove one", () => {
  const may = [
    one("BackupPolicy", "AWS::IAM::Policy").PolicyDocument,
    one("BackupsPolicy", "AWS::S3::BucketPolicy").PolicyDocument,
  ];
  const allowed = may
    .flatMap((document) => document.Statement)
    .filter((statement: Json) => statement.Effect === "Allow");
  const actions = allowed.flatMap((statement: Json) => list(statement.Action));
  assert.ok(actions.includes("s3:PutObject"));
  assert.deepEqual(
    actions.filter((action: string) => /Delete|PutBucket|PutLifecycle/.test(action)),
    [],
  );
});
