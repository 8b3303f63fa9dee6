/** `node checkov.js PROGRAM TEMPLATE`: checkov, with every check; fails on a finding without a reason beside it, and on a
 * reason that answers no finding. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

type Check = { check_id: string; check_name: string; resource: string };
type Said = {
  results: { failed_checks: Check[]; skipped_checks: Check[]; parsing_errors: string[] };
  summary: { passed: number };
};

const [program, file] = process.argv.slice(2);
if (!program || !file) throw new Error("node checkov.js PROGRAM TEMPLATE");

const ran = spawnSync(
  program,
  ["-f", file, "--framework", "cloudformation", "--skip-download", "--compact", "-o", "json"],
  {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  },
);
if (!ran.stdout.startsWith("{")) throw new Error(`checkov says nothing: ${ran.error ?? ran.stderr}`);
const { results, summary } = JSON.parse(ran.stdout) as Said;

const { Resources } = JSON.parse(readFileSync(file, "utf8")) as {
  Resources: Record<string, { Type: string; Metadata?: { checkov?: { skip: { id: string }[] } } }>;
};
const reasons = Object.entries(Resources).flatMap(([name, { Type, Metadata }]) =>
  (Metadata?.checkov?.skip ?? []).map(({ id }) => `${id} ${Type}.${name}`),
);
const answered = new Set(results.skipped_checks.map((check) => `${check.check_id} ${check.resource}`));
const wrong = [
  ...results.failed_checks.map((check) => `${check.check_id} ${check.resource}: ${check.check_name}`),
  ...results.parsing_errors.map((error) => `not read: ${error}`),
  ...reasons.filter((reason) => !answered.has(reason)).map((reason) => `${reason}: the reason answers no finding`),
];
for (const line of wrong) console.error(`checkov: ${line}`);
console.log(`checkov: ${summary.passed} checks passed, ${answered.size} findings with a reason, ${wrong.length} wrong`);
process.exitCode = wrong.length === 0 && summary.passed > 0 ? 0 : 1;
