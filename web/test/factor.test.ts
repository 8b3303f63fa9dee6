import { encode } from "uqr";
import { describe, expect, it } from "vitest";
import { BEGUN, refusedLogin } from "../src/api/login";
import { may } from "../src/pages/office/operators/may";
import { digitsOf, grouped } from "../src/ui/onetime/digits";
import { pathOf, QUIET_MODULES } from "../src/ui/qr/draw";

describe("a login in two steps", () => {
  it("asks for a code when one is wanted, and for another when one is not taken", () => {
    expect(refusedLogin(BEGUN, "INVALID_CREDENTIALS")).toEqual(BEGUN);
    const second = refusedLogin(BEGUN, "SECOND_FACTOR_REQUIRED");
    expect(second).toEqual({ wanted: true, wrong: 0 });
    expect(refusedLogin(second, "INVALID_CREDENTIALS")).toEqual({ wanted: true, wrong: 1 });
    for (const passing of ["RATE_LIMITED", "UNREACHABLE", "BUSY"] as const)
      expect(refusedLogin(second, passing)).toEqual(second);
  });
});

describe("a code of a second factor", () => {
  it("is its six digits, however they are typed or pasted", () => {
    expect(["287 082", "287-082", " 287082\n", "२८७०८२", "2870829"].map(digitsOf)).toEqual(Array(5).fill("287082"));
    expect(digitsOf("28a7")).toBe("287");
  });

  it("comes of a secret that is read in groups", () => {
    expect(grouped("JBSWY3DPEHPK3PXP77")).toBe("JBSW Y3DP EHPK 3PXP 77");
    expect(grouped("")).toBe("");
  });
});

describe("a QR code", () => {
  it("has a stroke for what lies side by side, and a light border", () => {
    expect(pathOf([])).toBe("");
    expect(
      pathOf([
        [true, true, false],
        [false, false, true],
      ]),
    ).toBe("M4 4h2v1h-2zM6 5h1v1h-1z");
  });

  it("is drawn module by module as it was made", () => {
    const uri = "otpauth://totp/MPA:head?secret=JBSWY3DPEHPK3PXP&issuer=MPA&algorithm=SHA1&digits=6&period=30";
    const { data } = encode(uri, { ecc: "M", border: 0 });
    const drawn = data.map((row) => row.map(() => false));
    for (const [, x, y, wide] of pathOf(data).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
      for (let at = 0; at < Number(wide); at++)
        (drawn[Number(y) - QUIET_MODULES] as boolean[])[Number(x) - QUIET_MODULES + at] = true;
    expect(drawn).toEqual(data);
    expect(data.length).toBeGreaterThan(25);
  });
});

describe("what somebody may do with an account", () => {
  const of = (role: "admin" | "supervisor" | "operator" | "observer", id: string, centreId?: string) =>
    ({ role, id, ...(centreId ? { centreId } : {}) }) as Parameters<typeof may>[0] & Parameters<typeof may>[1];
  const all = { password: true, disable: true };
  const nothing = { password: false, disable: false, factor: false };

  it("is for head office all but what is its own", () => {
    const head = of("admin", "1");
    expect(may(head, of("operator", "2", "a"))).toEqual({ ...all, factor: false });
    expect(may(head, of("observer", "2"))).toEqual({ ...all, factor: false });
    expect(may(head, of("supervisor", "2", "a"))).toEqual({ ...all, factor: true });
    expect(may(head, of("admin", "2"))).toEqual({ ...all, factor: true });
    expect(may(head, head)).toEqual(nothing);
  });

  it("is for a supervisor a new password for the operators of the centre", () => {
    const supervisor = of("supervisor", "1", "a");
    expect(may(supervisor, of("operator", "2", "a"))).toEqual({ ...nothing, password: true });
    for (const other of [of("operator", "2", "b"), of("operator", "2"), of("supervisor", "2", "a"), supervisor])
      expect(may(supervisor, other)).toEqual(nothing);
    expect(may(of("supervisor", "1"), of("operator", "2"))).toEqual(nothing);
    expect(may(undefined, of("operator", "2", "a"))).toEqual(nothing);
  });
});
