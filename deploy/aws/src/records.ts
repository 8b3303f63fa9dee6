/** The tables of DynamoDB, with the keys of the plan, as `mpa aws init` makes them. */

import { CfnDeletionPolicy, type Stack } from "aws-cdk-lib";
import { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import type { Keys } from "./keys";
import type { Parameters } from "./parameters";

type Table = { name: string; hash: string; range: string; ttl?: string };

export const TABLES: Table[] = [
  { name: "DownloadPasswords", hash: "passwordId", range: "examId", ttl: "ttl" },
  { name: "OMRRecords", hash: "barcode", range: "examId" },
  { name: "FaceRecords", hash: "examId", range: "candidateId" },
];

export function records(stack: Stack, keys: Keys, parameters: Parameters): CfnTable[] {
  return TABLES.map(({ name, hash, range, ttl }) => {
    const table = new CfnTable(stack, name, {
      tableName: `${parameters.tablePrefix}${name}`,
      billingMode: "PAY_PER_REQUEST",
      attributeDefinitions: [hash, range].map((attributeName) => ({ attributeName, attributeType: "S" })),
      keySchema: [
        { attributeName: hash, keyType: "HASH" },
        { attributeName: range, keyType: "RANGE" },
      ],
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      sseSpecification: { sseEnabled: true, sseType: "KMS", kmsMasterKeyId: keys.records.attrArn },
      deletionProtectionEnabled: true,
      ...(ttl && { timeToLiveSpecification: { attributeName: ttl, enabled: true } }),
    });
    table.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    table.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    return table;
  });
}
