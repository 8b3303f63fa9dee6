/** Who did what, by Amazon's own trail: to the account, to each object, and to each download password. */

import { CfnDeletionPolicy, type Stack } from "aws-cdk-lib";
import { CfnTrail } from "aws-cdk-lib/aws-cloudtrail";
import type { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import { CfnPolicy, CfnRole } from "aws-cdk-lib/aws-iam";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { Files } from "./files";
import type { Keys } from "./keys";
import { LOG_DAYS } from "./plan";
import { allow, document, TRAIL_NAME, trust } from "./policy";

export function trail(stack: Stack, keys: Keys, files: Files, tables: CfnTable[]): CfnTrail {
  const log = new CfnLogGroup(stack, "TrailLog", { retentionInDays: LOG_DAYS, kmsKeyId: keys.watch.attrArn });
  log.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  log.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  const role = new CfnRole(stack, "TrailRole", {
    description: "Writes the trail into its log",
    assumeRolePolicyDocument: trust("cloudtrail.amazonaws.com"),
  });
  const policy = new CfnPolicy(stack, "TrailPolicy", {
    policyName: "TrailPolicy",
    roles: [role.ref],
    policyDocument: document(allow("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], log.attrArn)),
  });

  const is = (field: string, ...equalTo: string[]) => ({ field, equalTo });
  const below = (...buckets: { attrArn: string }[]) => ({
    field: "resources.ARN",
    startsWith: buckets.map((bucket) => `${bucket.attrArn}/`),
  });
  const made = new CfnTrail(stack, "Trail", {
    trailName: TRAIL_NAME,
    isLogging: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    enableLogFileValidation: true,
    s3BucketName: files.trail.ref,
    kmsKeyId: keys.watch.attrArn,
    cloudWatchLogsLogGroupArn: log.attrArn,
    cloudWatchLogsRoleArn: role.attrArn,
    advancedEventSelectors: [
      { name: "The account", fieldSelectors: [is("eventCategory", "Management")] },
      {
        name: "Files, checkpoints and backups",
        fieldSelectors: [
          is("eventCategory", "Data"),
          is("resources.type", "AWS::S3::Object"),
          below(files.files, files.checkpoints, files.backups),
        ],
      },
      {
        name: "Tables",
        fieldSelectors: [
          is("eventCategory", "Data"),
          is("resources.type", "AWS::DynamoDB::Table"),
          is("resources.ARN", ...tables.map((table) => table.attrArn)),
        ],
      },
    ],
  });
  made.addResourceDependency(files.trailPolicy);
  made.addResourceDependency(policy);
  return made;
}
