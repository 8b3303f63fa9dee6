import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { rowsOf } from "../src/api/roster";
import { entryNamed } from "../src/device/zip";

const text = async (zip: Blob, name: string): Promise<string | undefined> => {
  const bytes = await entryNamed(zip, name);
  return bytes && new TextDecoder().decode(bytes);
};

describe("an entry of a ZIP", () => {
  const long = "a face, as it were; ".repeat(400);
  const zip = new Blob([
    zipSync({
      "photos/26000017.JPG": strToU8(long),
      "photos/26000018.png": [strToU8("kept as it is"), { level: 0 }],
      "a/twice.png": strToU8("one"),
      "b/twice.png": strToU8("other"),
      "c/Case.png": strToU8("great"),
      "c/case.png": strToU8("small"),
    }) as Uint8Array<ArrayBuffer>,
  ]);

  it("is found by its path, its last part, and without its ending, in any case", async () => {
    expect(await text(zip, "photos\\26000017.jpg")).toBe(long);
    expect(await text(zip, "26000018.PNG")).toBe("kept as it is");
    expect(await text(zip, "26000017")).toBe(long);
  });

  it("is not guessed where two are called so, where there is none, or where it is no ZIP", async () => {
    expect(await text(zip, "twice.png")).toBeUndefined();
    expect(await text(zip, "a/twice.png")).toBe("one");
    expect(await text(zip, "c/Case.png")).toBe("great");
    expect(await text(zip, "c/CASE.png")).toBeUndefined();
    expect(await text(zip, "26000019")).toBeUndefined();
    expect(await text(new Blob(["PK"]), "26000017")).toBeUndefined();
  });
});

describe("a chosen CSV", () => {
  const csv = 'Roll No;"Photo Name";Name\r\n1;one.jpg;"Asha; called ""A"""\r\n2;;Ravi\r\n\r\n3;"three\n.jpg";Meena\r\n';
  const file = new File([csv], "roster.csv");

  it("tells how many rows it has", async () => {
    expect(await rowsOf(file)).toBe(3);
    expect(await rowsOf(new File(["PK"], "roster.xlsx"))).toBeUndefined();
  });
});
