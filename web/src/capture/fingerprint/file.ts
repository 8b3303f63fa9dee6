/** A picture that another program has saved, for readers that only their own program can speak to. */
import { type FingerprintDriver, FingerprintFailed, imageOf } from "./driver";

function chosen(signal?: AbortSignal): Promise<File> {
  return new Promise((resolve, reject) => {
    const input = document.createElement("input");
    const cancelled = (): void => reject(new FingerprintFailed("cancelled"));
    input.type = "file";
    input.accept = "image/png,image/bmp,.png,.bmp,.wsq";
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file) resolve(file);
      else cancelled();
    });
    input.addEventListener("cancel", cancelled);
    signal?.addEventListener("abort", cancelled, { once: true });
    input.click();
  });
}

/** To be captured only in answer to a click, or the browser does not ask for a file. */
export const file = (): FingerprintDriver => ({
  id: "file",
  simulated: false,
  probe: async () => "ready",
  // Nobody hurries whoever looks for a file.
  capture: async ({ signal }) => {
    signal?.throwIfAborted();
    const picked = await chosen(signal);
    return { image: imageOf(new Uint8Array(await picked.arrayBuffer())) };
  },
});
