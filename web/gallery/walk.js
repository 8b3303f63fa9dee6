// Walks the gallery: every page in every state. By default each once, in languages, themes and sizes by a pairwise plan;
// with `--all`, in all of them. Fails on what axe finds, what overflows, overlaps or is cut, and targets that are too small.
import { build, preview } from "vite";
import { walk } from "./kit.js";

const all = process.argv.includes("--all");
const only = process.argv.find((word) => word.startsWith("--only="))?.slice(7);
const pictures = process.argv.find((word) => word.startsWith("--pictures="))?.slice(11);

process.env.NODE_ENV = "development"; // The gallery is in no other build.
const outDir = "node_modules/.gallery";
await build({ mode: "development", logLevel: "error", build: { outDir, emptyOutDir: true, minify: false } });
const server = await preview({ logLevel: "error", build: { outDir }, preview: { port: 0, strictPort: false } });
const { port } = server.httpServer.address();
const { faults, walked } = await walk(`http://localhost:${port}`, { all, only, pictures });
await server.close();
for (const fault of faults) console.log(fault);
console.log(`${walked} combinations, ${faults.length} faults`);
process.exit(faults.length > 0 || walked === 0 ? 1 : 0);
