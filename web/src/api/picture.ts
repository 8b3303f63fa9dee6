import { useEffect, useState } from "preact/hooks";
import { file } from "./client";
import { type Explained, explained } from "./codes";

export interface Picture {
  src: string | undefined;
  failure: Explained | undefined;
}

/** An image that only somebody who is logged in gets. It is asked for when `path` is there, and forgotten with the page. */
export function usePicture(path: string | undefined): Picture {
  const [picture, setPicture] = useState<Picture>({ src: undefined, failure: undefined });
  useEffect(() => {
    if (!path) return;
    const stop = new AbortController();
    let src: string | undefined;
    file(path, { signal: stop.signal })
      .then((blob) => {
        src = URL.createObjectURL(blob);
        setPicture({ src, failure: undefined });
      })
      .catch((thrown: unknown) => {
        if (!stop.signal.aborted) setPicture({ src: undefined, failure: explained(thrown) });
      });
    return () => {
      stop.abort();
      if (src) URL.revokeObjectURL(src);
    };
  }, [path]);
  return picture;
}
