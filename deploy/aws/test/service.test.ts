import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionsAtMost, RATE_LIMIT } from "../src/plan";
import { all, type Json, number, one, read } from "./template";

const container = (task: string): Json => one(task, "AWS::ECS::TaskDefinition").ContainerDefinitions[0];
const said = (task: string): Record<string, Json> =>
  Object.fromEntries(container(task).Environment.map(({ Name, Value }: Json) => [Name, Value]));
const attribute = (key: string) =>
  one("Balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer").LoadBalancerAttributes.find((it: Json) => it.Key === key)
    ?.Value;

test("all copies, old and new, and all jobs have their connections to the database", () => {
  const settings = one("DatabaseSettings", "AWS::RDS::DBParameterGroup").Parameters;
  const { MaxCapacity, MinCapacity } = one("Scaling", "AWS::ApplicationAutoScaling::ScalableTarget");
  const { MaximumPercent } = one("Service", "AWS::ECS::Service").DeploymentConfiguration;
  const jobs = all("AWS::ECS::TaskDefinition")
    .map(([task]) => task)
    .filter((task) => task !== "Server");
  // One more connection listens, and one brings up the schema; the rest is PostgreSQL's, RDS's and a person's.
  const each = (task: string) => Number(said(task).MPA_POOL_CONNECTIONS) + 2;
  const most =
    Math.ceil((MaxCapacity * MaximumPercent) / 100) * each("Server") +
    jobs.reduce((sum, job) => sum + each(job), 0) +
    10;
  assert.equal(most, connectionsAtMost());
  assert.ok(most <= Number(settings.max_connections), `${most} connections, and ${settings.max_connections} allowed`);
  assert.ok(MinCapacity >= 2, "one in each zone");
});

test("the balancer outlasts the socket's ping, and the server outlasts the balancer", () => {
  const idle = Number(attribute("idle_timeout.timeout_seconds"));
  const ping = number("crates/server/src/pace.rs", /ping: seconds\((\d+)\)/);
  const silent = number("crates/server/src/pace.rs", /silent: seconds\((\d+)\)/);
  const kept = number("crates/server/src/connections/mod.rs", /IDLE_SECONDS: u64 = (\d+)/);
  assert.ok(ping < silent && silent < idle && idle < kept, `${ping} < ${silent} < ${idle} < ${kept}`);
});

test("outside there is TLS 1.2 or newer alone, and a certificate of one's own", () => {
  const listeners = all("AWS::ElasticLoadBalancingV2::Listener");
  assert.equal(listeners.length, 1);
  for (const [, listener] of listeners) {
    assert.equal(listener.Protocol, "HTTPS");
    assert.deepEqual(listener.Certificates, [{ CertificateArn: { Ref: "CertificateArn" } }]);
    assert.match(listener.SslPolicy, /^ELBSecurityPolicy-TLS13-1-2/);
  }
  for (const key of [
    "access_logs.s3.enabled",
    "deletion_protection.enabled",
    "routing.http.drop_invalid_header_fields.enabled",
  ]) {
    assert.equal(attribute(key), "true", key);
  }
});

test("whether a copy lives is asked at a route that there is", () => {
  const { HealthCheckPath, Port } = one("Copies", "AWS::ElasticLoadBalancingV2::TargetGroup");
  assert.ok(HealthCheckPath in JSON.parse(read("openapi.json")).paths, HealthCheckPath);
  assert.equal(said("Server").MPA_LISTEN, `0.0.0.0:${Port}`);
});

