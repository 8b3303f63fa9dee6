/** What is looked at: the program's own metrics, and those of the services. */

import type { Database } from "./database";
import type { Front } from "./front";
import type { Parameters } from "./parameters";
import { TABLES } from "./records";
import type { Service } from "./service";

export type Metric = {
  namespace: string;
  name: string;
  of?: Record<string, string>;
  statistic: "Average" | "Maximum" | "Minimum" | "Sum" | "SampleCount" | "p99";
  seconds?: number;
};

type From = { parameters: Parameters; database: Database; front: Front; service: Service };

/** A metric of the program. Every copy tells of the whole store, so that the largest is that of the slowest. */
const program = (
  name: string,
  of: Record<string, string> = {},
  statistic: Metric["statistic"] = "Maximum",
): Metric => ({
  namespace: "MPA",
  name,
  of,
  statistic,
});

/** The operations of Rekognition whose rate is limited. */
const OPERATIONS = ["CompareFaces", "IndexFaces", "SearchFacesByImage"];

export const METRICS = ({ parameters, database, front, service }: From) => {
  const balancer = front.balancer.attrLoadBalancerFullName;
  const copies = front.copies.attrTargetGroupFullName;
  const ofBalancer = (name: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/ApplicationELB",
    name,
    of: { LoadBalancer: balancer },
    statistic,
  });
  const ofCopies = (name: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/ApplicationELB",
    name,
    of: { LoadBalancer: balancer, TargetGroup: copies },
    statistic,
  });
  const ofService = (name: string): Metric => ({
    namespace: "AWS/ECS",
    name,
    of: { ClusterName: service.cluster.ref, ServiceName: service.copies.attrName },
    statistic: "Average",
  });
  const ofDatabase = (name: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/RDS",
    name,
    of: { DBInstanceIdentifier: database.instance.ref },
    statistic,
  });
  const ofTable = (table: string, name: string): Metric => ({
    namespace: "AWS/DynamoDB",
    name,
    of: { TableName: `${parameters.tablePrefix}${table}` },
    statistic: "Sum",
  });
  return {
    recordsBehind: {
      OMRRecords: program("mpa_records_behind", { table: "sheets" }),
      FaceRecords: program("mpa_records_behind", { table: "faces" }),
    },
    facesToIndex: program("mpa_faces_to_index"),
    facesToScore: program("mpa_faces_to_score"),
    facesLeftOut: program("mpa_faces_left_out"),
    searchesWaiting: program("mpa_face_searches_waiting"),
    noticesWaiting: program("mpa_notices_waiting"),
    noticesOldest: program("mpa_notices_oldest_seconds"),
    noticesApart: program("mpa_notices_set_apart"),
    checkpointBehind: program("mpa_checkpoint_behind_seconds"),
    comparisons: program("mpa_face_comparisons_total", {}, "Sum"),
    watching: program("mpa_live_clients", {}, "Sum"),
    told: program("mpa_connections", {}, "SampleCount"),
    /** Counted in the log of the jobs: `mpa backup` tells of itself by one line. */
    backups: { namespace: "MPA/Jobs", name: "BackupsMade", statistic: "Sum", seconds: 3600 } satisfies Metric as Metric,

    requests: ofCopies("RequestCount", "Sum"),
    errors: ofCopies("HTTPCode_Target_5XX_Count", "Sum"),
    latency: ofCopies("TargetResponseTime", "p99"),
    healthy: ofCopies("HealthyHostCount", "Minimum"),
    unhealthy: ofCopies("UnHealthyHostCount", "Maximum"),
    balancerErrors: ofBalancer("HTTPCode_ELB_5XX_Count", "Sum"),
    blocked: {
      namespace: "AWS/WAFV2",
      name: "BlockedRequests",
      of: { WebACL: "Firewall", Rule: "Rate", Region: front.firewall.stack.region },
      statistic: "Sum",
    } satisfies Metric as Metric,

    processor: ofService("CPUUtilization"),
    memory: ofService("MemoryUtilization"),

    storage: ofDatabase("FreeStorageSpace", "Minimum"),
    connections: ofDatabase("DatabaseConnections", "Maximum"),
    databaseProcessor: ofDatabase("CPUUtilization", "Average"),
    databaseMemory: ofDatabase("FreeableMemory", "Minimum"),

    throttledTables: Object.fromEntries(
      TABLES.map(({ name }) => [
        name,
        { Reads: ofTable(name, "ReadThrottleEvents"), Writes: ofTable(name, "WriteThrottleEvents") },
      ]),
    ),
    throttledFaces: Object.fromEntries(
      OPERATIONS.map((operation) => [
        operation,
        {
          namespace: "AWS/Rekognition",
          name: "ThrottledCount",
          of: { Operation: operation },
          statistic: "Sum",
        } satisfies Metric as Metric,
      ]),
    ),
    lost: (queue: string): Metric => ({
      namespace: "AWS/SQS",
      name: "ApproximateNumberOfMessagesVisible",
      of: { QueueName: queue },
      statistic: "Maximum",
    }),
  };
};
