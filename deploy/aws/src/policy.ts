/** Statements of policies, written out. */

import { Aws } from "aws-cdk-lib";

export type Statement = {
  Sid: string;
  Effect: "Allow" | "Deny";
  Principal?: "*" | Record<string, string | string[]>;
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
};

export type Document = { Version: string; Statement: Statement[] };

export const document = (...statements: Statement[]): Document => ({ Version: "2012-10-17", Statement: statements });

export const allow = (
  sid: string,
  action: string[],
  resource: string | string[],
  more: Partial<Statement> = {},
): Statement => ({
  Sid: sid,
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});

/** Whoever takes on a role: one service. */
export const trust = (service: string, condition?: Statement["Condition"]): Document =>
  document({
    Sid: "TakenOnBy",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  });

/** Only on behalf of this account. */
export const OF_THIS_ACCOUNT = { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } };

/** Nothing without TLS. */
export const tlsOnly = (action: string, resource: string | string[]): Statement => ({
  Sid: "NothingWithoutTls",
  Effect: "Deny",
  Principal: "*",
  Action: action,
  Resource: resource,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** `arn:aws:SERVICE:region:account:REST` of this account and region. */
export const arn = (service: string, rest: string): string =>
  `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${rest}`;

export const TRAIL_NAME = `${Aws.STACK_NAME}-trail`;
/** The trail, as it is named where it writes. */
export const TRAIL = arn("cloudtrail", `trail/${TRAIL_NAME}`);
