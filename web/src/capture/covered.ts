/** Whether a window lies over the page and asks something: what is scanned then is an answer to nothing. */
export const isCovered = (): boolean =>
  typeof document !== "undefined" && document.querySelector("dialog:modal") !== null;