test("every option is one that the program has", () => {
  const known = new Set(
    [...read("docs/configuration.md").matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((match) => match[1]),
  );
  for (const [task] of all("AWS::ECS::TaskDefinition")) {
    for (const name of Object.keys(said(task)).filter((name) => name.startsWith("MPA_"))) {
      assert.ok(known.has(name.slice(4).toLowerCase().replaceAll("_", "-")), name);
    }
    assert.equal(said(task).MPA_TRUSTED_PROXY, balancerNetworks(), task);
  }
});

const balancerNetworks = () =>
  ["BalancerSubnetA", "BalancerSubnetB"].map((it) => one(it, "AWS::EC2::Subnet").CidrBlock).join(",");

test("every command is one that the program has", () => {
  const commands = all("AWS::ECS::TaskDefinition").map(([task]) => [
    task,
    container(task).EntryPoint[0],
    container(task).Command[0],
  ]);
  assert.deepEqual(commands, [
    ["Server", "mpa", "serve"],
    ["Backup", "mpa", "backup"],
    ["Check", "mpa", "aws"],
    ["FirstAccount", "/bin/sh", container("FirstAccount").Command[0]],
  ]);
  const cli = read("crates/mpa/src/cli/mod.rs");
  for (const variant of ["Serve,", "Backup(", "Aws(", "User("]) assert.ok(cli.includes(`    ${variant}`), variant);
  assert.match(read("crates/mpa/src/cli/amazon.rs"), /^ {4}Check \{/m);
  assert.match(read("crates/mpa/src/cli/backup.rs"), /struct BackupArgs[^}]*\bto: String/);
});

test("containers have a root that nobody writes to, no capability, no secret in the open", () => {
  for (const [task, definition] of all("AWS::ECS::TaskDefinition")) {
    const it = container(task);
    assert.equal(it.ReadonlyRootFilesystem, true, task);
    assert.equal(it.Privileged, false, task);
    assert.deepEqual(it.LinuxParameters.Capabilities, { Drop: ["ALL"] }, task);
    assert.deepEqual(
      it.MountPoints.map((mount: Json) => mount.ContainerPath),
      [said(task).MPA_DATA_DIR],
      task,
    );
    assert.equal(definition.NetworkMode, "awsvpc");
    const secret = it.Secrets.map((secret: Json) => secret.Name);
    assert.deepEqual(secret, task === "FirstAccount" ? ["PGPASSWORD", "FIRST_PASSWORD"] : ["PGPASSWORD"], task);
    assert.match(JSON.stringify(it.Image), /"@",\{"Ref":"ImageDigest"\}/, task);
    assert.match(JSON.stringify(said(task).MPA_DATABASE_URL), /sslmode=verify-full/, task);
    assert.doesNotMatch(JSON.stringify(said(task)), /resolve:|password=/i, task);
  }
});

test("copies are added for processors, and for faces that wait", () => {
  const policies = all("AWS::ApplicationAutoScaling::ScalingPolicy").map(
    ([, it]) => it.TargetTrackingScalingPolicyConfiguration,
  );
  const [processor, queue] = policies;
  assert.equal(policies.length, 2);
  assert.equal(processor.PredefinedMetricSpecification.PredefinedMetricType, "ECSServiceAverageCPUUtilization");
  const [faces] = queue.CustomizedMetricSpecification.Metrics;
  assert.equal(faces.MetricStat.Metric.MetricName, "mpa_faces_to_score");
});

test("the firewall lets through what the program would, and more", () => {
  const { Limit, EvaluationWindowSec } = one("Firewall", "AWS::WAFv2::WebACL").Rules[0].Statement.RateBasedStatement;
  assert.equal(said("Server").MPA_RATE_LIMIT, String(RATE_LIMIT));
  assert.ok(Limit > RATE_LIMIT * EvaluationWindowSec);
});

test("a release that does not answer is taken back, and each has the time to end what it does", () => {
  const { DeploymentConfiguration } = one("Service", "AWS::ECS::Service");
  assert.deepEqual(DeploymentConfiguration.DeploymentCircuitBreaker, { Enable: true, Rollback: true });
  assert.equal(DeploymentConfiguration.MinimumHealthyPercent, 100);
  const { TargetGroupAttributes } = one("Copies", "AWS::ElasticLoadBalancingV2::TargetGroup");
  const delay = TargetGroupAttributes.find((it: Json) => it.Key === "deregistration_delay.timeout_seconds").Value;
  assert.ok(Number(delay) <= container("Server").StopTimeout);
});
