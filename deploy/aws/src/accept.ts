/** Findings of the checkers that are as they are on purpose, each with the reason beside what it is about. */

import { type CfnResource, Validations } from "aws-cdk-lib";

/** A rule: of cdk-nag (`AwsSolutions-…`) or of checkov (`CKV_…`). */
export type Rule = `AwsSolutions-${string}` | `CKV${string}`;

/** Accepts what rules find of a resource. The reason stands in the template, too. */
export function accept(resource: CfnResource, rules: Rule | Rule[], reason: string): void {
  for (const id of [rules].flat()) {
    if (id.startsWith("CKV")) {
      const before = (resource.getMetadata("checkov") as { skip: object[] } | undefined)?.skip ?? [];
      resource.addMetadata("checkov", { skip: [...before, { id, comment: reason }] });
    } else {
      Validations.of(resource).acknowledge({ id, reason });
    }
  }
}
