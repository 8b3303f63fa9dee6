/** What differs from installation to installation. */

import { CfnParameter, type CfnParameterProps, type Stack } from "aws-cdk-lib";

export type Parameters = ReturnType<typeof parameters>;

export function parameters(stack: Stack) {
  const text = (id: string, description: string, more: CfnParameterProps = {}) =>
    new CfnParameter(stack, id, { type: "String", description, ...more }).valueAsString;
  const number = (id: string, description: string, more: CfnParameterProps) =>
    new CfnParameter(stack, id, { type: "Number", description, ...more }).valueAsNumber;
  const prefixList = {
    allowedPattern: "^pl-[0-9a-f]+$",
    constraintDescription: "must be the id of a prefix list, pl-…",
  };
  return {
    certificate: text(
      "CertificateArn",
      "The certificate of the name that stations and browsers call, in ACM of this region",
      {
        allowedPattern: "^arn:aws:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+$",
      },
    ),
    repository: text("ImageRepository", "The repository of ECR in this account and region that has the image", {
      default: "mpa",
      allowedPattern: "^[a-z0-9][a-z0-9._/-]+$",
    }),
    digest: text("ImageDigest", "The digest of the image; another one is an update", {
      allowedPattern: "^sha256:[0-9a-f]{64}$",
    }),
    authority: text("DatabaseAuthority", 'RDS\'s authority of this region, "Root CA RSA2048 G1", as PEM', {
      allowedPattern: "^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----\\s*$",
      constraintDescription: "must be one certificate as PEM",
      maxLength: 4096,
    }),
    databaseClass: text("DatabaseClass", "The class of the two machines of the database, with 8 GiB at the least", {
      default: "db.m7g.large",
      allowedValues: [
        "db.m7g.large",
        "db.m7g.xlarge",
        "db.m7g.2xlarge",
        "db.r7g.large",
        "db.r7g.xlarge",
        "db.r7g.2xlarge",
      ],
    }),
    databaseStorage: number(
      "DatabaseStorage",
      "GiB of the database at the beginning; it grows by itself up to 10,000",
      {
        default: 100,
        minValue: 100,
        maxValue: 6000,
      },
    ),
    tablePrefix: text("TablePrefix", "What the names of the tables of DynamoDB begin with", {
      default: "mpa-",
      allowedPattern: "^[A-Za-z0-9_.-]{0,32}$",
    }),
    rekognition: text("Rekognition", "Whether an exam may have its faces scored by Rekognition", {
      default: "on",
      allowedValues: ["on", "off"],
    }),
    rekognitionRate: number(
      "RekognitionRate",
      "Calls of Rekognition a second, of each copy: the quota of the account by the copies",
      {
        default: 1,
        minValue: 1,
        maxValue: 100,
      },
    ),
    checkpointDays: number(
      "CheckpointDays",
      "Days for which nobody, not even the owner of the account, removes a checkpoint",
      {
        default: 365,
        minValue: 1,
        maxValue: 3650,
      },
    ),
    alarmEmail: text("AlarmEmail", "Who is told what the alarms say", { allowedPattern: "^[^@\\s]+@[^@\\s]+$" }),
    noticeEmail: text("NoticeEmail", "Who is told of the exam's alerts, conflicts and checkpoints", {
      allowedPattern: "^[^@\\s]+@[^@\\s]+$",
    }),
    budget: number("MonthlyBudget", "Dollars a month; at 80 % somebody is told", { default: 2000, minValue: 1 }),
    storagePrefixList: text("StoragePrefixList", "The prefix list com.amazonaws.REGION.s3", prefixList),
    tablesPrefixList: text("TablesPrefixList", "The prefix list com.amazonaws.REGION.dynamodb", prefixList),
  };
}
