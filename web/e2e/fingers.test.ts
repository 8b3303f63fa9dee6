import { afterAll, beforeAll, expect, it } from "vitest";
import { PASSWORD, Program } from "./kit";
import { finger } from "./kit/fingerprints";

/** Of drawn fingers of this size; what shows no ridges gets less than 10 (`docs/fingerprint-quality.md`). */
const CLEAR = 60;
const PEOPLE = 4;
const roll = (place: number): string => `7000${place}`;
const ROSTER = [
  "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot",
  ...Array.from({ length: PEOPLE }, (_, at) => `${roll(at)},Asha Verma,Om Prakash,2004-07-14,C001,School 1,Morning`),
].join("\n");

interface Listed<T> {
  items: T[];
}

let program: Program;
beforeAll(async () => {
  program = await Program.empty();
});
afterAll(() => program?.end());

it("what the false reader gives is graded by the server as a clear finger", async () => {
  const head = await program.token("head");
  const asHead = <T>(method: string, path: string, body?: unknown) => program.call<T>(method, path, head, body);
  const { id: examId } = await asHead<{ id: string }>("POST", "/api/exams", { name: "Entrance Test", code: "ET-26" });
  const roster = new FormData();
  roster.append("file", new Blob([ROSTER]), "roster.csv");
  await asHead("POST", `/api/exams/${examId}/candidates/import`, roster);
  const [centre] = (await asHead<Listed<{ id: string }>>("GET", "/api/centres")).items;
  const [slot] = (await asHead<Listed<{ id: string }>>("GET", `/api/slots?examId=${examId}`)).items;
  await asHead("PATCH", `/api/slots/${slot?.id}`, { status: "active" });
  const account = { username: "op1", name: "Room", role: "operator", password: PASSWORD, centreId: centre?.id };
  const { id: operatorId } = await asHead<{ id: string }>("POST", "/api/operators", account);
  await asHead("POST", "/api/slot/assign", { operatorId, slotId: slot?.id });
  const operator = await program.token("op1");
  const { items } = await asHead<Listed<{ id: string; rollNumber: string }>>(
    "GET",
    `/api/candidates/${examId}?limit=9`,
  );
  expect(items).toHaveLength(PEOPLE);
  for (const [seed, { id: candidateId, rollNumber }] of items.entries()) {
    await program.call("POST", "/api/attendance", operator, { examId, rollNumber });
    const form = new FormData();
    form.append("examId", examId);
    form.append("candidateId", candidateId);
    form.append("fingerprintImage", new Blob([new Uint8Array(finger(seed))]), "finger.bmp");
    const path = "/api/fingerprint/capture";
    const { imageQuality } = await program.call<{ imageQuality: number }>("POST", path, operator, form);
    expect(imageQuality).toBeGreaterThan(CLEAR);
  }
});
