/** PostgreSQL: two machines in two zones, reached over TLS alone. */

import { Aws, CfnDeletionPolicy, type Stack } from "aws-cdk-lib";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { CfnDBInstance, CfnDBParameterGroup, CfnDBSubnetGroup } from "aws-cdk-lib/aws-rds";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { accept } from "./accept";
import type { Keys } from "./keys";
import type { Groups, Network } from "./network";
import type { Parameters } from "./parameters";
import { BACKUP_DAYS, MOST_CONNECTIONS } from "./plan";
import { trust } from "./policy";

export const NAME = "mpa";
export const USER = "mpa";
const VERSION = "17.11";

export type Database = ReturnType<typeof database>;

/** A password that nobody has seen. */
export function secret(stack: Stack, id: string, description: string, username: string, keys: Keys): CfnSecret {
  const made = new CfnSecret(stack, id, {
    description,
    kmsKeyId: keys.records.attrArn,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username }),
      generateStringKey: "password",
      passwordLength: 48,
      excludePunctuation: true,
    },
  });
  made.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  made.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return made;
}

export function database(stack: Stack, network: Network, groups: Groups, keys: Keys, parameters: Parameters) {
  const password = secret(stack, "DatabasePassword", "The database's password", USER, keys);
  accept(
    password,
    "AwsSolutions-SMG4",
    "Rotation needs code in the network that changes it; README.md says how it is changed by hand.",
  );

  const settings = new CfnDBParameterGroup(stack, "DatabaseSettings", {
    description: "Nothing without TLS; no value of a statement in a log",
    family: `postgres${VERSION.split(".")[0]}`,
    parameters: {
      "rds.force_ssl": "1",
      max_connections: String(MOST_CONNECTIONS),
      log_connections: "1",
      log_disconnections: "1",
      log_statement: "ddl",
      log_min_duration_statement: "1000",
      log_parameter_max_length: "0",
      log_parameter_max_length_on_error: "0",
    },
  });
  const subnets = new CfnDBSubnetGroup(stack, "DatabaseSubnets", {
    dbSubnetGroupDescription: "Two zones without a way out",
    subnetIds: network.subnets.database,
  });
  const monitor = new CfnRole(stack, "DatabaseMonitorRole", {
    description: "Tells what the database's machines are doing",
    assumeRolePolicyDocument: trust("monitoring.rds.amazonaws.com"),
    managedPolicyArns: [`arn:${Aws.PARTITION}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`],
  });
  accept(
    monitor,
    "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]",
    "It writes to the one log group RDSOSMetrics, and Amazon keeps it in step with what RDS does.",
  );

  const instance = new CfnDBInstance(stack, "Database", {
    engine: "postgres",
    engineVersion: VERSION,
    autoMinorVersionUpgrade: true,
    allowMajorVersionUpgrade: false,
    dbInstanceClass: parameters.databaseClass,
    multiAz: true,
    publiclyAccessible: false,
    dbName: NAME,
    masterUsername: USER,
    masterUserPassword: `{{resolve:secretsmanager:${password.ref}:SecretString:password}}`,
    dbSubnetGroupName: subnets.ref,
    vpcSecurityGroups: [groups.database],
    dbParameterGroupName: settings.ref,
    caCertificateIdentifier: "rds-ca-rsa2048-g1",
    storageType: "gp3",
    allocatedStorage: `${parameters.databaseStorage}`,
    maxAllocatedStorage: 10_000,
    storageEncrypted: true,
    kmsKeyId: keys.records.attrArn,
    deletionProtection: true,
    backupRetentionPeriod: BACKUP_DAYS,
    preferredBackupWindow: "19:00-19:30",
    preferredMaintenanceWindow: "sun:21:30-sun:22:30",
    copyTagsToSnapshot: true,
    enableCloudwatchLogsExports: ["postgresql", "upgrade"],
    enablePerformanceInsights: true,
    performanceInsightsKmsKeyId: keys.records.attrArn,
    performanceInsightsRetentionPeriod: 7,
    monitoringInterval: 60,
    monitoringRoleArn: monitor.attrArn,
  });
  instance.cfnOptions.deletionPolicy = CfnDeletionPolicy.SNAPSHOT;
  instance.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.SNAPSHOT;
  accept(instance, "AwsSolutions-RDS11", "Another port hides nothing: one group alone reaches it.");
  accept(
    instance,
    "CKV_AWS_161",
    "A password of IAM lasts 15 minutes and new connections a day; the program reads a password.",
  );
  const address = `${instance.attrEndpointAddress}:${instance.attrEndpointPort}`;
  return { instance, password, url: `postgres://${USER}@${address}/${NAME}?sslmode=verify-full` };
}
