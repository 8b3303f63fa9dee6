import { defineConfig } from "vitest/config";

/** Where the program listens that the development server asks. */
const program = process.env.MPA_ADDRESS ?? "http://127.0.0.1:8080";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { target: "es2023", assetsDir: "assets", modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: {
    port: Number(process.env.MPA_WEB_PORT ?? 5173),
    strictPort: true,
    proxy: { "/api/ws": { target: program, ws: true }, "/api": program, "/health": program },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
