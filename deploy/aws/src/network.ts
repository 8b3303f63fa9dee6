/** The network: subnets without a way out, what stands at their edge, and who may speak to whom. */

import { Aws, CfnDeletionPolicy, Fn, type Stack } from "aws-cdk-lib";
import {
  CfnFlowLog,
  CfnInternetGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSecurityGroup,
  CfnSecurityGroupEgress,
  CfnSecurityGroupIngress,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
  CfnVPCGatewayAttachment,
} from "aws-cdk-lib/aws-ec2";
import { CfnPolicy, CfnRole } from "aws-cdk-lib/aws-iam";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { accept } from "./accept";
import type { Keys } from "./keys";
import type { Parameters } from "./parameters";
import { LOG_DAYS, PORT } from "./plan";
import { allow, document, OF_THIS_ACCOUNT, trust } from "./policy";

const NETWORK = "10.66.0.0/16";
/** The same two zones for each kind of subnet. */
const SUBNETS = {
  Balancer: ["10.66.0.0/24", "10.66.1.0/24"],
  Copy: ["10.66.16.0/20", "10.66.32.0/20"],
  Database: ["10.66.8.0/24", "10.66.9.0/24"],
} as const;
/** Where the balancer's requests come from: the only ones whose forwarding headers are believed. */
export const BALANCER_NETWORKS = SUBNETS.Balancer;

export type Network = ReturnType<typeof network>;
export type Groups = ReturnType<typeof groups>;

export function network(stack: Stack, keys: Keys) {
  const named = (name: string) => [{ key: "Name", value: `${Aws.STACK_NAME} ${name}` }];
  const vpc = new CfnVPC(stack, "Network", {
    cidrBlock: NETWORK,
    enableDnsHostnames: true,
    enableDnsSupport: true,
    tags: named("network"),
  });
  const gateway = new CfnInternetGateway(stack, "Gateway", { tags: named("gateway") });
  const attached = new CfnVPCGatewayAttachment(stack, "GatewayAttachment", {
    vpcId: vpc.ref,
    internetGatewayId: gateway.ref,
  });

  const table = (kind: string) => new CfnRouteTable(stack, `${kind}Routes`, { vpcId: vpc.ref, tags: named(kind) });
  const tables = { Balancer: table("Balancer"), Copy: table("Copy"), Database: table("Database") };
  // The balancer's subnets alone have a way out. Nothing else has a public address, and no translation of one.
  const out = new CfnRoute(stack, "WayOut", {
    routeTableId: tables.Balancer.ref,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.ref,
  });
  out.addResourceDependency(attached);

  const subnets = (kind: keyof typeof SUBNETS) =>
    SUBNETS[kind].map((cidr, zone) => {
      const name = `${kind}Subnet${"AB"[zone]}`;
      const subnet = new CfnSubnet(stack, name, {
        vpcId: vpc.ref,
        cidrBlock: cidr,
        availabilityZone: Fn.select(zone, Fn.getAzs()),
        mapPublicIpOnLaunch: false,
        tags: named(name),
      });
      new CfnSubnetRouteTableAssociation(stack, `${name}Routes`, {
        subnetId: subnet.ref,
        routeTableId: tables[kind].ref,
      });
      return subnet.ref;
    });
  const made = { balancer: subnets("Balancer"), copies: subnets("Copy"), database: subnets("Database") };
  flowLog(stack, vpc, keys);
  return { vpc: vpc.ref, subnets: made, copyRoutes: tables.Copy.ref, waysOut: out };
}

/** Who spoke to whom. */
function flowLog(stack: Stack, vpc: CfnVPC, keys: Keys) {
  const log = new CfnLogGroup(stack, "FlowLog", { retentionInDays: LOG_DAYS, kmsKeyId: keys.watch.attrArn });
  log.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  log.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  const role = new CfnRole(stack, "FlowLogRole", {
    description: "Writes the flow log",
    assumeRolePolicyDocument: trust("vpc-flow-logs.amazonaws.com", OF_THIS_ACCOUNT),
  });
  new CfnPolicy(stack, "FlowLogPolicy", {
    policyName: "FlowLogPolicy",
    roles: [role.ref],
    policyDocument: document(
      allow("WriteLog", ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], log.attrArn),
    ),
  });
  new CfnFlowLog(stack, "Flows", {
    resourceId: vpc.ref,
    resourceType: "VPC",
    trafficType: "ALL",
    logDestinationType: "cloud-watch-logs",
    logGroupName: log.ref,
    deliverLogsPermissionArn: role.attrArn,
  });
}

/** Who may speak to whom: every line of it is here. */
export const MATRIX = [
  { from: "anybody", to: "Balancer", port: 443 },
  { from: "Balancer", to: "Copy", port: PORT },
  { from: "Copy", to: "Database", port: 5432 },
  { from: "Copy", to: "Endpoint", port: 443 },
  { from: "Copy", to: "S3", port: 443 },
  { from: "Copy", to: "DynamoDB", port: 443 },
] as const;

export function groups(stack: Stack, vpc: string, parameters: Parameters) {
  const about = {
    Balancer: "The load balancer",
    Copy: "Copies of the server, and jobs",
    Database: "The database",
    Endpoint: "The doors to the services of Amazon",
  };
  type Group = keyof typeof about;
  const all = Object.fromEntries(
    Object.entries(about).map(([name, groupDescription]) => {
      const group = new CfnSecurityGroup(stack, `${name}Group`, {
        groupDescription,
        vpcId: vpc,
        // Without a rule a group lets everything out. This one leads nowhere.
        securityGroupEgress: [{ ipProtocol: "-1", cidrIp: "127.0.0.1/32", description: "Nothing else" }],
      });
      return [name, group];
    }),
  ) as Record<Group, CfnSecurityGroup>;

  const lists = { S3: parameters.storagePrefixList, DynamoDB: parameters.tablesPrefixList };
  for (const { from, to, port } of MATRIX) {
    const name = `${from === "anybody" ? "Anybody" : from}To${to}`;
    const rule = { ipProtocol: "tcp", fromPort: port, toPort: port, description: `${from} to ${to}` };
    if (from === "anybody") {
      const open = new CfnSecurityGroupIngress(stack, name, {
        ...rule,
        groupId: all[to].attrGroupId,
        cidrIp: "0.0.0.0/0",
      });
      accept(
        open,
        "AwsSolutions-EC23",
        "Stations are wherever a centre is. Port 443 alone, with a firewall before it.",
      );
      continue;
    }
    if (to === "S3" || to === "DynamoDB") {
      new CfnSecurityGroupEgress(stack, name, {
        ...rule,
        groupId: all[from].attrGroupId,
        destinationPrefixListId: lists[to],
      });
      continue;
    }
    const [source, target] = [all[from].attrGroupId, all[to].attrGroupId];
    new CfnSecurityGroupIngress(stack, name, { ...rule, groupId: target, sourceSecurityGroupId: source });
    new CfnSecurityGroupEgress(stack, `${name}Out`, { ...rule, groupId: source, destinationSecurityGroupId: target });
  }
  const id = (name: Group) => all[name].attrGroupId;
  return { balancer: id("Balancer"), copies: id("Copy"), database: id("Database"), endpoints: id("Endpoint") };
}
