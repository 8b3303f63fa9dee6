import assert from "node:assert/strict";
import { test } from "node:test";
import { synthesised } from "../src/main";
import { json, read, text } from "./template";

test("the committed template is what the sources make", () => {
  assert.ok(read("deploy/aws/template.json") === text, "deploy/aws/template.json is stale: run `make deploy-template`");
});

test("it is the same each time, of any account and region, and needs no upload", () => {
  assert.ok(synthesised() === text, "a second synthesis differs from the first");
  assert.doesNotMatch(text, /\b\d{12}\b|cdk-hnb659fds|AssetParameters|CustomResource|AWS::Lambda|CDKMetadata/);
  assert.doesNotMatch(text, /\b(us|eu|ap|sa|me|af|ca)-(north|south|east|west|central)[a-z]*-\d/);
});

test("CloudFormation takes it", () => {
  assert.ok(Buffer.byteLength(text) < 1_000_000, "a template has a million bytes at the most");
  assert.ok(Object.keys(json.Resources).length <= 500);
  assert.ok(Object.keys(json.Parameters).length <= 200);
  for (const [name, parameter] of Object.entries(json.Parameters)) assert.ok(parameter.Description, name);
});
