import { language, OWN_NAMES, t } from "../text";
import { Button } from "../ui/button/Button";
import { choose, chooseLanguage, isDark } from "./preferences";

/** In which language and light a page is read. */
export function Looks() {
  const other = language() === "en" ? "hi" : "en";
  const dark = isDark();
  return (
    <>
      <Button kind="quiet" onClick={() => void chooseLanguage(other)}>
        <span lang={other}>{OWN_NAMES[other]}</span>
      </Button>
      <Button
        kind="quiet"
        onClick={() => choose(dark ? "light" : "dark")}
        label={t(dark ? "strip.light" : "strip.dark")}
      >
        <span aria-hidden="true">{dark ? "☀" : "☾"}</span>
      </Button>
    </>
  );
}
