import type { ComponentType } from "preact";
import { lazy } from "preact-iso";
import { silent } from "../api/line";
import { answers } from "../api/pulse";

const AGAIN_MILLISECONDS = 2_000;

export type Later<P> = ComponentType<P> & {
  /** Fetches it, so that it opens when there is no line. */
  preload: () => Promise<unknown>;
};

/**
 * A page that is fetched when it is opened. Without a line it is fetched again and again, and the page before it stays;
 * when the server is there and has it no more, because it is another version by now, the page has broken.
 */
export function later<P>(load: () => Promise<{ default: ComponentType<P> }>): Later<P> {
  const patient = async (): Promise<{ default: ComponentType<P> }> => {
    for (;;) {
      try {
        return await load();
      } catch (cause) {
        if (await answers()) {
          const Broken = (): never => {
            throw cause;
          };
          return { default: Broken };
        }
        silent();
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLISECONDS));
      }
    }
  };
  return lazy(patient) as unknown as Later<P>;
}
