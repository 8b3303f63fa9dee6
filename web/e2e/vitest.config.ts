import { defineConfig } from "vitest/config";

const long = process.env.MPA_LONG !== undefined;

// One file after the other: each has a program and a browser of its own, and the machine may be small.
export default defineConfig({
  test: {
    include: [long ? "e2e/**/*.{test,long}.ts" : "e2e/**/*.test.ts"],
    environment: "node",
    testTimeout: long ? 300_000 : 180_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    reporters: ["verbose"],
  },
});
