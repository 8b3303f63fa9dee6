-- Where a candidate was until they were moved. Whoever moves one, by a call or by a roster, writes it with
-- the move: what was captured before is judged by it.
CREATE TABLE candidate_place (
    exam_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    until INTEGER NOT NULL,
    centre_id BLOB NOT NULL,
    slot_id BLOB NOT NULL,
    PRIMARY KEY (exam_id, candidate_id, until, slot_id),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id),
    FOREIGN KEY (slot_id, exam_id, centre_id) REFERENCES slot (id, exam_id, centre_id)
) STRICT;
CREATE TRIGGER candidate_leaves_a_place AFTER UPDATE ON candidate
WHEN NEW.slot_id <> OLD.slot_id
BEGIN
    INSERT OR IGNORE INTO candidate_place (exam_id, candidate_id, until, centre_id, slot_id)
        VALUES (OLD.exam_id, OLD.id, NEW.updated_at, OLD.centre_id, OLD.slot_id);
END;

-- From when on the capture token of a record proves its time.
ALTER TABLE sync_record ADD COLUMN token_issued_at INTEGER CHECK (token_issued_at IS NULL OR proof = 'token');

-- When a slot was active by hand is read from the entries that tell of it.
CREATE INDEX journal_of_slot ON journal (slot_id, occurred_at) WHERE action = 'update_slot';

-- Alike alerts are counted before another one is raised.
CREATE INDEX alert_alike ON alert (kind, operator_id, occurred_at) WHERE status = 'open';

-- Records that a conflict settles.
CREATE INDEX sync_record_of_conflict ON sync_record (conflict_id) WHERE conflict_id IS NOT NULL;
