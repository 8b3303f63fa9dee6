/** Alarms: each with what somebody has to know when it wakes them. */

import type { Stack } from "aws-cdk-lib";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { CfnAlarm } from "aws-cdk-lib/aws-cloudwatch";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { type CfnLogGroup, CfnMetricFilter } from "aws-cdk-lib/aws-logs";
import { CfnEventSubscription } from "aws-cdk-lib/aws-rds";
import type { Database } from "./database";
import type { Front } from "./front";
import type { Keys } from "./keys";
import { METRICS, type Metric } from "./metrics";
import type { Notices } from "./notices";
import type { Parameters } from "./parameters";
import { COPIES, MOST_CONNECTIONS } from "./plan";
import type { Service } from "./service";

type Watched = {
  parameters: Parameters;
  keys: Keys;
  database: Database;
  notices: Notices;
  front: Front;
  service: Service;
  jobLog: CfnLogGroup;
};

type Rule = {
  metric: Metric;
  above?: number;
  below?: number;
  /** Periods of which all have to be so. */
  periods: number;
  /** What it means that nothing is told. */
  silent?: "breaching" | "notBreaching";
};

export function watch(stack: Stack, w: Watched) {
  const metrics = METRICS(w);
  const alarm = (id: string, alarmDescription: string, rule: Rule) => {
    const { metric, above, below, periods, silent = "notBreaching" } = rule;
    new CfnAlarm(stack, `${id}Alarm`, {
      alarmDescription,
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: Object.entries(metric.of ?? {}).map(([name, value]) => ({ name, value })),
      ...(metric.statistic.startsWith("p") ? { extendedStatistic: metric.statistic } : { statistic: metric.statistic }),
      period: metric.seconds ?? 60,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      comparisonOperator: below === undefined ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold: (below ?? above)!,
      treatMissingData: silent,
      alarmActions: [w.notices.alarms.ref],
      okActions: [w.notices.alarms.ref],
    });
  };

  // The program
  for (const [table, metric] of Object.entries(metrics.recordsBehind)) {
    alarm(`RecordsBehind${table}`, `${table} is behind the journal: DynamoDB, or what may be written to it`, {
      metric,
      above: 1000,
      periods: 10,
    });
  }
  alarm("FacesToIndex", "Faces wait for Rekognition's collection: its rate, its quota, or an exam that begins", {
    metric: metrics.facesToIndex,
    above: 0,
    periods: 1440,
  });
  alarm("NoticesOldest", "A notice waits for more than five minutes: SNS, or what may be sent to it", {
    metric: metrics.noticesOldest,
    above: 300,
    periods: 3,
  });
  alarm("NoticesApart", "SNS refuses a notice for good; the log says why", {
    metric: metrics.noticesApart,
    above: 0,
    periods: 1,
  });
  alarm("CheckpointAge", "Entries wait for a signed checkpoint: KMS, or what may be signed with", {
    metric: metrics.checkpointBehind,
    above: 180,
    periods: 3,
  });
  alarm("FacesLeftOut", "Enrolled faces that are not searched: --faces-in-memory, or a key that cannot be opened", {
    metric: metrics.facesLeftOut,
    above: 0,
    periods: 5,
  });
  alarm("QueueOfFaces", "Faces of queues wait to be scored, with all copies there may be at work", {
    metric: metrics.facesToScore,
    above: 5000,
    periods: 15,
  });
  alarm("Silent", "No copy tells its metrics", { metric: metrics.told, below: 1, periods: 5, silent: "breaching" });

  // What stands before it
  alarm("Errors", "The program answers 5xx", { metric: metrics.errors, above: 10, periods: 3 });
  alarm("BalancerErrors", "The balancer answers 5xx by itself: no copy answers", {
    metric: metrics.balancerErrors,
    above: 10,
    periods: 3,
  });
  alarm("Latency", "One answer of a hundred takes more than two seconds", {
    metric: metrics.latency,
    above: 2,
    periods: 10,
  });
  alarm("Unhealthy", "A copy does not answer", { metric: metrics.unhealthy, above: 0, periods: 5 });
  alarm("FewCopies", "Fewer copies than there have to be", {
    metric: metrics.healthy,
    below: COPIES.least,
    periods: 10,
    silent: "breaching",
  });
  alarm("Processor", "The copies are at their limit", { metric: metrics.processor, above: 90, periods: 10 });
  alarm("Memory", "The copies are short of memory", { metric: metrics.memory, above: 85, periods: 5 });
  alarm("Blocked", "The firewall blocks an address: an attack, or a centre with a broken client", {
    metric: metrics.blocked,
    above: 0,
    periods: 1,
  });

  // The database
  alarm("Storage", "The database has less than 10 GiB left", {
    metric: metrics.storage,
    below: 10 * 2 ** 30,
    periods: 3,
  });
  alarm("Connections", "The database is short of connections", {
    metric: metrics.connections,
    above: MOST_CONNECTIONS * 0.85,
    periods: 5,
  });
  alarm("DatabaseProcessor", "The database is at its limit", {
    metric: metrics.databaseProcessor,
    above: 85,
    periods: 10,
  });
  alarm("DatabaseMemory", "The database has less than 512 MiB of memory left", {
    metric: metrics.databaseMemory,
    below: 2 ** 29,
    periods: 10,
  });

  // Throttling
  for (const [table, kinds] of Object.entries(metrics.throttledTables)) {
    for (const [kind, metric] of Object.entries(kinds)) {
      alarm(`Throttled${table}${kind}`, `DynamoDB refuses ${kind.toLowerCase()} of ${table}: its quotas`, {
        metric,
        above: 0,
        periods: 3,
      });
    }
  }
  for (const [operation, metric] of Object.entries(metrics.throttledFaces)) {
    alarm(`Throttled${operation}`, `Rekognition refuses ${operation} for its rate: the quota, or RekognitionRate`, {
      metric,
      above: 0,
      periods: 5,
    });
  }

  // What was lost, and what did not happen
  for (const [index, queue] of w.notices.lost.entries()) {
    const metric = metrics.lost(queue.attrQueueName);
    alarm(
      ["LostNotices", "LostAlarms", "LostJobs"][index]!,
      "Something could not be delivered, or not be started; the queue has it",
      { metric, above: 0, periods: 1 },
    );
  }
  new CfnMetricFilter(stack, "BackupsMade", {
    logGroupName: w.jobLog.ref,
    // `1234 rows of 60 tables, 567 files, 89 MiB`: what `mpa backup` says when one is whole.
    filterPattern: '"rows of" "tables," "files," "MiB"',
    metricTransformations: [
      { metricNamespace: metrics.backups.namespace, metricName: metrics.backups.name, metricValue: "1" },
    ],
  });
  alarm("NoBackup", "There was no backup for 26 hours", {
    metric: metrics.backups,
    below: 1,
    periods: 26,
    silent: "breaching",
  });

  events(stack, w);
  spending(stack, w);
}

