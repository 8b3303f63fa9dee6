\set i :i + 1
\set n :first + :client_id + :clients * :i
BEGIN;
SELECT id AS candidate, centre_id AS centre, slot_id AS slot FROM candidate WHERE exam_id = :exam AND roll_number = :prefix || lpad(:n::text, 8, '0') FOR UPDATE \gset
INSERT INTO attendance (id, exam_id, candidate_id, centre_id, slot_id, operator_id, marked_by, marked_at, status, checkpoint, biometric_eligible, completed_at) VALUES ((lpad(to_hex(:n::bigint), 12, '0') || '7a008a000000000000aa')::uuid, :exam, :candidate, :centre, :slot, :actor, :actor, :at, 'completed', true, true, :at);
INSERT INTO journal (id, occurred_at, action, outcome, code, exam_id, centre_id, slot_id, candidate_id, subject_id, actor_id, actor_role, session_id, address, device_id, data, seal) VALUES ((lpad(to_hex(:n::bigint), 12, '0') || '7a008a000000000000bb')::uuid, :at, 'mark_attendance', 'done', NULL, :exam, :centre, :slot, :candidate, NULL, :actor, 'operator', :session, '127.0.0.1', NULL, :data, decode(:seal, 'hex'));
COMMIT;
