/** The doors from the network to Amazon's services: each lets through what an installation needs, of its own things. */

import { Aws, type Stack } from "aws-cdk-lib";
import { CfnVPCEndpoint } from "aws-cdk-lib/aws-ec2";
import type { Files } from "./files";
import type { Keys } from "./keys";
import type { Groups, Network } from "./network";
import type { Parameters } from "./parameters";
import { arn, document, type Statement } from "./policy";
import { TABLES } from "./records";

type Of = {
  network: Network;
  groups: Groups;
  parameters: Parameters;
  keys: Keys;
  files: Files;
  topic: string;
  secrets: string[];
  logs: string[];
};

const OURS = { StringEquals: { "aws:PrincipalAccount": Aws.ACCOUNT_ID } };

const pass = (
  action: string[],
  resource: string | string[],
  condition: Statement["Condition"] | null = OURS,
): Statement => ({
  Sid: "Pass",
  Effect: "Allow",
  Principal: "*",
  Action: action,
  Resource: resource,
  ...(condition && { Condition: condition }),
});

/** The interface endpoints, by the end of their names. */
export const INTERFACES = [
  "ecr.api",
  "ecr.dkr",
  "kms",
  "logs",
  "monitoring",
  "rekognition",
  "secretsmanager",
  "sns",
  "sts",
] as const;

export function endpoints(stack: Stack, of: Of) {
  const service = (name: string) => `com.amazonaws.${Aws.REGION}.${name}`;
  const buckets = [of.files.files, of.files.checkpoints, of.files.backups].map((bucket) => bucket.attrArn);

  new CfnVPCEndpoint(stack, "StorageEndpoint", {
    vpcId: of.network.vpc,
    serviceName: service("s3"),
    vpcEndpointType: "Gateway",
    routeTableIds: [of.network.copyRoutes],
    policyDocument: document(
      {
        ...pass(
          [
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:ListBucketMultipartUploads",
            "s3:ListBucketVersions",
            "s3:PutObject",
          ],
          [...buckets, ...buckets.map((bucket) => `${bucket}/*`)],
        ),
        Sid: "OurBuckets",
      },
      {
        // Where ECR has the layers of images, in a bucket of Amazon's own.
        ...pass(["s3:GetObject"], `arn:${Aws.PARTITION}:s3:::prod-${Aws.REGION}-starport-layer-bucket/*`, null),
        Sid: "LayersOfImages",
      },
    ),
  });

  new CfnVPCEndpoint(stack, "TablesEndpoint", {
    vpcId: of.network.vpc,
    serviceName: service("dynamodb"),
    vpcEndpointType: "Gateway",
    routeTableIds: [of.network.copyRoutes],
    policyDocument: document(
      pass(
        [
          "dynamodb:BatchGetItem",
          "dynamodb:DeleteItem",
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Scan",
          "dynamodb:UpdateItem",
        ],
        TABLES.map(({ name }) => arn("dynamodb", `table/${of.parameters.tablePrefix}${name}`)),
      ),
    ),
  });

  const image = arn("ecr", `repository/${of.parameters.repository}`);
  const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  const faces = [
    "CompareFaces",
    "CreateCollection",
    "DescribeCollection",
    "DeleteFaces",
    "IndexFaces",
    "ListFaces",
    "SearchFacesByImage",
  ];
  const images = document(
    { ...pass(["ecr:GetAuthorizationToken"], "*"), Sid: "LogIn" },
    { ...pass(pull, image), Sid: "Pull" },
  );
  const policies = {
    "ecr.api": images,
    "ecr.dkr": images,
    kms: document(
      pass(
        ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:GetPublicKey", "kms:Sign"],
        [of.keys.data.attrArn, of.keys.checkpoint.attrArn],
      ),
    ),
    logs: document(pass(["logs:CreateLogStream", "logs:PutLogEvents"], of.logs)),
    monitoring: document(pass(["cloudwatch:PutMetricData"], "*")),
    rekognition: document(
      pass(
        faces.map((name) => `rekognition:${name}`),
        "*",
      ),
    ),
    secretsmanager: document(pass(["secretsmanager:GetSecretValue"], of.secrets)),
    sns: document(pass(["sns:Publish"], of.topic)),
    sts: document(pass(["sts:AssumeRole", "sts:GetCallerIdentity"], "*")),
  };
  return INTERFACES.map((name) => {
    const words = name.split(".").map((word) => word[0]?.toUpperCase() + word.slice(1));
    return new CfnVPCEndpoint(stack, `${words.join("")}Endpoint`, {
      vpcId: of.network.vpc,
      serviceName: service(name),
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: of.network.subnets.copies,
      securityGroupIds: [of.groups.endpoints],
      policyDocument: policies[name],
    });
  });
}
