/** How the program is started: one image, one set of options, for the copies and for each job. */

import { Aws, CfnDeletionPolicy, type Stack } from "aws-cdk-lib";
import { CfnTaskDefinition } from "aws-cdk-lib/aws-ecs";
import type { CfnRole } from "aws-cdk-lib/aws-iam";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { accept } from "./accept";
import type { Database } from "./database";
import type { Files } from "./files";
import type { Keys } from "./keys";
import { BALANCER_NETWORKS } from "./network";
import type { Parameters } from "./parameters";
import { COPY, type JOB, LOG_DAYS, POOL, PORT, PREFIX, RATE_LIMIT, STOP_SECONDS } from "./plan";

export const DATA_DIR = "/var/lib/mpa";

/** What a container needs to know. */
export type Of = {
  parameters: Parameters;
  keys: Keys;
  files: Files;
  database: Database;
  topic: string;
  execution: CfnRole;
};

/** The program's options, as it reads them from the environment. */
export function options(of: Of): Record<string, string> {
  const key = of.keys.data.attrArn;
  return {
    MPA_AWS_REGION: Aws.REGION,
    MPA_BEHIND_PROXY: "true",
    MPA_BLOBS: `s3://${of.files.files.ref}/${PREFIX}`,
    MPA_CHECKPOINTS_TO: `s3://${of.files.checkpoints.ref}/${PREFIX}`,
    MPA_CHECKPOINT_KEY: `kms:${of.keys.checkpoint.attrArn}`,
    MPA_DATABASE_URL: of.database.url,
    MPA_DATA_DIR: DATA_DIR,
    MPA_KEYS: `kms:${key}`,
    MPA_LISTEN: `0.0.0.0:${PORT}`,
    MPA_LOG_FORMAT: "json",
    MPA_NOTICES: `sns:${of.topic}`,
    MPA_RATE_LIMIT: String(RATE_LIMIT),
    MPA_RECORDS: `dynamodb:${of.parameters.tablePrefix}`,
    MPA_REKOGNITION: of.parameters.rekognition,
    MPA_REKOGNITION_RATE: `${of.parameters.rekognitionRate}`,
    MPA_S3_SSE: `aws:kms:${key}`,
    MPA_TRUSTED_PROXY: BALANCER_NETWORKS.join(","),
    // PostgreSQL's own names, which its client reads: the certificate itself, not a file with it.
    PGSSLROOTCERT: of.parameters.authority,
  };
}

/** Where what a process writes is kept. */
export function log(stack: Stack, id: string, keys: Keys): CfnLogGroup {
  const made = new CfnLogGroup(stack, id, { retentionInDays: LOG_DAYS, kmsKeyId: keys.watch.attrArn });
  made.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  made.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return made;
}

/** A process of the program: its command, its size and its role. */
export type Process = {
  command: string[];
  entry?: string[];
  size: typeof COPY | typeof JOB;
  role: CfnRole;
  log: CfnLogGroup;
  secrets?: Record<string, string>;
};

export function task(stack: Stack, id: string, of: Of, process: Process): CfnTaskDefinition {
  const serves = process.size === COPY;
  const said = {
    ...options(of),
    MPA_METRICS: serves ? "emf" : "prometheus",
    MPA_POOL_CONNECTIONS: String(serves ? POOL.copy : POOL.job),
  };
  const secrets = { PGPASSWORD: `${of.database.password.ref}:password::`, ...process.secrets };
  const { repository, digest } = of.parameters;
  const made = new CfnTaskDefinition(stack, id, {
    family: `${Aws.STACK_NAME}-${id}`,
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
    cpu: String(process.size.processor),
    memory: String(process.size.memory),
    ephemeralStorage: { sizeInGiB: process.size.scratch },
    taskRoleArn: process.role.attrArn,
    executionRoleArn: of.execution.attrArn,
    volumes: [{ name: "data" }],
    containerDefinitions: [
      {
        name: "mpa",
        essential: true,
        image: `${Aws.ACCOUNT_ID}.dkr.ecr.${Aws.REGION}.${Aws.URL_SUFFIX}/${repository}@${digest}`,
        entryPoint: process.entry ?? ["mpa"],
        command: process.command,
        environment: Object.entries(said).map(([name, value]) => ({ name, value })),
        secrets: Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
        readonlyRootFilesystem: true,
        privileged: false,
        linuxParameters: { capabilities: { drop: ["ALL"] }, initProcessEnabled: true },
        ulimits: [{ name: "nofile", softLimit: 65_536, hardLimit: 65_536 }],
        mountPoints: [{ containerPath: DATA_DIR, sourceVolume: "data", readOnly: false }],
        stopTimeout: STOP_SECONDS,
        ...(serves && { portMappings: [{ containerPort: PORT, protocol: "tcp" }] }),
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": process.log.ref,
            "awslogs-region": Aws.REGION,
            "awslogs-stream-prefix": id,
            // A log that does not answer makes no call wait; what finds no room is left out.
            mode: "non-blocking",
            "max-buffer-size": "25m",
          },
        },
      },
    ],
  });
  accept(made, "AwsSolutions-ECS2", "Names and addresses. What is secret comes from Secrets Manager.");
  return made;
}
