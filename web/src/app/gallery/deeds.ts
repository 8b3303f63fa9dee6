import type { Deed } from "../../api/sample/states";

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function labelled(label: string): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | undefined {
  const found = [...document.querySelectorAll("label")].find((one) => one.textContent?.trim() === label);
  return (found && document.getElementById(found.htmlFor)) as HTMLInputElement | undefined;
}

/** Over an open dialog nothing else can be pressed. */
function button(says: string, first: boolean | undefined): HTMLButtonElement | undefined {
  const buttons = [
    ...(document.querySelector("dialog[open]") ?? document).querySelectorAll<HTMLButtonElement>("button:enabled"),
  ];
  if (first) buttons.reverse();
  return (
    buttons.findLast((one) => one.textContent?.trim() === says) ??
    buttons.findLast((one) => one.textContent?.includes(says))
  );
}

/** What a person would wait for: on a busy machine a page may take a while to be there. */
async function found<T>(what: string, find: () => T | undefined | null): Promise<T> {
  for (const end = Date.now() + 5_000; Date.now() < end; await pause(50)) {
    const one = find();
    if (one) return one;
  }
  throw new Error(`there is no ${what}`);
}

/** Does what a person would do, so that a page gets into its state. */
export async function act(deed: Deed): Promise<void> {
  await pause(60);
  if ("press" in deed) {
    (await found(`button ${deed.press}`, () => button(deed.press, deed.first))).click();
  } else if ("fill" in deed) {
    const field = await found(`field ${deed.fill}`, () => labelled(deed.fill));
    if (field instanceof HTMLSelectElement) {
      const option = await found(`choice ${deed.with}`, () =>
        [...field.options].find((one) => one.text.includes(deed.with)),
      );
      field.value = option.value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      field.value = deed.with;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  } else if ("key" in deed) {
    dispatchEvent(new KeyboardEvent("keydown", { key: deed.key }));
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: deed.key, bubbles: true }));
  } else {
    const input = await found("place for files", () => document.querySelector<HTMLInputElement>("input[type=file]"));
    const files = new DataTransfer();
    for (const file of deed.choose) files.items.add(new File([file.text], file.name));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  await pause(60);
}
