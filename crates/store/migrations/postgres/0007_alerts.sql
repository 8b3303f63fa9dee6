-- What became of an alert. `reason` is what its causer gave as reason, `note` the reviewer's: typed
-- texts, kept here and nowhere else.
ALTER TABLE alert ADD COLUMN reason text;
ALTER TABLE alert ADD COLUMN note text;
ALTER TABLE alert ADD COLUMN reviewed_by uuid REFERENCES account (id);
ALTER TABLE alert ADD COLUMN reviewed_at bigint CHECK ((status = 'reviewed') = (reviewed_at IS NOT NULL));
-- How often the same happened again within a minute, beyond the alerts that tell of it.
ALTER TABLE alert ADD COLUMN repeats bigint NOT NULL DEFAULT 0;
CREATE INDEX alert_by_device ON alert (exam_id, device_id, occurred_at) WHERE device_id IS NOT NULL;
CREATE INDEX alert_by_candidate ON alert (exam_id, candidate_id, id);

-- Enrolled faces get a place after their commit, in batches, so that a reader who remembers the last
-- one that it saw misses none; a face that is enrolled anew gets a new place.
ALTER TABLE enrolled_face ADD COLUMN place bigint;
CREATE INDEX enrolled_face_by_place ON enrolled_face (exam_id, place);
CREATE INDEX enrolled_face_unplaced ON enrolled_face (id) WHERE place IS NULL;
CREATE TABLE enrolled_face_head (
    name text NOT NULL PRIMARY KEY CHECK (name = 'face'),
    last bigint NOT NULL CHECK (last >= 0)
);
INSERT INTO enrolled_face_head (name, last) VALUES ('face', 0);

-- Faces that are still to be searched among the enrolled faces of their exam: of an attempt (whose
-- sealed embedding is kept until then) or of an enrolment. `id` is that of the attempt or enrolment.
CREATE TABLE face_search (
    id uuid NOT NULL PRIMARY KEY,
    exam_id uuid NOT NULL,
    candidate_id uuid NOT NULL,
    source text NOT NULL CHECK (source IN ('live', 'enrolled')),
    embedding bytea,
    model text NOT NULL,
    operator_id uuid NOT NULL REFERENCES account (id),
    device_id text,
    offline boolean NOT NULL,
    claimed_until bigint NOT NULL,
    CHECK ((source = 'live') = (embedding IS NOT NULL)),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
);
CREATE INDEX face_search_by_exam ON face_search (exam_id, id);
INSERT INTO face_search (id, exam_id, candidate_id, source, model, operator_id, offline, claimed_until)
    SELECT id, exam_id, candidate_id, 'enrolled', model, enrolled_by, FALSE, 0 FROM enrolled_face;

-- Pairs that an alert was raised of: once each. Of two enrolled faces the smaller id comes first.
CREATE TABLE duplicate_face (
    exam_id uuid NOT NULL,
    candidate_id uuid NOT NULL,
    other_id uuid NOT NULL,
    source text NOT NULL CHECK (source IN ('live', 'enrolled')),
    found_at bigint NOT NULL,
    PRIMARY KEY (exam_id, candidate_id, other_id, source),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id),
    FOREIGN KEY (exam_id, other_id) REFERENCES candidate (exam_id, id)
);

-- What goes out to whoever has to know. `payload`: ids and numbers only.
CREATE TABLE notice_outbox (
    id uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('alert', 'conflict', 'checkpoint')),
    exam_id uuid,
    subject text,
    payload jsonb NOT NULL,
    created_at bigint NOT NULL,
    due_at bigint NOT NULL,
    attempts bigint NOT NULL,
    last_error text,
    sent_at bigint
);
CREATE INDEX notice_outbox_due ON notice_outbox (due_at) WHERE sent_at IS NULL;
CREATE INDEX notice_outbox_sent ON notice_outbox (sent_at) WHERE sent_at IS NOT NULL;

-- Up to which number the journal was read for notices. What is older than this table stays unsent.
CREATE TABLE notice_cursor (
    name text NOT NULL PRIMARY KEY CHECK (name = 'notices'),
    seq bigint NOT NULL CHECK (seq >= 0)
);
INSERT INTO notice_cursor (name, seq) SELECT 'notices', size FROM journal_head WHERE name = 'journal';
