import type { Deed } from "../../api/sample/states";

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function labelled(label: string): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | undefined {
  const found = [...document.querySelectorAll("label")].find((one) => one.textContent?.trim() === label);
  return (found && document.getElementById(found.htmlFor)) as HTMLInputElement | undefined;
}

/** Does what a person would do, so that a page gets into its state. */
export async function act(deed: Deed): Promise<void> {
  await pause(60);
  if ("press" in deed) {
    const buttons = [...document.querySelectorAll("button")];
    const button =
      buttons.findLast((one) => one.textContent?.trim() === deed.press) ??
      buttons.findLast((one) => one.textContent?.includes(deed.press));
    if (!button) throw new Error(`no button says ${deed.press}`);
    button.click();
  } else if ("fill" in deed) {
    const field = labelled(deed.fill);
    if (!field) throw new Error(`no field is called ${deed.fill}`);
    if (field instanceof HTMLSelectElement) {
      const option = [...field.options].find((one) => one.text.includes(deed.with));
      field.value = option?.value ?? "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      field.value = deed.with;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  } else if ("key" in deed) {
    dispatchEvent(new KeyboardEvent("keydown", { key: deed.key }));
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: deed.key, bubbles: true }));
  } else {
    const input = document.querySelector<HTMLInputElement>("input[type=file]");
    const files = new DataTransfer();
    for (const file of deed.choose) files.items.add(new File([file.text], file.name));
    if (input) {
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  await pause(60);
}
