import type { Figures as Numbers } from "../../../api/figures";
import { number, percent, t } from "../../../text";
import { Figure, Figures } from "../../../ui/figure/Figure";

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** The day in six numbers. */
export function SixFigures({ examId, figures }: { examId: string; figures: Numbers }) {
  const at = (page: string): string => `/exams/${examId}/${page}`;
  return (
    <Figures>
      <Figure
        label={t("figure.present")}
        value={number(figures.present)}
        share={share(figures.present, figures.candidates)}
        note={t("figure.of", { whole: figures.candidates, percent: percent(figures.present, figures.candidates) })}
        href={at("candidates?status=attendance_completed")}
      />
      <Figure
        label={t("figure.completed")}
        value={number(figures.completed)}
        share={share(figures.completed, figures.present)}
        note={t("figure.ofPresent", { whole: figures.present })}
        href={at("candidates?status=biometric_completed")}
      />
      <Figure
        label={t("figure.mismatched")}
        value={number(figures.faceMismatched)}
        tone={figures.faceMismatched > 0 ? "warn" : "plain"}
        note={t("figure.verified", { count: figures.faceVerified })}
        href={at("alerts?type=face_mismatch")}
      />
      <Figure
        label={t("figure.waiting")}
        value={number(figures.pendingSync)}
        tone={figures.silentDevices > 0 ? "bad" : "plain"}
        note={t("figure.silentDevices", { count: figures.silentDevices })}
        href={at("devices")}
      />
      <Figure
        label={t("figure.conflicts")}
        value={number(figures.conflicts)}
        tone={figures.conflicts > 0 ? "bad" : "plain"}
        note={t(figures.conflicts > 0 ? "figure.decide" : "figure.none")}
        href={at("conflicts")}
      />
      <Figure
        label={t("figure.alerts")}
        value={number(figures.alertsOpen)}
        tone={figures.alertsOpen > 0 ? "warn" : "plain"}
        note={t(figures.alertsOpen > 0 ? "figure.review" : "figure.none")}
        href={at("alerts")}
      />
    </Figures>
  );
}
