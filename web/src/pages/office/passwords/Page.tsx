import { useFilters } from "../../../api/address";
import { t } from "../../../text";
import { Choices } from "../../../ui/chips/Chips";
import { Page, Stack } from "../../../ui/page/Page";
import { ReadOne } from "./ReadOne";
import { Slips } from "./Slips";

type How = "spoken" | "slips";

export default function Passwords({ params }: { params: Readonly<Record<string, string>> }) {
  const examId = params.e ?? "";
  const [filters, change] = useFilters({ as: "spoken" });
  const how = filters.as as How;
  return (
    <Page title={t(how === "slips" ? "passwords.slips" : "passwords.title")} lead={t(`passwords.lead.${how}`)}>
      <Stack>
        <Choices<How>
          label={t("passwords.as")}
          value={how}
          choices={(["spoken", "slips"] as const).map((value) => ({ value, label: t(`passwords.as.${value}`) }))}
          onChange={(as) => change({ as })}
        />
        {how === "slips" ? <Slips examId={examId} /> : <ReadOne examId={examId} />}
      </Stack>
    </Page>
  );
}
