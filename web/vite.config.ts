import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Where the program listens that the development server asks. */
const program = process.env.MPA_ADDRESS ?? "http://127.0.0.1:8080";
const here = (file: string): string => resolve(import.meta.dirname, file);
const { version } = JSON.parse(readFileSync(here("package.json"), "utf8")) as { version: string };

const WORKER = "station/worker.js";
/** What the station needs beside what its scripts name. */
const BESIDE = ["/station/index.html", "/station/manifest.webmanifest", "/icon.svg"];

/** Tells the worker of the station which files there are: all that its scripts lead to. */
function stationFiles(): Plugin {
  return {
    name: "station-files",
    enforce: "post",
    generateBundle(_, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") return;
      const files = new Set<string>();
      const take = (name: string): void => {
        const chunk = bundle[name];
        if (!chunk || files.has(name)) return;
        files.add(name);
        if (chunk.type !== "chunk") return;
        const meta = (chunk as { viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } })
          .viteMetadata;
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) take(next);
        for (const next of [...(meta?.importedCss ?? []), ...(meta?.importedAssets ?? [])]) files.add(next);
      };
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === "chunk" && chunk.facadeModuleId?.endsWith("station/index.html")) take(chunk.fileName);
      }
      const list = [...BESIDE, ...[...files].sort().map((file) => `/${file}`)];
      // Their names tell of the others that they changed; of these only their bytes do.
      const digest = createHash("sha256").update(list.join("\n"));
      for (const file of ["station/index.html", "public/station/manifest.webmanifest", "public/icon.svg"])
        digest.update(readFileSync(here(file)));
      const release = digest.digest("hex").slice(0, 16);
      worker.code = worker.code
        .replaceAll("__FILES__", JSON.stringify(list))
        .replaceAll("__RELEASE__", JSON.stringify(release));
    },
  };
}

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [stationFiles()],
  build: {
    target: "es2023",
    assetsDir: "assets",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { main: here("index.html"), station: here("station/index.html"), worker: here("worker/worker.ts") },
      output: {
        entryFileNames: ({ name }) => (name === "worker" ? WORKER : "assets/[name]-[hash].js"),
      },
    },
  },
  server: {
    port: Number(process.env.MPA_WEB_PORT ?? 5173),
    strictPort: true,
    proxy: { "/api/ws": { target: program, ws: true }, "/api": program, "/health": program },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
