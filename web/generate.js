// Writes the types of an OpenAPI document: node generate.js DOCUMENT TYPES
import { readFile, writeFile } from "node:fs/promises";

import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const [document, types] = process.argv.slice(2);

/** The bytes of a file are a Blob, not the text that JSON Schema calls them. */
function transform(schema) {
  return schema.format === "binary" ? ts.factory.createTypeReferenceNode("Blob") : undefined;
}

const options = { emptyObjectsUnknown: true, transform };
const written = astToString(await openapiTS(JSON.parse(await readFile(document, "utf8")), options));
await writeFile(types, `// Made by \`make generated\` from openapi.json.\n\n${written}`);
