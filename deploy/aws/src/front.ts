/** What is reached from outside: a load balancer with TLS, and a firewall that counts. */

import { Aws, type Stack } from "aws-cdk-lib";
import { CfnListener, CfnLoadBalancer, CfnTargetGroup } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { accept } from "./accept";
import type { Files } from "./files";
import type { Keys } from "./keys";
import type { Groups, Network } from "./network";
import type { Parameters } from "./parameters";
import { FIREWALL_RATE, IDLE_SECONDS, LOG_DAYS, PORT } from "./plan";

export type Front = ReturnType<typeof front>;

const attributes = (all: Record<string, string>) => Object.entries(all).map(([key, value]) => ({ key, value }));

export function front(
  stack: Stack,
  network: Network,
  groups: Groups,
  keys: Keys,
  files: Files,
  parameters: Parameters,
) {
  const balancer = new CfnLoadBalancer(stack, "Balancer", {
    type: "application",
    scheme: "internet-facing",
    ipAddressType: "ipv4",
    subnets: network.subnets.balancer,
    securityGroups: [groups.balancer],
    loadBalancerAttributes: attributes({
      "access_logs.s3.enabled": "true",
      "access_logs.s3.bucket": files.logs.ref,
      "access_logs.s3.prefix": "balancer",
      "deletion_protection.enabled": "true",
      "idle_timeout.timeout_seconds": String(IDLE_SECONDS),
      "routing.http.desync_mitigation_mode": "defensive",
      "routing.http.drop_invalid_header_fields.enabled": "true",
      "routing.http.preserve_host_header.enabled": "true",
    }),
  });
  balancer.addResourceDependency(network.waysOut);
  balancer.addResourceDependency(files.logsPolicy);

  const copies = new CfnTargetGroup(stack, "Copies", {
    vpcId: network.vpc,
    targetType: "ip",
    // TLS ends at the balancer: behind it is one group, in subnets without a way out (--behind-proxy).
    protocol: "HTTP",
    port: PORT,
    // Not /health/ready: while S3 is away every copy says that it is not ready, and attendance goes on all the same. ECS
    // would replace all of them, again and again, by copies that have nothing in memory. A copy that cannot begin ends
    // before it listens.
    healthCheckPath: "/health/live",
    healthCheckIntervalSeconds: 10,
    healthCheckTimeoutSeconds: 5,
    healthyThresholdCount: 2,
    unhealthyThresholdCount: 6,
    matcher: { httpCode: "200" },
    targetGroupAttributes: attributes({
      "deregistration_delay.timeout_seconds": "60",
      "load_balancing.algorithm.type": "least_outstanding_requests",
    }),
  });

  const listener = new CfnListener(stack, "Listener", {
    loadBalancerArn: balancer.ref,
    protocol: "HTTPS",
    port: 443,
    certificates: [{ certificateArn: parameters.certificate }],
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    defaultActions: [{ type: "forward", targetGroupArn: copies.ref }],
  });

  const firewall = new CfnWebACL(stack, "Firewall", {
    scope: "REGIONAL",
    description: "One address that asks far more often than a centre does",
    defaultAction: { allow: {} },
    visibilityConfig: visible("Firewall"),
    rules: [
      {
        name: "rate",
        priority: 0,
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: {
          rateBasedStatement: {
            aggregateKeyType: "IP",
            limit: FIREWALL_RATE.requests,
            evaluationWindowSec: FIREWALL_RATE.seconds,
          },
        },
        visibilityConfig: visible("Rate"),
      },
    ],
  });
  accept(
    firewall,
    "CKV_AWS_192",
    "A rule that reads bodies refuses pictures and sealed queues; the program is not of Java, and has limits for every body.",
  );
  new CfnWebACLAssociation(stack, "FirewallOfBalancer", { resourceArn: balancer.ref, webAclArn: firewall.attrArn });

  // Its name has to begin so.
  const log = new CfnLogGroup(stack, "FirewallLog", {
    logGroupName: `aws-waf-logs-${Aws.STACK_NAME}`,
    retentionInDays: LOG_DAYS,
    kmsKeyId: keys.watch.attrArn,
  });
  new CfnLoggingConfiguration(stack, "FirewallLogging", {
    resourceArn: firewall.attrArn,
    logDestinationConfigs: [`arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${log.ref}`],
    redactedFields: [{ singleHeader: { Name: "authorization" } }, { singleHeader: { Name: "cookie" } }],
    loggingFilter: {
      DefaultBehavior: "DROP",
      Filters: [{ Behavior: "KEEP", Requirement: "MEETS_ANY", Conditions: [{ ActionCondition: { Action: "BLOCK" } }] }],
    },
  });
  return { balancer, copies, listener, firewall };
}

const visible = (metricName: string) => ({ metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false });
