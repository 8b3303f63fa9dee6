/** `node main.js FILE`: writes the template, unless a finding of cdk-nag has no written reason. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { installation, NAME } from "./stack";

export function synthesised(): string {
  const folder = mkdtempSync(join(tmpdir(), "mpa-cdk-"));
  try {
    const app = new App({
      outdir: folder,
      analyticsReporting: false,
      context: { "@aws-cdk/core:validateAgainstDefaultRules": true },
    });
    installation(app);
    Validations.of(app).addPlugins(
      new AwsSolutionsChecks(app, { verbose: true, writeSuppressionsToCloudFormation: true }),
    );
    const { template } = app.synth().getStackByName(NAME);
    return `${JSON.stringify(template, null, 1)}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (require.main === module) {
  const file = process.argv[2];
  if (!file) throw new Error("node main.js FILE");
  writeFileSync(file, synthesised());
}
