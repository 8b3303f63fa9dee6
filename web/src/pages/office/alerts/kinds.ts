import type { Schemas } from "../../../api/client";

type Kind = Schemas["AlertKind"];

/** Each kind, once; one that the document gains does not compile until it is here. */
const ALL: Record<Kind, true> = {
  face_mismatch: true,
  duplicate_face: true,
  operator_face: true,
  duplicate_image: true,
  invalid_photo: true,
  mismatch_approved: true,
  attempts_exceeded: true,
  workflow_violation: true,
  operator_mismatch: true,
  slot_violation: true,
  rapid_verification: true,
  post_exam_activity: true,
  duplicate_omr: true,
  sheet_voided: true,
  sync_conflict: true,
  record_failed: true,
  clock_tampering: true,
  candidate_moved: true,
  download_abuse: true,
  login_abuse: true,
  settings_loosened: true,
  engine_fallback: true,
};

export const KINDS = Object.keys(ALL) as Kind[];
