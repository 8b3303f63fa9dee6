import { renewed } from "./client";
import { failureOf, unreachable } from "./failure";
import { silent } from "./line";
import { ended, token } from "./session";
import { wire } from "./wire";

export interface Sending {
  sent: number;
  total: number;
}

/** A file that was changed or moved after it was chosen cannot be read any more; the browser calls that a lost line. */
export async function moved(files: readonly (File | undefined)[]): Promise<string | undefined> {
  for (const file of files) {
    const readable = await file
      ?.slice(0, 1)
      .arrayBuffer()
      .then(
        () => true,
        () => false,
      );
    if (readable === false) return file?.name;
  }
  return undefined;
}

/** A form, with its progress in bytes; `fetch` tells none. */
export async function upload<T>(
  url: string,
  form: FormData,
  progress: (sending: Sending) => void,
  signal?: AbortSignal,
): Promise<T> {
  let answer = await once(url, form, progress, signal);
  if (answer.status === 401) {
    if (await renewed()) answer = await once(url, form, progress, signal);
    if (answer.status === 401) ended();
  }
  if (answer.status < 200 || answer.status > 299) {
    const failure = await failureOf(answer.status, answer.responseText, (name) => answer.getResponseHeader(name));
    if (failure.code === "UNREACHABLE") silent();
    throw failure;
  }
  return (JSON.parse(answer.responseText) as { data: T }).data;
}

function once(
  url: string,
  form: FormData,
  progress: (sending: Sending) => void,
  signal?: AbortSignal,
): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const request = wire.upload();
    request.open("POST", url);
    request.setRequestHeader("authorization", `Bearer ${token() ?? ""}`);
    request.upload.onprogress = (event) => progress({ sent: event.loaded, total: event.total });
    request.onload = () => resolve(request);
    request.onerror = () => {
      silent();
      reject(unreachable());
    };
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