/** What Amazon's services tell of by themselves. */
function events(stack: Stack, w: Watched) {
  const rule = (id: string, description: string, eventPattern: object) =>
    new CfnRule(stack, id, { description, eventPattern, targets: [{ id: "alarms", arn: w.notices.alarms.ref }] });
  const keys = Object.values(w.keys);
  rule("KeyInDanger", "A key is switched off, or is to be deleted: what it wraps is lost with it", {
    source: ["aws.kms"],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      eventSource: ["kms.amazonaws.com"],
      eventName: ["DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion"],
      requestParameters: { keyId: keys.flatMap((key) => [key.ref, key.attrArn]) },
    },
  });
  rule("TaskFailed", "A copy or a job ended with an error; its log says why", {
    source: ["aws.ecs"],
    "detail-type": ["ECS Task State Change"],
    detail: {
      clusterArn: [w.service.cluster.attrArn],
      lastStatus: ["STOPPED"],
      containers: { exitCode: [{ "anything-but": [0] }] },
    },
  });
  rule("ReleaseTakenBack", "A new release did not answer, and was taken back", {
    source: ["aws.ecs"],
    "detail-type": ["ECS Deployment State Change"],
    resources: [w.service.copies.ref],
    detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
  });
  rule("VaultFailed", "AWS Backup made no backup", {
    source: ["aws.backup"],
    "detail-type": ["Backup Job State Change"],
    detail: { state: ["ABORTED", "EXPIRED", "FAILED"] },
  });
  const ofDatabase = new CfnEventSubscription(stack, "DatabaseEvents", {
    snsTopicArn: w.notices.alarms.ref,
    sourceType: "db-instance",
    sourceIds: [w.database.instance.ref],
    eventCategories: ["availability", "failover", "failure", "low storage", "recovery"],
    enabled: true,
  });
  // A service that may not write to the topic yet refuses it.
  ofDatabase.addResourceDependency(w.notices.alarmsPolicy);
}

/** What it costs. */
function spending(stack: Stack, w: Watched) {
  const told = (notificationType: string, threshold: number) => ({
    notification: { notificationType, threshold, thresholdType: "PERCENTAGE", comparisonOperator: "GREATER_THAN" },
    subscribers: [{ subscriptionType: "SNS", address: w.notices.alarms.ref }],
  });
  const budget = new CfnBudget(stack, "Budget", {
    budget: { budgetType: "COST", timeUnit: "MONTHLY", budgetLimit: { amount: w.parameters.budget, unit: "USD" } },
    notificationsWithSubscribers: [told("ACTUAL", 80), told("ACTUAL", 100), told("FORECASTED", 100)],
  });
  budget.addResourceDependency(w.notices.alarmsPolicy);
}
