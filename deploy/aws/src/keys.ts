/** Keys of KMS, one a purpose, and who may use them for what. */

import { Aws, CfnDeletionPolicy, type Stack } from "aws-cdk-lib";
import { CfnAlias, CfnKey, type CfnKeyProps } from "aws-cdk-lib/aws-kms";
import { accept } from "./accept";
import { allow, document, OF_THIS_ACCOUNT, type Statement, TRAIL } from "./policy";
import type { Roles } from "./roles";

export type Keys = ReturnType<typeof keys>;

/** The account's administrators look after a key. None of these reads or signs anything. */
const administer = allow(
  "Administer",
  [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListAliases",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
  ],
  "*",
  { Principal: { AWS: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:root` } },
);

const USE = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/** Through a service of this region alone, and for this account. */
const through = (...services: string[]) => ({
  StringEquals: {
    "kms:CallerAccount": Aws.ACCOUNT_ID,
    "kms:ViaService": services.map((service) => `${service}.${Aws.REGION}.amazonaws.com`),
  },
});

/** In the policy of a key `*` is the key itself. */
const use = (
  sid: string,
  principal: Statement["Principal"],
  action: string[],
  condition?: Statement["Condition"],
): Statement => allow(sid, action, "*", { Principal: principal!, ...(condition && { Condition: condition }) });

export function keys(stack: Stack, roles: Roles) {
  const account = { AWS: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:root` };
  const programs = { AWS: [roles.task.attrArn, roles.backup.attrArn] };
  const task = { AWS: roles.task.attrArn };
  const make = (
    id: string,
    alias: string,
    description: string,
    statements: Statement[],
    more: Partial<CfnKeyProps> = {},
  ) => {
    const key = new CfnKey(stack, id, {
      description,
      keyPolicy: document(administer, ...statements),
      pendingWindowInDays: 30,
      ...more,
    });
    // A key that is gone is data that is gone.
    key.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    key.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    new CfnAlias(stack, `${id}Alias`, { aliasName: `alias/${Aws.STACK_NAME}-${alias}`, targetKeyId: key.ref });
    return key;
  };
  const rotating = { enableKeyRotation: true };

  const data = make(
    "DataKey",
    "data",
    "Wraps the data keys of exams and the keys that sign, and is what S3 encrypts files, checkpoints and backups with",
    [use("UsedByPrograms", programs, ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"])],
    rotating,
  );

  const checkpoint = make(
    "CheckpointKey",
    "checkpoint",
    "Signs the checkpoints of the journal",
    [use("SignedByCopies", task, ["kms:GetPublicKey", "kms:Sign"])],
    { keySpec: "ECC_NIST_EDWARDS25519", keyUsage: "SIGN_VERIFY" },
  );
  accept(checkpoint, "CKV_AWS_7", "KMS does not rotate a key that signs; outsiders know its public half.");

  const records = make(
    "RecordsKey",
    "records",
    "Encrypts the database, the tables, their backups and the database's password",
    [
      use("ThroughServices", account, USE, through("rds", "dynamodb", "secretsmanager", "backup")),
      use("GrantsOfServices", account, ["kms:CreateGrant"], {
        ...through("rds", "dynamodb", "backup"),
        Bool: { "kms:GrantIsForAWSResource": "true" },
      }),
      use("TablesByCopies", task, USE, through("dynamodb")),
      use("PasswordByStarter", { AWS: roles.execution.attrArn }, ["kms:Decrypt"], through("secretsmanager")),
    ],
    rotating,
  );

  const watch = make(
    "WatchKey",
    "watch",
    "Encrypts logs, the trail, topics and queues",
    [
      use("Logs", { Service: `logs.${Aws.REGION}.amazonaws.com` }, USE, {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`,
        },
      }),
      use("Trail", { Service: "cloudtrail.amazonaws.com" }, ["kms:DescribeKey", "kms:GenerateDataKey"], {
        StringEquals: { "aws:SourceArn": TRAIL },
      }),
      use(
        "Alarms",
        {
          Service: [
            "budgets.amazonaws.com",
            "cloudwatch.amazonaws.com",
            "events.rds.amazonaws.com",
            "sns.amazonaws.com",
          ],
        },
        ["kms:Decrypt", "kms:GenerateDataKey"],
        OF_THIS_ACCOUNT,
      ),
      // EventBridge names no account when it writes to an encrypted topic.
      use("Events", { Service: "events.amazonaws.com" }, ["kms:Decrypt", "kms:GenerateDataKey"]),
      use("LostJobs", { AWS: roles.schedule.attrArn }, ["kms:Decrypt", "kms:GenerateDataKey"], through("sqs")),
      use("NoticesByCopies", task, ["kms:Decrypt", "kms:GenerateDataKey"], through("sns")),
      use("ReadByPeople", account, ["kms:Decrypt"], through("s3", "logs", "sqs", "cloudtrail")),
    ],
    rotating,
  );
  return { data, checkpoint, records, watch };
}
