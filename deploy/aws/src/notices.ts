/** Topics, whom they tell, and where what could not be delivered lies. */

import type { Stack } from "aws-cdk-lib";
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from "aws-cdk-lib/aws-sns";
import { CfnQueue, CfnQueuePolicy } from "aws-cdk-lib/aws-sqs";
import { accept } from "./accept";
import type { Keys } from "./keys";
import type { Parameters } from "./parameters";
import { allow, document, OF_THIS_ACCOUNT, type Statement, tlsOnly } from "./policy";
import type { Roles } from "./roles";

export type Notices = ReturnType<typeof notices>;

/** Seconds for which what was lost is kept: the longest there is. */
const KEPT = 14 * 24 * 3600;

export function notices(stack: Stack, keys: Keys, roles: Roles, parameters: Parameters) {
  const queue = (id: string) => {
    const made = new CfnQueue(stack, id, {
      messageRetentionPeriod: KEPT,
      kmsMasterKeyId: keys.watch.attrArn,
      kmsDataKeyReusePeriodSeconds: 3600,
    });
    accept(made, "AwsSolutions-SQS3", "It is where dead letters go itself.");
    return made;
  };
  const topic = (id: string, displayName: string, email: string, ...statements: ((topic: string) => Statement)[]) => {
    const made = new CfnTopic(stack, id, { displayName, kmsMasterKeyId: keys.watch.ref });
    const lost = queue(`Lost${id}`);
    const policy = new CfnTopicPolicy(stack, `${id}Policy`, {
      topics: [made.ref],
      policyDocument: document(tlsOnly("sns:Publish", made.ref), ...statements.map((statement) => statement(made.ref))),
    });
    new CfnQueuePolicy(stack, `Lost${id}Policy`, {
      queues: [lost.ref],
      policyDocument: document(
        tlsOnly("sqs:*", lost.attrArn),
        allow("WhatWasNotDelivered", ["sqs:SendMessage"], lost.attrArn, {
          Principal: { Service: "sns.amazonaws.com" },
          Condition: { ArnEquals: { "aws:SourceArn": made.ref } },
        }),
      ),
    });
    new CfnSubscription(stack, `${id}Subscription`, {
      topicArn: made.ref,
      protocol: "email",
      endpoint: email,
      redrivePolicy: { deadLetterTargetArn: lost.attrArn },
    });
    return { made, lost, policy };
  };

  const notices = topic("Notices", "MPA notices", parameters.noticeEmail, (topic) =>
    allow("NoticesOfCopies", ["sns:Publish"], topic, { Principal: { AWS: roles.task.attrArn } }),
  );
  const alarms = topic(
    "Alarms",
    "MPA alarms",
    parameters.alarmEmail,
    (topic) =>
      allow("AlarmsOfServices", ["sns:Publish"], topic, {
        Principal: { Service: ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "events.rds.amazonaws.com"] },
        Condition: OF_THIS_ACCOUNT,
      }),
    (topic) => allow("AlarmsOfEvents", ["sns:Publish"], topic, { Principal: { Service: "events.amazonaws.com" } }),
  );

  const lostJobs = queue("LostJobs");
  new CfnQueuePolicy(stack, "LostJobsPolicy", {
    queues: [lostJobs.ref],
    policyDocument: document(
      tlsOnly("sqs:*", lostJobs.attrArn),
      allow("WhatDidNotStart", ["sqs:SendMessage"], lostJobs.attrArn, { Principal: { AWS: roles.schedule.attrArn } }),
    ),
  });
  return {
    topic: notices.made,
    alarms: alarms.made,
    alarmsPolicy: alarms.policy,
    lost: [notices.lost, alarms.lost, lostJobs],
    lostJobs,
  };
}
