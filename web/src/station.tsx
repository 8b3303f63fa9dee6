import "./ui/tokens.css"; // First: it says in which order the layers stand.

import { render } from "preact";
import { renewBy } from "./api/client";
import { begin } from "./app/preferences";
import { Station } from "./app/station/Station";
import { renewHere } from "./sync/session";
import { watchUpdates } from "./sync/updates";

renewBy(renewHere);
await begin();
const root = document.getElementById("root");
if (root) render(<Station />, root);
if (import.meta.env.PROD) watchUpdates();
