-- Live: what dashboards are told, and the figures that they show. Everything here follows from the journal
-- (and `device` from heartbeats); it is written by whoever numbers the entries, in the same transaction.

-- The updates of an exam, numbered 1, 2, 3 … without gaps. What an update says is read from the journal.
CREATE TABLE exam_update (
    exam_id uuid NOT NULL,
    seq bigint NOT NULL CHECK (seq > 0),
    journal_seq bigint NOT NULL,
    PRIMARY KEY (exam_id, seq)
);

-- The number of an exam's last update, and what is counted by exam.
CREATE TABLE exam_live (
    exam_id uuid NOT NULL PRIMARY KEY,
    seq bigint NOT NULL CHECK (seq >= 0),
    conflicts bigint NOT NULL,
    alerts_open bigint NOT NULL
);

-- What is counted by slot.
CREATE TABLE slot_count (
    slot_id uuid NOT NULL PRIMARY KEY,
    candidates bigint NOT NULL,
    present bigint NOT NULL,
    face_verified bigint NOT NULL,
    face_mismatched bigint NOT NULL,
    fingerprints bigint NOT NULL,
    omr_bound bigint NOT NULL,
    completed bigint NOT NULL
);

CREATE TABLE centre_activity (
    exam_id uuid NOT NULL,
    centre_id uuid NOT NULL,
    last_at bigint NOT NULL,
    PRIMARY KEY (exam_id, centre_id)
);

CREATE TABLE operator_activity (
    exam_id uuid NOT NULL,
    operator_id uuid NOT NULL,
    last_at bigint NOT NULL,
    PRIMARY KEY (exam_id, operator_id)
);

-- A device at a centre, as its last heartbeat told. `clock_ahead` in seconds; negative: behind.
CREATE TABLE device (
    exam_id uuid NOT NULL REFERENCES exam (id),
    centre_id uuid NOT NULL REFERENCES centre (id),
    device_id text NOT NULL,
    operator_id uuid NOT NULL REFERENCES account (id),
    waiting bigint NOT NULL CHECK (waiting >= 0),
    oldest_captured_at bigint,
    device_time bigint NOT NULL,
    clock_ahead bigint NOT NULL,
    clock_alerted boolean NOT NULL,
    heard_at bigint NOT NULL,
    added_by uuid NOT NULL REFERENCES account (id),
    added_at bigint NOT NULL,
    PRIMARY KEY (exam_id, centre_id, device_id)
);
CREATE INDEX device_by_adder ON device (added_by, added_at);

-- Whether a session that nobody ended can still go on.
CREATE INDEX refresh_token_by_session ON refresh_token (session_id);

-- What was there before: entries without a seal are counted here and not again.
INSERT INTO exam_live (exam_id, seq, conflicts, alerts_open)
SELECT e.id, 0, 0, (SELECT COUNT(*) FROM alert a WHERE a.exam_id = e.id AND a.status = 'open') FROM exam e;
INSERT INTO slot_count (slot_id, candidates, present, face_verified, face_mismatched, fingerprints, omr_bound, completed)
SELECT s.id,
    (SELECT COUNT(*) FROM candidate c WHERE c.slot_id = s.id),
    (SELECT COUNT(*) FROM candidate c JOIN attendance a ON a.exam_id = c.exam_id AND a.candidate_id = c.id
     WHERE c.slot_id = s.id AND a.status = 'completed'),
    (SELECT COUNT(*) FROM candidate c WHERE c.slot_id = s.id AND EXISTS (SELECT 1 FROM face_attempt t
     WHERE t.exam_id = c.exam_id AND t.candidate_id = c.id AND t.verified)),
    (SELECT COUNT(*) FROM candidate c WHERE c.slot_id = s.id AND EXISTS (SELECT 1 FROM face_attempt t
     WHERE t.exam_id = c.exam_id AND t.candidate_id = c.id AND t.state = 'kept') AND NOT EXISTS (SELECT 1
     FROM face_attempt t WHERE t.exam_id = c.exam_id AND t.candidate_id = c.id AND t.verified)),
    (SELECT COUNT(*) FROM candidate c JOIN fingerprint p ON p.exam_id = c.exam_id AND p.candidate_id = c.id
     WHERE c.slot_id = s.id AND p.blob_id IS NOT NULL),
    (SELECT COUNT(*) FROM candidate c JOIN omr_sheet o ON o.exam_id = c.exam_id AND o.candidate_id = c.id
     WHERE c.slot_id = s.id AND o.status = 'validated'),
    (SELECT COUNT(*) FROM candidate c JOIN biometric b ON b.exam_id = c.exam_id AND b.candidate_id = c.id
     WHERE c.slot_id = s.id)
FROM slot s;
