-- What people look at. A supervisor reads of the slots of one centre, and candidates come by name.
CREATE INDEX slot_by_centre ON slot (centre_id, exam_id);
CREATE INDEX candidate_by_name ON candidate (exam_id, COALESCE(search, ''), id);

-- When the gate of a slot opens and closes; where a candidate sits, as the roster says it.
ALTER TABLE slot ADD COLUMN gate_opens BIGINT;
ALTER TABLE slot ADD COLUMN gate_closes BIGINT CHECK (gate_closes > gate_opens);
ALTER TABLE candidate ADD COLUMN room TEXT;
ALTER TABLE candidate ADD COLUMN seat TEXT;

-- What is counted by centre, and when somebody last worked there.
CREATE TABLE centre_live (
    exam_id UUID NOT NULL,
    centre_id UUID NOT NULL,
    conflicts BIGINT NOT NULL,
    alerts_open BIGINT NOT NULL,
    worked_at BIGINT,
    PRIMARY KEY (exam_id, centre_id)
);

-- Who came and who was done, minute by minute (since the epoch), less what was taken back in that minute: of a slot, and
-- of all slots of one name, which are a shift.
CREATE TABLE slot_arrival (
    slot_id UUID NOT NULL,
    minute BIGINT NOT NULL,
    present BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    PRIMARY KEY (slot_id, minute)
);
CREATE TABLE shift_arrival (
    exam_id UUID NOT NULL,
    slot_name TEXT NOT NULL,
    minute BIGINT NOT NULL,
    present BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    PRIMARY KEY (exam_id, slot_name, minute)
);

-- What was there before: entries that have their number are counted here and not again.
INSERT INTO centre_live (exam_id, centre_id, conflicts, alerts_open, worked_at)
SELECT l.exam_id, l.centre_id, CAST(SUM(l.conflicts) AS BIGINT), CAST(SUM(l.alerts_open) AS BIGINT), MAX(l.worked_at) FROM (
    SELECT exam_id, centre_id, 1 AS conflicts, 0 AS alerts_open, CAST(NULL AS BIGINT) AS worked_at FROM sync_conflict
     WHERE resolved_at IS NULL
    UNION ALL SELECT exam_id, centre_id, 0, 1, NULL FROM alert
     WHERE status = 'open' AND exam_id IS NOT NULL AND centre_id IS NOT NULL
    UNION ALL SELECT exam_id, centre_id, 0, 0, last_at FROM centre_activity) l
GROUP BY l.exam_id, l.centre_id;
INSERT INTO slot_arrival (slot_id, minute, present, completed)
SELECT l.slot_id, l.minute, CAST(SUM(l.present) AS BIGINT), CAST(SUM(l.completed) AS BIGINT) FROM (
    SELECT slot_id, occurred_at / 60000000 AS minute, 1 AS present, 0 AS completed FROM journal
     WHERE action = 'mark_attendance' AND outcome = 'done' AND seq IS NOT NULL AND slot_id IS NOT NULL
       AND data::jsonb ->> 'status' = 'completed' AND COALESCE(data::jsonb ->> 'was', '') <> 'completed'
    UNION ALL SELECT slot_id, occurred_at / 60000000, -1, 0 FROM journal
     WHERE action = 'undo_attendance' AND outcome = 'done' AND seq IS NOT NULL AND slot_id IS NOT NULL
       AND data::jsonb ->> 'was' = 'completed'
    UNION ALL SELECT slot_id, occurred_at / 60000000, 0, (CASE WHEN (data::jsonb ->> 'verified')::boolean OR (data::jsonb ->> 'overridden')::boolean THEN 1 ELSE 0 END) - (CASE WHEN data::jsonb ->> 'replaces' IS NULL THEN 0 ELSE 1 END)
      FROM journal WHERE action = 'close_biometric' AND outcome = 'done' AND seq IS NOT NULL AND slot_id IS NOT NULL) l
GROUP BY l.slot_id, l.minute;
INSERT INTO shift_arrival (exam_id, slot_name, minute, present, completed)
SELECT s.exam_id, s.name, a.minute, CAST(SUM(a.present) AS BIGINT), CAST(SUM(a.completed) AS BIGINT)
FROM slot_arrival a JOIN slot s ON s.id = a.slot_id GROUP BY s.exam_id, s.name, a.minute;
