/** Buckets: what is stored, and what is logged. */

import { Aws, CfnDeletionPolicy, type Stack } from "aws-cdk-lib";
import { CfnBucket, CfnBucketPolicy, type CfnBucketProps } from "aws-cdk-lib/aws-s3";
import { accept } from "./accept";
import type { Keys } from "./keys";
import type { Parameters } from "./parameters";
import { BACKUP_DAYS, LOG_DAYS, PREFIX, REMOVED_DAYS, UNFINISHED_DAYS } from "./plan";
import { allow, document, OF_THIS_ACCOUNT, type Statement, TRAIL, tlsOnly } from "./policy";
import type { Roles } from "./roles";

export type Files = ReturnType<typeof files>;

const CLOSED = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const UNFINISHED = {
  id: "unfinished",
  status: "Enabled",
  abortIncompleteMultipartUpload: { daysAfterInitiation: UNFINISHED_DAYS },
};
const removedAfter = (days: number) => ({
  id: "removed",
  status: "Enabled",
  noncurrentVersionExpiration: { noncurrentDays: days },
});
const ofTrail = { StringEquals: { "aws:SourceArn": TRAIL } };
const goneAfter = (days: number) => ({ id: "gone", status: "Enabled", expirationInDays: days });

export function files(stack: Stack, keys: Keys, roles: Roles, parameters: Parameters) {
  const bucket = (id: string, key: string | undefined, more: Partial<CfnBucketProps>, ...statements: Statement[]) => {
    const made = new CfnBucket(stack, id, {
      publicAccessBlockConfiguration: CLOSED,
      ownershipControls: { rules: [{ objectOwnership: "BucketOwnerEnforced" }] },
      versioningConfiguration: { status: "Enabled" },
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          key
            ? {
                bucketKeyEnabled: true,
                serverSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
              }
            : { serverSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
        ],
      },
      ...more,
    });
    made.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    made.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    const within = (statement: Statement): Statement => {
      const at = (rest: string | string[]) => [rest].flat().map((name) => `${made.attrArn}${name}`);
      return { ...statement, Resource: at(statement.Resource ?? "") };
    };
    const policy = new CfnBucketPolicy(stack, `${id}Policy`, {
      bucket: made.ref,
      policyDocument: document(tlsOnly("s3:*", [made.attrArn, `${made.attrArn}/*`]), ...statements.map(within)),
    });
    return { made, policy };
  };

  // Its own log would be a log of logs.
  const { made: logs, policy: logsPolicy } = bucket(
    "Logs",
    undefined,
    { lifecycleConfiguration: { rules: [UNFINISHED, removedAfter(REMOVED_DAYS), goneAfter(LOG_DAYS)] } },
    allow("LogsOfBalancer", ["s3:PutObject"], `/balancer/AWSLogs/${Aws.ACCOUNT_ID}/*`, {
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    }),
    allow("LogsOfBuckets", ["s3:PutObject"], "/buckets/*", {
      Principal: { Service: "logging.s3.amazonaws.com" },
      Condition: OF_THIS_ACCOUNT,
    }),
  );
  accept(logs, "CKV_AWS_18", "A log of the bucket of logs would be written into itself, for ever.");
  const logged = (name: string) => ({
    loggingConfiguration: { destinationBucketName: logs.ref, logFilePrefix: `buckets/${name}/` },
  });

  const { made: stored } = bucket("Files", keys.data.attrArn, {
    lifecycleConfiguration: { rules: [UNFINISHED, removedAfter(REMOVED_DAYS)] },
    ...logged("files"),
  });

  const { made: checkpoints } = bucket(
    "Checkpoints",
    keys.data.attrArn,
    {
      objectLockEnabled: true,
      objectLockConfiguration: {
        objectLockEnabled: "Enabled",
        rule: { defaultRetention: { mode: "COMPLIANCE", days: parameters.checkpointDays } },
      },
      lifecycleConfiguration: { rules: [UNFINISHED] },
      ...logged("checkpoints"),
    },
    allow("KeepCheckpoints", ["s3:GetObject", "s3:PutObject"], `/${PREFIX}/*`, {
      Principal: { AWS: roles.task.attrArn },
    }),
    allow("LookForCheckpoints", ["s3:ListBucket"], "", { Principal: { AWS: roles.task.attrArn } }),
  );

  const { made: backups } = bucket(
    "Backups",
    keys.data.attrArn,
    { lifecycleConfiguration: { rules: [UNFINISHED, removedAfter(1), goneAfter(BACKUP_DAYS)] }, ...logged("backups") },
    // It adds backups, and can neither change nor remove one.
    allow("MakeBackups", ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], `/${PREFIX}/*`, {
      Principal: { AWS: roles.backup.attrArn },
    }),
    allow("RestoreBackups", ["s3:GetObject"], `/${PREFIX}/*`, { Principal: { AWS: roles.task.attrArn } }),
    allow("LookForBackups", ["s3:ListBucket"], "", {
      Principal: { AWS: [roles.backup.attrArn, roles.task.attrArn] },
    }),
  );

  const { made: trail, policy: trailPolicy } = bucket(
    "TrailFiles",
    keys.watch.attrArn,
    {
      lifecycleConfiguration: { rules: [UNFINISHED, removedAfter(REMOVED_DAYS), goneAfter(LOG_DAYS)] },
      ...logged("trail"),
    },
    allow("TrailLooks", ["s3:GetBucketAcl"], "", {
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Condition: ofTrail,
    }),
    allow("TrailWrites", ["s3:PutObject"], `/AWSLogs/${Aws.ACCOUNT_ID}/*`, {
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Condition: ofTrail,
    }),
  );
  return { files: stored, checkpoints, backups, logs, logsPolicy, trail, trailPolicy };
}
