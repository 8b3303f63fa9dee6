/** What is done beside the copies, by the same image: at night the backup and the comparison of Amazon's tables with the
 * database; once the first account. */

import type { Stack } from "aws-cdk-lib";
import type { CfnTaskDefinition } from "aws-cdk-lib/aws-ecs";
import { CfnPolicy } from "aws-cdk-lib/aws-iam";
import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { type Of, task } from "./container";
import type { Groups, Network } from "./network";
import type { Notices } from "./notices";
import { JOB, PREFIX } from "./plan";
import { allow, document } from "./policy";
import type { Roles } from "./roles";
import { placed, type Service } from "./service";

export type Jobs = ReturnType<typeof jobs>;

type With = {
  network: Network;
  groups: Groups;
  roles: Roles;
  service: Service;
  notices: Notices;
  log: CfnLogGroup;
  first: CfnSecret;
};

export function jobs(stack: Stack, of: Of, w: With) {
  const job = (id: string, role: "task" | "backup", command: string[]) =>
    task(stack, id, of, { command, size: JOB, role: w.roles[role], log: w.log });
  const backup = job("Backup", "backup", ["backup", "--to", `s3://${of.files.backups.ref}/${PREFIX}`]);
  const check = job("Check", "task", ["aws", "check"]);
  // Its password comes on standard input alone, so that the image's shell is needed, this once.
  const first = task(stack, "FirstAccount", of, {
    entry: ["/bin/sh", "-c"],
    command: [`printf %s "$FIRST_PASSWORD" | mpa user add --username admin --role admin --password-stdin`],
    size: JOB,
    role: w.roles.task,
    log: w.log,
    secrets: { FIRST_PASSWORD: `${w.first.ref}:password::` },
  });

  const policy = new CfnPolicy(stack, "SchedulePolicy", {
    policyName: "SchedulePolicy",
    roles: [w.roles.schedule.ref],
    policyDocument: document(
      allow("StartJobs", ["ecs:RunTask"], [backup.ref, check.ref], {
        Condition: { ArnEquals: { "ecs:cluster": w.service.cluster.attrArn } },
      }),
      allow(
        "GiveThemTheirRoles",
        ["iam:PassRole"],
        [w.roles.task, w.roles.backup, w.roles.execution].map((role) => role.attrArn),
        { Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } },
      ),
      allow("TellWhatDidNotStart", ["sqs:SendMessage"], w.notices.lostJobs.attrArn),
    ),
  });
  const nightly = (id: string, description: string, at: string, definition: CfnTaskDefinition) => {
    const schedule = new CfnSchedule(stack, id, {
      description,
      scheduleExpression: `cron(${at} * * ? *)`,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: w.service.cluster.attrArn,
        roleArn: w.roles.schedule.attrArn,
        deadLetterConfig: { arn: w.notices.lostJobs.attrArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
        ecsParameters: {
          taskDefinitionArn: definition.ref,
          taskCount: 1,
          launchType: "FARGATE",
          platformVersion: "LATEST",
          networkConfiguration: placed(w.network, w.groups),
        },
      },
    });
    schedule.addResourceDependency(policy);
    return schedule;
  };
  nightly("BackupAtNight", "A backup of the whole store", "30 20", backup);
  nightly("CheckAtNight", "Whether Amazon's tables and collections say what the database says", "30 22", check);
  return { backup, check, first };
}
