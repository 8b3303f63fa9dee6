import { describe, expect, it } from "vitest";
import { type Proof, verified } from "../src/api/proof";
import recorded from "./proof.json";

const proof: Proof = recorded.proof;

describe("an inclusion proof of a running program", () => {
  it("holds, signature included", async () => {
    expect(await verified(proof, recorded.publicKey)).toEqual({
      leaf: "holds",
      path: "holds",
      checkpoint: "holds",
      signature: "holds",
    });
  });

  it("fails with one letter of the entry changed", async () => {
    const leaf = btoa(atob(proof.leaf).replace("assign_slot", "update_slot"));
    const verdict = await verified({ ...proof, leaf }, recorded.publicKey);
    expect([verdict.leaf, verdict.path]).toEqual(["fails", "fails"]);
  });

  it("fails at another place, in another tree, with a hash less or more", async () => {
    const [first = "", ...rest] = proof.hashes;
    const bent = [
      { leafIndex: proof.leafIndex - 1 },
      { treeSize: proof.treeSize + 1 },
      { treeSize: proof.treeSize * 2 },
      { hashes: rest },
      { hashes: [first, ...proof.hashes] },
      { hashes: [...rest, first] },
    ];
    for (const change of bent) {
      const verdict = await verified({ ...proof, ...change }, recorded.publicKey);
      expect(verdict.path === "fails" || verdict.checkpoint === "fails", JSON.stringify(change)).toBe(true);
    }
  });

  it("fails under another checkpoint, whoever signed it", async () => {
    const checkpoint = proof.checkpoint.replace("\n34\n", "\n35\n");
    const verdict = await verified({ ...proof, checkpoint }, recorded.publicKey);
    expect([verdict.checkpoint, verdict.signature]).toEqual(["fails", "fails"]);
  });
});
