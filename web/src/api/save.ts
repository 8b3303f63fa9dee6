import { useRef, useState } from "preact/hooks";
import { useAct } from "./act";
import { file } from "./client";
import type { Explained } from "./codes";
import { unreachable } from "./failure";
import type { paths } from "./schema";

type ExportCall = paths["/api/exams/{examId}/export/{what}"]["get"]["parameters"];
export type What = ExportCall["path"]["what"];
export type Format = NonNullable<NonNullable<ExportCall["query"]>["format"]>;

/** Gives a file to whoever sits here. */
export function give(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A file of the server, which only somebody who is logged in gets. */
export async function save(path: string, name: string): Promise<void> {
  give(await file(path), name);
}

export interface Saving {
  busy: boolean;
  /** Bytes that have come; the server makes the list while it sends it, so nobody knows of how many. */
  got: number;
  failure: Explained | undefined;
  run: (what: What, format: Format) => Promise<boolean>;
  stop: () => void;
}

/** A list of an exam, as a file for a spreadsheet. */
export function useExport(examId: string, examCode: string | undefined, centreId?: string): Saving {
  const [got, setGot] = useState(0);
  const stopped = useRef<AbortController | undefined>(undefined);
  const act = useAct(async (what: What, format: Format) => {
    const stop = new AbortController();
    stopped.current = stop;
    setGot(0);
    const asked = { path: { examId, what }, query: { format, centreId }, signal: stop.signal };
    let content: Blob;
    try {
      content = await file("/api/exams/{examId}/export/{what}", asked, setGot);
    } catch (thrown) {
      // The line was cut in the middle: the answer had begun, so the browser tells it in words of its own.
      throw thrown instanceof TypeError ? unreachable() : thrown;
    }
    // By the file's name one still knows next year of which exam and day it is.
    const day = new Date().toLocaleDateString("sv-SE");
    give(content, `${[examCode, what, day].filter(Boolean).join("-")}.${format}`);
  });
  const cancelled = act.refusal === undefined && stopped.current?.signal.aborted;
  return {
    busy: act.busy,
    got,
    failure: cancelled ? undefined : act.failure,
    run: act.run,
    stop: () => stopped.current?.abort(),
  };
}
