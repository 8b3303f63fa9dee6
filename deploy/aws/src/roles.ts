/** Who may do what: the copies, the backup, and ECS itself. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Aws, type Stack } from "aws-cdk-lib";
import { CfnPolicy, CfnRole } from "aws-cdk-lib/aws-iam";
import { accept } from "./accept";
import type { Files } from "./files";
import type { Keys } from "./keys";
import type { Parameters } from "./parameters";
import { PREFIX } from "./plan";
import { allow, arn, type Document, document, OF_THIS_ACCOUNT, type Statement, trust } from "./policy";

/** The policy that the tests run under. */
export const TASK_ROLE = join(__dirname, "../../task-role.json");

export type Roles = ReturnType<typeof roles>;

/** The roles, as yet without rights: policies of keys and buckets name them. */
export function roles(stack: Stack) {
  const task = (id: string, description: string) =>
    new CfnRole(stack, id, {
      description,
      assumeRolePolicyDocument: trust("ecs-tasks.amazonaws.com", OF_THIS_ACCOUNT),
    });
  return {
    task: task("TaskRole", "A copy of the server"),
    backup: task("BackupRole", "The nightly backup"),
    execution: task("ExecutionRole", "ECS, which starts the copies"),
    schedule: new CfnRole(stack, "ScheduleRole", {
      description: "The scheduler, which starts the jobs",
      assumeRolePolicyDocument: trust("scheduler.amazonaws.com", OF_THIS_ACCOUNT),
    }),
  };
}

/** A file with `${Name}` in it, and the names filled in. */
export function filledIn(text: string, names: Record<string, string>): Document {
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
    }
    if (typeof value !== "string") return value;
    return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const known = names[name];
      if (known === undefined) throw new Error(`task-role.json names \${${name}}, and nothing fills it in`);
      return known;
    });
  };
  return fill(JSON.parse(text)) as Document;
}

type Of = {
  parameters: Parameters;
  keys: Keys;
  files: Files;
  topic: string;
  secret: string;
  first: string;
  logs: string[];
};

/** What the roles may do, statement by statement. */
export function rights(stack: Stack, roles: Roles, of: Of) {
  const rights = filledIn(readFileSync(TASK_ROLE, "utf8"), {
    Bucket: of.files.files.ref,
    Prefix: PREFIX,
    Region: Aws.REGION,
    Account: Aws.ACCOUNT_ID,
    TablePrefix: of.parameters.tablePrefix,
    DataKeyArn: of.keys.data.attrArn,
    CheckpointKeyArn: of.keys.checkpoint.attrArn,
    TopicArn: of.topic,
  });
  const give = (id: string, role: CfnRole, policy: Document) =>
    new CfnPolicy(stack, id, { policyName: id, roles: [role.ref], policyDocument: policy });

  const task = give("TaskPolicy", roles.task, rights);
  const asMany = "A file has a random name below the prefix: the prefix is the narrowest there is.";
  accept(task, `AwsSolutions-IAM5[Resource::arn:aws:s3:::<Files>/${PREFIX}/*]`, asMany);
  accept(task, "AwsSolutions-IAM5[Resource::*]", "CompareFaces is about two pictures, and knows no resource.");
  accept(
    task,
    "AwsSolutions-IAM5[Resource::arn:aws:rekognition:<AWS::Region>:<AWS::AccountId>:collection/exam-*]",
    "Each exam has a collection of its own, which is made when its first face is enrolled.",
  );

  // Of the task's rights what a backup needs: it reads files, and opens and makes keys.
  const needed = new Set(["ReadFiles", "ListFiles", "MakeDataKeys", "OpenKeys"]);
  const kept = rights.Statement.filter((statement: Statement) => needed.has(statement.Sid));
  const backup = give("BackupPolicy", roles.backup, document(...kept));
  accept(backup, `AwsSolutions-IAM5[Resource::arn:aws:s3:::<Files>/${PREFIX}/*]`, asMany);

  const image = arn("ecr", `repository/${of.parameters.repository}`);
  const execution = give(
    "ExecutionPolicy",
    roles.execution,
    document(
      allow("LogInToImages", ["ecr:GetAuthorizationToken"], "*"),
      allow("PullImage", ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], image),
      allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], of.logs),
      allow("ReadSecrets", ["secretsmanager:GetSecretValue"], [of.secret, of.first]),
    ),
  );
  accept(execution, "AwsSolutions-IAM5[Resource::*]", "GetAuthorizationToken knows no resource.");
  return [task, backup, execution];
}
