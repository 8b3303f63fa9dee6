/** What goes out of the page. The gallery puts answers of its own in their place; nothing else does. */
export const wire = {
  fetch: (input: string, init?: RequestInit): Promise<Response> => globalThis.fetch(input, init),
  socket: (): WebSocket => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/ws`),
  upload: (): XMLHttpRequest => new XMLHttpRequest(),
};
