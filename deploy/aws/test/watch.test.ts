import assert from "node:assert/strict";
import { test } from "node:test";
import { all, type Json, json, one, read, shown } from "./template";

const alarms = () => all("AWS::CloudWatch::Alarm");

/** The names under which the program registers its metrics: counters get `_total` when they are told. */
function registered(): Set<string> {
  const source = read("crates/app/src/metrics.rs");
  const named = [
    ...source.matchAll(/register\(\s*"([a-z_]+)"/g),
    ...source.matchAll(/\(\s*"([a-z_]+)",\s*"[^"]+",\s*&[a-z_]+,?\s*\)/g),
  ];
  return new Set(named.flatMap(([, name]) => [`mpa_${name}`, `mpa_${name}_total`]));
}

test("every metric of the program that is looked at is one that it tells", () => {
  const known = registered();
  const body = shown(one("Dashboard", "AWS::CloudWatch::Dashboard").DashboardBody);
  const looked = [...`${JSON.stringify(json.Resources)}${body}`.matchAll(/\bmpa_[a-z_]+/g)].map(([name]) => name);
  assert.ok(looked.length > 15);
  for (const name of new Set(looked)) assert.ok(known.has(name), name);
  const tables = alarms()
    .filter(([, alarm]) => alarm.MetricName === "mpa_records_behind")
    .map(([, alarm]) => alarm.Dimensions);
  assert.deepEqual(tables, [[{ Name: "table", Value: "sheets" }], [{ Name: "table", Value: "faces" }]]);
  assert.match(
    read("crates/adapters/src/records/twin.rs"),
    /serialize_all = "snake_case"\)\]\npub enum Followed \{[^}]*Sheets,[^}]*Faces,/,
  );
  assert.match(read("crates/app/src/emf.rs"), /NAMESPACE: &str = "MPA"/);
});

test("there is an alarm on everything that has to be known", () => {
  const watched = new Set(alarms().map(([, alarm]) => `${alarm.Namespace} ${alarm.MetricName}`));
  for (const wanted of [
    "MPA mpa_records_behind",
    "MPA mpa_notices_oldest_seconds",
    "MPA mpa_notices_set_apart",
    "MPA mpa_checkpoint_behind_seconds",
    "MPA/Jobs BackupsMade",
    "AWS/ApplicationELB HTTPCode_Target_5XX_Count",
    "AWS/ApplicationELB HTTPCode_ELB_5XX_Count",
    "AWS/ApplicationELB TargetResponseTime",
    "AWS/DynamoDB ReadThrottleEvents",
    "AWS/DynamoDB WriteThrottleEvents",
    "AWS/Rekognition ThrottledCount",
    "AWS/RDS FreeStorageSpace",
    "AWS/RDS DatabaseConnections",
    "AWS/SQS ApproximateNumberOfMessagesVisible",
  ]) {
    assert.ok(watched.has(wanted), wanted);
  }
  const throttled = alarms().filter(([, alarm]) => alarm.Namespace === "AWS/DynamoDB");
  assert.equal(throttled.length, 2 * all("AWS::DynamoDB::Table").length);
  const lost = alarms().filter(([, alarm]) => alarm.Namespace === "AWS/SQS");
  assert.equal(lost.length, all("AWS::SQS::Queue").length);
});

test("every alarm tells somebody, and says what it means", () => {
  for (const [name, alarm] of alarms()) {
    assert.deepEqual(alarm.AlarmActions, [{ Ref: "Alarms" }], name);
    assert.ok(alarm.AlarmDescription.length > 15, name);
    const limit = alarm.Period < 3600 ? 86_400 : 604_800;
    assert.ok(alarm.Period * alarm.EvaluationPeriods <= limit, name);
  }
  for (const [name, rule] of all("AWS::Events::Rule"))
    assert.deepEqual(rule.Targets, [{ Arn: { Ref: "Alarms" }, Id: "alarms" }], name);
  const { Statement } = one("AlarmsPolicy", "AWS::SNS::TopicPolicy").PolicyDocument;
  const may = JSON.stringify(Statement.map((statement: Json) => statement.Principal));
  for (const service of ["budgets", "cloudwatch", "events", "events.rds"])
    assert.ok(may.includes(`"${service}.amazonaws.com"`), service);
});

test("every key that is to be deleted or switched off is told of", () => {
  const { EventPattern } = one("KeyInDanger", "AWS::Events::Rule");
  for (const name of ["ScheduleKeyDeletion", "DisableKey"])
    assert.ok(EventPattern.detail.eventName.includes(name), name);
  const named = EventPattern.detail.requestParameters.keyId.map(shown).sort();
  assert.deepEqual(
    named,
    all("AWS::KMS::Key")
      .flatMap(([key]) => [`\${${key}}`, `\${${key}.Arn}`])
      .sort(),
  );
  // Without a trail of the account's own calls there is no such event.
  const { AdvancedEventSelectors, IsLogging } = one("Trail", "AWS::CloudTrail::Trail");
  assert.equal(IsLogging, true);
  assert.ok(JSON.stringify(AdvancedEventSelectors).includes('"Management"'));
});

test("the trail has every object of files, checkpoints and backups, and every table", () => {
  const said = JSON.stringify(one("Trail", "AWS::CloudTrail::Trail").AdvancedEventSelectors);
  for (const name of ["Files", "Checkpoints", "Backups", ...all("AWS::DynamoDB::Table").map(([table]) => table)]) {
    assert.ok(said.includes(`"${name}"`), name);
  }
});

test("a backup is counted by the line that the program writes", () => {
  const { FilterPattern, LogGroupName } = one("BackupsMade", "AWS::Logs::MetricFilter");
  const line = read("crates/mpa/src/cli/backup.rs").match(/println!\("(\{\} rows of [^"]+)"/)?.[1] ?? "";
  for (const [, word] of FilterPattern.matchAll(/"([^"]+)"/g)) assert.ok(line.includes(word), `${word} in ${line}`);
  const { Options } = one("Backup", "AWS::ECS::TaskDefinition").ContainerDefinitions[0].LogConfiguration;
  assert.deepEqual(LogGroupName, Options["awslogs-group"]);
});

test("jobs start at night, and what does not start is kept", () => {
  const schedules = all("AWS::Scheduler::Schedule");
  assert.deepEqual(
    schedules.map(([, it]) => it.Target.EcsParameters.TaskDefinitionArn),
    [{ Ref: "Backup" }, { Ref: "Check" }],
  );
  for (const [, it] of schedules)
    assert.deepEqual(it.Target.DeadLetterConfig, { Arn: { "Fn::GetAtt": ["LostJobs", "Arn"] } });
});

test("every log is sealed and ends some day", () => {
  for (const [name, log] of all("AWS::Logs::LogGroup")) {
    assert.deepEqual(log.KmsKeyId, { "Fn::GetAtt": ["WatchKey", "Arn"] }, name);
    assert.ok(log.RetentionInDays >= 365, name);
  }
  assert.equal(one("Flows", "AWS::EC2::FlowLog").TrafficType, "ALL");
});

test("somebody is told before the budget is gone", () => {
  const { NotificationsWithSubscribers, Budget } = one("Budget", "AWS::Budgets::Budget");
  assert.deepEqual(Budget.BudgetLimit, { Amount: { Ref: "MonthlyBudget" }, Unit: "USD" });
  assert.ok(NotificationsWithSubscribers.some((it: Json) => it.Notification.Threshold < 100));
  for (const it of NotificationsWithSubscribers)
    assert.deepEqual(it.Subscribers, [{ Address: { Ref: "Alarms" }, SubscriptionType: "SNS" }]);
});
