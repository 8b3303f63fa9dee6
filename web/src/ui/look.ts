import { useEffect, useState } from "preact/hooks";

const now = (): string => `${document.documentElement.dataset.theme} ${document.documentElement.lang}`;

/** The theme and the language of the page: what is drawn by hand is drawn anew when they change. */
export function useLook(): string {
  const [look, setLook] = useState(now);
  useEffect(() => {
    const watcher = new MutationObserver(() => setLook(now()));
    watcher.observe(document.documentElement, { attributeFilter: ["data-theme", "lang"] });
    return () => watcher.disconnect();
  }, []);
  return look;
}
