import { expect, test } from "vitest";
import { Person } from "../kit";
import { asHead, CANDIDATES, type Day, type Listed, nameOf } from "./day";

/** Those who are not head office. */
export function others(of: () => Day): void {
  test("an observer sees figures, and no name", async () => {
    const { chromium, line, way, exam } = of();
    const observer = await Person.at(chromium, line.address, { way });
    await observer.logIn("watch");
    await observer.hands.press(observer.link("National Entrance Test"));
    await observer.says("Figures of the day, without the name of any candidate.");
    await observer.says(`of ${CANDIDATES}`);
    await observer.open("Candidates");
    await observer.page.getByRole("row").nth(5).waitFor();
    const { items } = await asHead<Listed<{ rollNumber: string; name: string }>>(
      of(),
      "GET",
      `/api/candidates/${exam}`,
    );
    expect(items[0]?.name).toBe(nameOf(0));
    const shown = await observer.page.getByRole("table").textContent();
    expect(items.map((one) => one.name).filter((name) => shown?.includes(name))).toEqual([]);
    await observer.hands.press(observer.page.getByRole("table").getByRole("link").first());
    await observer.says("What happened");
    const story = await observer.page.getByRole("main").textContent();
    expect(items.map((one) => one.name).filter((name) => story?.includes(name))).toEqual([]);
    expect(observer.faults()).toEqual([]);
    await observer.close();
  });

  test("an operator who opens an office page sees who can", async () => {
    const { chromium, line, way, exam } = of();
    const operator = await Person.at(chromium, line.address, { way });
    await operator.logIn("op1");
    await operator.go(`/exams/${exam}/settings`);
    await operator.says("Who can: Head office.");
    await operator.go(`/exams/${exam}`);
    await operator.says("Who can: Head office, Supervisor.");
    // Nothing was asked for that the program would have to refuse.
    expect(operator.asked.filter((one) => one.status === 403)).toEqual([]);
    expect(operator.faults()).toEqual([]);
    await operator.close();
  });

  test("when the program is gone, what was typed stays; when it is back, it is sent", async () => {
    const { head, program } = of();
    await head.open("Settings");
    await head.hands.type(head.field(/^Minutes before and after a slot/), "20");
    await program.kill();
    await head.hands.press(head.button("Save the settings"));
    await head.says(/Line off since/);
    expect(await head.field(/^Minutes before and after a slot/).inputValue()).toBe("20");
    await program.begin();
    await head.hands.press(head.button("Save the settings"));
    await head.says("The settings are saved");
    await head.says("Line on");
  });
}
