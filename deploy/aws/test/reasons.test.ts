import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { installation } from "../src/stack";
import { type Json, json } from "./template";

/** What cdk-nag finds when nothing is accepted: `Resource rule`. */
function findings(): Set<string> {
  const acknowledge = Validations.prototype.acknowledge;
  const folder = mkdtempSync(join(tmpdir(), "mpa-cdk-"));
  const say = console.error;
  try {
    Validations.prototype.acknowledge = () => {};
    console.error = () => {};
    const app = new App({ outdir: folder, analyticsReporting: false });
    installation(app);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    assert.throws(() => app.synth(), "cdk-nag finds nothing where nothing is accepted");
    const report: Json = JSON.parse(readFileSync(join(folder, "validation-report.json"), "utf8"));
    const found = new Set<string>();
    for (const violation of report.pluginReports.flatMap((plugin: Json) => plugin.violations)) {
      for (const at of violation.violatingConstructs)
        found.add(`${at.constructPath.split("/")[1]} ${violation.ruleName}`);
    }
    return found;
  } finally {
    Validations.prototype.acknowledge = acknowledge;
    console.error = say;
    rmSync(folder, { recursive: true });
  }
}

test("cdk-nag is told a reason for what it finds, and for nothing else", () => {
  const told = Object.entries(json.Resources).flatMap(([name, resource]) =>
    (resource.Metadata?.cdk_nag?.rules_to_suppress ?? []).map((rule: Json) => `${name} ${rule.id}`),
  );
  assert.deepEqual(told.sort(), [...findings()].sort());
});

test("every reason is a sentence, beside what it is about", () => {
  for (const [name, resource] of Object.entries(json.Resources)) {
    const { cdk_nag, checkov, ...others } = resource.Metadata ?? {};
    assert.deepEqual(others, {}, `${name} has other metadata`);
    for (const rule of cdk_nag?.rules_to_suppress ?? []) assert.ok(rule.reason.length > 30, `${name} ${rule.id}`);
    for (const rule of checkov?.skip ?? []) assert.ok(rule.comment.length > 30, `${name} ${rule.id}`);
  }
});
