import { useEffect, useState } from "preact/hooks";
import { here } from "./here";
import { type Candidate, photo } from "./roster";

/** The enrolled photograph of somebody, as an address of this page; forgotten with it. */
export function useStoredPhoto(examId: string, candidate: Candidate | undefined): string | undefined {
  const [src, setSrc] = useState<{ of: string; url: string }>();
  const id = candidate?.photo ? candidate.id : undefined;
  useEffect(() => {
    const now = here.peek();
    if (!id || !now) return;
    let url: string | undefined;
    let gone = false;
    photo(now.vault, examId, id)
      .then((blob) => {
        if (!blob || gone) return;
        url = URL.createObjectURL(blob);
        setSrc({ of: id, url });
      })
      // A store that cannot be read now: there is no picture, and whoever works here sees that.
      .catch(console.error);
    return () => {
      gone = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [examId, id]);
  return src?.of === id ? src?.url : undefined;
}
