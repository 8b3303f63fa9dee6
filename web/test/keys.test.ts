import { describe, expect, it } from "vitest";
import { begin, letIn, unlock, type Wrapped } from "../src/device/keys";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const [A, B] = ["01a22934-0004-7404-ab59-000000000001", "01a22934-0004-7404-ab59-000000000002"];
const changed = (sealed: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> => {
  const copy = new Uint8Array(sealed);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

describe("the keys of a device", () => {
  it("open with the password of whoever has a copy, and with no other", async () => {
    const { vault, wrapped } = await begin(A, "correct horse 9");
    const sealed = await vault.seal("outbox", "records/1", bytes("Asha Verma"));
    const again = await unlock(wrapped, A, "correct horse 9");
    expect(await again?.open("outbox", "records/1", sealed)).toEqual(bytes("Asha Verma"));
    expect(await unlock(wrapped, A, "correct horse 8")).toBeUndefined();
    expect(await unlock(wrapped, B, "correct horse 9")).toBeUndefined();
    const torn: Wrapped = { ...wrapped, sealed: changed(wrapped.sealed, 20) };
    expect(await unlock(torn, A, "correct horse 9")).toBeUndefined();
  });

  it("let another in by the password of one who is, so that both open the same", async () => {
    const { vault, wrapped } = await begin(A, "correct horse 9");
    const sealed = await vault.seal("outbox", "records/1", bytes("waiting"));
    const guest = { operatorId: B, password: "battery staple 3" };
    expect(await letIn({ operatorId: A, password: "wrong", wrapped }, guest)).toBeUndefined();
    const copy = await letIn({ operatorId: A, password: "correct horse 9", wrapped }, guest);
    const theirs = copy && (await unlock(copy, B, "battery staple 3"));
    expect(await theirs?.open("outbox", "records/1", sealed)).toEqual(bytes("waiting"));
    expect(copy && (await unlock(copy, B, "correct horse 9"))).toBeUndefined();
  });

  it("open nothing in another place, for another use, or changed by a bit", async () => {
    const { vault } = await begin(A, "correct horse 9");
    const sealed = await vault.seal("photo", "photos/1", bytes("picture"));
    expect(await vault.open("photo", "photos/2", sealed)).toBeUndefined();
    expect(await vault.open("outbox", "photos/1", sealed)).toBeUndefined();
    for (const at of [0, 1, 12, 13, sealed.length - 1])
      expect(await vault.open("photo", "photos/1", changed(sealed, at)), String(at)).toBeUndefined();
    expect(await vault.open("photo", "photos/1", sealed.subarray(0, 13))).toBeUndefined();
    const other = await begin(A, "correct horse 9");
    expect(await other.vault.open("photo", "photos/1", sealed)).toBeUndefined();
  });

  it("seal the same twice into what has nothing in common, and nothing in the clear", async () => {
    const { vault, wrapped } = await begin(A, "correct horse 9");
    const plain = bytes("26000001 Asha Verma");
    const [one, two] = [await vault.seal("roster", "r", plain), await vault.seal("roster", "r", plain)];
    expect(one.subarray(1, 13)).not.toEqual(two.subarray(1, 13));
    for (const kept of [one, two, wrapped.sealed]) expect(Buffer.from(kept).includes(Buffer.from("Asha"))).toBe(false);
  });
});
