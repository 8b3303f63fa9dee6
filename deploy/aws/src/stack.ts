/** An installation of MPA at Amazon, put together. */

import { type App, BootstraplessSynthesizer, CfnOutput, Stack } from "aws-cdk-lib";
import { accept } from "./accept";
import { backups } from "./backups";
import { log, type Of } from "./container";
import { dashboard } from "./dashboard";
import { database, secret } from "./database";
import { endpoints } from "./endpoints";
import { files } from "./files";
import { front } from "./front";
import { jobs } from "./jobs";
import { keys } from "./keys";
import { METRICS } from "./metrics";
import { groups, network } from "./network";
import { notices } from "./notices";
import { parameters } from "./parameters";
import { records } from "./records";
import { rights, roles } from "./roles";
import { service } from "./service";
import { trail } from "./trail";
import { watch } from "./watch";

export const NAME = "Mpa";

export function installation(app: App): Stack {
  const stack = new Stack(app, NAME, {
    description: "MPA: runs the day of a high-stakes exam. See README.md beside this template.",
    // No account is asked and nothing is uploaded: the template is all there is.
    synthesizer: new BootstraplessSynthesizer(),
    analyticsReporting: false,
  });
  const given = parameters(stack);
  const who = roles(stack);
  const opened = keys(stack, who);
  const stored = files(stack, opened, who, given);
  const tables = records(stack, opened, given);
  const told = notices(stack, opened, who, given);

  const net = network(stack, opened);
  const group = groups(stack, net.vpc, given);
  const db = database(stack, net, group, opened, given);
  const first = secret(stack, "FirstPassword", "The first account's password, until it is changed", "admin", opened);
  accept(first, "AwsSolutions-SMG4", "It is used once: the first administrator changes the password in the program.");
  const [serverLog, jobLog] = [log(stack, "ServerLog", opened), log(stack, "JobLog", opened)];

  const topic = told.topic.ref;
  const logs = [serverLog.attrArn, jobLog.attrArn];
  const policies = rights(stack, who, {
    parameters: given,
    keys: opened,
    files: stored,
    topic,
    secret: db.password.ref,
    first: first.ref,
    logs,
  });
  const doors = endpoints(stack, {
    network: net,
    groups: group,
    parameters: given,
    keys: opened,
    files: stored,
    topic,
    secrets: [db.password.ref, first.ref],
    logs,
  });

  const edge = front(stack, net, group, opened, stored, given);
  const of: Of = { parameters: given, keys: opened, files: stored, database: db, topic, execution: who.execution };
  const served = service(stack, of, net, group, who, edge, serverLog);
  for (const needed of [...policies, ...doors, ...tables]) served.copies.addResourceDependency(needed);
  const beside = jobs(stack, of, {
    network: net,
    groups: group,
    roles: who,
    service: served,
    notices: told,
    log: jobLog,
    first,
  });

  trail(stack, opened, stored, tables);
  backups(stack, opened, db, tables);
  const watched = {
    parameters: given,
    keys: opened,
    database: db,
    notices: told,
    front: edge,
    service: served,
    jobLog,
  };
  watch(stack, watched);
  dashboard(stack, METRICS(watched));

  const output = (id: string, description: string, value: string) => new CfnOutput(stack, id, { description, value });
  output("Address", "What the name of the certificate has to lead to (CNAME, or an alias)", edge.balancer.attrDnsName);
  output("ClusterName", "Where copies and jobs run", served.cluster.ref);
  output("ServiceName", "The service of the copies", served.copies.attrName);
  output("FirstAccountTask", "The task that makes the first account, once", beside.first.ref);
  output("FirstPasswordSecret", "Where its password lies", first.ref);
  output("BackupTask", "The task that makes a backup", beside.backup.ref);
  output("CheckTask", "The task that compares Amazon's tables with the database", beside.check.ref);
  output("JobSubnets", "Where a task is started by hand: its subnets", net.subnets.copies.join(","));
  output("JobGroup", "And its security group", group.copies);
  return stack;
}
