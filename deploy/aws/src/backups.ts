/** AWS Backup: the database and the tables, beside the program's own backups, which also have the files. */

import { Aws, CfnDeletionPolicy, type Stack } from "aws-cdk-lib";
import { CfnBackupPlan, CfnBackupSelection, CfnBackupVault } from "aws-cdk-lib/aws-backup";
import type { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { accept } from "./accept";
import type { Database } from "./database";
import type { Keys } from "./keys";
import { BACKUP_DAYS } from "./plan";
import { arn, document, trust } from "./policy";

export function backups(stack: Stack, keys: Keys, database: Database, tables: CfnTable[]) {
  const vault = new CfnBackupVault(stack, "Vault", {
    backupVaultName: `${Aws.STACK_NAME}-vault`,
    encryptionKeyArn: keys.records.attrArn,
    // Whoever wants to remove a backup before its time has to change this first, and the trail tells who did.
    accessPolicy: document({
      Sid: "KeptUntilTheyExpire",
      Effect: "Deny",
      Principal: "*",
      Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
      Resource: "*",
    }),
  });
  vault.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  vault.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  const plan = new CfnBackupPlan(stack, "BackupPlan", {
    backupPlan: {
      backupPlanName: `${Aws.STACK_NAME}-nightly`,
      backupPlanRule: [
        {
          ruleName: "nightly",
          targetBackupVault: vault.ref,
          scheduleExpression: "cron(30 19 * * ? *)",
          startWindowMinutes: 60,
          completionWindowMinutes: 480,
          lifecycle: { deleteAfterDays: BACKUP_DAYS },
        },
      ],
    },
  });
  const role = new CfnRole(stack, "VaultRole", {
    description: "AWS Backup, which reads the database and the tables",
    assumeRolePolicyDocument: trust("backup.amazonaws.com"),
    managedPolicyArns: [`arn:${Aws.PARTITION}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup`],
  });
  accept(
    role,
    "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]",
    "What AWS Backup calls of RDS and DynamoDB is its own affair, and Amazon keeps the policy in step with it.",
  );
  new CfnBackupSelection(stack, "BackedUp", {
    backupPlanId: plan.ref,
    backupSelection: {
      selectionName: "database-and-tables",
      iamRoleArn: role.attrArn,
      resources: [arn("rds", `db:${database.instance.ref}`), ...tables.map((table) => table.attrArn)],
    },
  });
  return vault;
}
