import "./ui/tokens.css"; // First: it says in which order the layers stand.

import { render } from "preact";
import { App } from "./app/App";
import { begin } from "./app/preferences";

await begin();
const root = document.getElementById("root");
if (root) {
  if (import.meta.env.DEV && location.pathname.startsWith("/gallery")) {
    const { Gallery } = await import("./app/gallery/Gallery");
    render(<Gallery />, root);
  } else render(<App />, root);
}
