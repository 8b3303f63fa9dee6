/** The copies of the server, and how many of them there are. */

import type { Stack } from "aws-cdk-lib";
import { CfnScalableTarget, CfnScalingPolicy } from "aws-cdk-lib/aws-applicationautoscaling";
import { CfnCluster, CfnService } from "aws-cdk-lib/aws-ecs";
import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { type Of, task } from "./container";
import type { Front } from "./front";
import type { Groups, Network } from "./network";
import { COPIES, COPY, DURING_UPDATE, FACES_A_COPY, PORT, PROCESSOR_TARGET } from "./plan";
import type { Roles } from "./roles";

export type Service = ReturnType<typeof service>;

/** Where everything runs: in the copies' subnets, in their group, without a public address. */
export const placed = (network: Network, groups: Groups) => ({
  awsvpcConfiguration: { subnets: network.subnets.copies, securityGroups: [groups.copies], assignPublicIp: "DISABLED" },
});

export function service(
  stack: Stack,
  of: Of,
  network: Network,
  groups: Groups,
  roles: Roles,
  front: Front,
  log: CfnLogGroup,
) {
  const cluster = new CfnCluster(stack, "Cluster", {
    clusterSettings: [{ name: "containerInsights", value: "enabled" }],
    capacityProviders: ["FARGATE"],
  });
  const definition = task(stack, "Server", of, { command: ["serve"], size: COPY, role: roles.task, log });
  const copies = new CfnService(stack, "Service", {
    cluster: cluster.ref,
    taskDefinition: definition.ref,
    launchType: "FARGATE",
    platformVersion: "LATEST",
    // How many there are is the scaling's to say: an update of the stack leaves it as it is.
    networkConfiguration: placed(network, groups),
    loadBalancers: [{ containerName: "mpa", containerPort: PORT, targetGroupArn: front.copies.ref }],
    healthCheckGracePeriodSeconds: 300,
    availabilityZoneRebalancing: "ENABLED",
    enableExecuteCommand: false,
    propagateTags: "SERVICE",
    // The new release starts beside the old one, which goes when the new one answers; one that does not is taken back.
    deploymentConfiguration: {
      minimumHealthyPercent: 100,
      maximumPercent: DURING_UPDATE,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    },
  });
  copies.addResourceDependency(front.listener);
  scale(stack, cluster, copies);
  return { cluster, copies, definition };
}

function scale(stack: Stack, cluster: CfnCluster, copies: CfnService) {
  const target = new CfnScalableTarget(stack, "Scaling", {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: `service/${cluster.ref}/${copies.attrName}`,
    minCapacity: COPIES.least,
    maxCapacity: COPIES.most,
  });
  const policy = (id: string, tracking: CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty) =>
    new CfnScalingPolicy(stack, id, {
      policyName: id,
      policyType: "TargetTrackingScaling",
      scalingTargetId: target.ref,
      targetTrackingScalingPolicyConfiguration: { scaleOutCooldown: 60, scaleInCooldown: 600, ...tracking },
    });
  policy("ScalingByProcessor", {
    targetValue: PROCESSOR_TARGET,
    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
  });
  // Each copy tells of the whole queue, which lies in the database: the largest is the newest that is not too low.
  const dimensions = [
    { name: "ClusterName", value: cluster.ref },
    { name: "ServiceName", value: copies.attrName },
  ];
  policy("ScalingByQueue", {
    targetValue: FACES_A_COPY,
    customizedMetricSpecification: {
      metrics: [
        {
          id: "queue",
          returnData: false,
          metricStat: { metric: { namespace: "MPA", metricName: "mpa_faces_to_score" }, stat: "Maximum" },
        },
        {
          id: "copies",
          returnData: false,
          metricStat: {
            metric: { namespace: "ECS/ContainerInsights", metricName: "RunningTaskCount", dimensions },
            stat: "Average",
          },
        },
        { id: "each", label: "Faces to be scored, of each copy", expression: "queue / copies", returnData: true },
      ],
    },
  });
}
