import { defineConfig } from "vitest/config";

const long = process.env.MPA_LONG !== undefined;

// Each file has a program and a browser of its own. The day waits for a centre to fall silent while the others walk; in
// the long form, where time is measured, one goes after the other.
export default defineConfig({
  test: {
    include: [long ? "e2e/**/*.{test,long}.ts" : "e2e/**/*.test.ts"],
    environment: "node",
    testTimeout: long ? 300_000 : 180_000,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
    maxWorkers: long ? 1 : 2,
    reporters: ["verbose"],
  },
});
