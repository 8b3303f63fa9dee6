import assert from "node:assert/strict";
import { test } from "node:test";
import { MATRIX } from "../src/network";
import { all, type Json, one, read } from "./template";

/** Who may speak to whom, as it is meant: the sources have to say the same, and the template nothing more. */
const MEANT = [
  "0.0.0.0/0 > BalancerGroup :443",
  "BalancerGroup > CopyGroup :8080",
  "CopyGroup > DatabaseGroup :5432",
  "CopyGroup > EndpointGroup :443",
  "CopyGroup > StoragePrefixList :443",
  "CopyGroup > TablesPrefixList :443",
];

const name = (value: Json): string => (typeof value === "string" ? value : (value?.Ref ?? value?.["Fn::GetAtt"]?.[0]));
const ports = (rule: Json) => {
  assert.equal(rule.IpProtocol, "tcp");
  assert.equal(rule.FromPort, rule.ToPort);
  return rule.FromPort;
};

test("the security groups let through what is meant, in and out, and nothing more", () => {
  assert.equal(MATRIX.length, MEANT.length);
  const into = all("AWS::EC2::SecurityGroupIngress").map(
    ([, rule]) => `${name(rule.SourceSecurityGroupId ?? rule.CidrIp)} > ${name(rule.GroupId)} :${ports(rule)}`,
  );
  const out = all("AWS::EC2::SecurityGroupEgress").map(
    ([, rule]) =>
      `${name(rule.GroupId)} > ${name(rule.DestinationSecurityGroupId ?? rule.DestinationPrefixListId)} :${ports(rule)}`,
  );
  assert.deepEqual(into.sort(), MEANT.filter((line) => !line.includes("PrefixList")).sort());
  assert.deepEqual(out.sort(), MEANT.filter((line) => !line.startsWith("0.0.0.0")).sort());
  for (const [group, { SecurityGroupIngress, SecurityGroupEgress }] of all("AWS::EC2::SecurityGroup")) {
    assert.equal(SecurityGroupIngress, undefined, group);
    // Without it a group lets everything out.
    assert.deepEqual(
      SecurityGroupEgress,
      [{ CidrIp: "127.0.0.1/32", Description: "Nothing else", IpProtocol: "-1" }],
      group,
    );
  }
});

test("copies, jobs and database have no way out", () => {
  assert.deepEqual(all("AWS::EC2::NatGateway"), []);
  assert.deepEqual(
    all("AWS::EC2::Route").map(([, route]) => route.RouteTableId),
    [{ Ref: "BalancerRoutes" }],
  );
  const tableOf = new Map(
    all("AWS::EC2::SubnetRouteTableAssociation").map(([, it]) => [
      it.SubnetId.Ref as string,
      it.RouteTableId.Ref as string,
    ]),
  );
  const isolated = (subnet: Json) => assert.notEqual(tableOf.get(subnet.Ref) ?? "none", "BalancerRoutes", subnet.Ref);
  const { AwsvpcConfiguration } = one("Service", "AWS::ECS::Service").NetworkConfiguration;
  assert.equal(AwsvpcConfiguration.AssignPublicIp, "DISABLED");
  const jobs = all("AWS::Scheduler::Schedule").map(
    ([, it]) => it.Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration,
  );
  for (const placed of [AwsvpcConfiguration, ...jobs]) {
    assert.deepEqual(placed, AwsvpcConfiguration);
    placed.Subnets.forEach(isolated);
  }
  one("DatabaseSubnets", "AWS::RDS::DBSubnetGroup").SubnetIds.forEach(isolated);
  for (const [subnet, { MapPublicIpOnLaunch }] of all("AWS::EC2::Subnet")) {
    assert.equal(MapPublicIpOnLaunch, false, subnet);
    assert.ok(tableOf.has(subnet), `${subnet} has the network's own routes`);
  }
});

test("each kind of subnet is in two zones", () => {
  const zones = all("AWS::EC2::Subnet").map(([subnet, it]) => [subnet, it.AvailabilityZone["Fn::Select"][0]]);
  for (const kind of ["Balancer", "Copy", "Database"]) {
    const of = zones.filter(([subnet]) => String(subnet).startsWith(kind)).map(([, zone]) => zone);
    assert.deepEqual(of.sort(), [0, 1], kind);
  }
});

test("there is a door to each service, in the copies' subnets, and its policy names ours", () => {
  const doors = all("AWS::EC2::VPCEndpoint").map(([, door]) => {
    assert.ok(door.PolicyDocument, "a door without a policy lets everything through");
    if (door.VpcEndpointType === "Gateway") assert.deepEqual(door.RouteTableIds, [{ Ref: "CopyRoutes" }]);
    else {
      assert.equal(door.PrivateDnsEnabled, true);
      assert.deepEqual(door.SecurityGroupIds, [{ "Fn::GetAtt": ["EndpointGroup", "GroupId"] }]);
      assert.deepEqual(door.SubnetIds, [{ Ref: "CopySubnetA" }, { Ref: "CopySubnetB" }]);
    }
    return `${door.VpcEndpointType} ${door.ServiceName["Fn::Join"][1].at(-1).slice(1)}`;
  });
  const interfaces = ["ecr.api", "ecr.dkr", "kms", "logs", "monitoring", "rekognition", "secretsmanager", "sns", "sts"];
  assert.deepEqual(
    doors.sort(),
    ["Gateway dynamodb", "Gateway s3", ...interfaces.map((it) => `Interface ${it}`)].sort(),
  );
});

test("the doors let through every action of the task's role", () => {
  const through = new Set(
    all("AWS::EC2::VPCEndpoint").flatMap(([, door]) => door.PolicyDocument.Statement.flatMap((it: Json) => it.Action)),
  );
  const asked: string[] = JSON.parse(read("deploy/aws/task-role.json")).Statement.flatMap((it: Json) => it.Action);
  assert.deepEqual(
    asked.filter((action) => !through.has(action)),
    [],
  );
});

test("the firewall counts, and reads no body", () => {
  const { Rules, DefaultAction } = one("Firewall", "AWS::WAFv2::WebACL");
  assert.deepEqual(DefaultAction, { Allow: {} });
  assert.deepEqual(
    Rules.map((rule: Json) => Object.keys(rule.Statement)),
    [["RateBasedStatement"]],
  );
  assert.equal(Rules[0].Statement.RateBasedStatement.ScopeDownStatement, undefined);
});
