-- A record is its captor's: another person's record with the same id is another record. Content and captor are in
-- the digest, so that the older constraint over exam, id and digest holds as it did.
DROP INDEX sync_record_first;
CREATE UNIQUE INDEX sync_record_first ON sync_record (exam_id, operator_id, record_id) WHERE NOT reused;

-- What a supervisor decided of a record that waited for one. `correction` stands in the place of what the device
-- said, which stays; `became` is the record that was made of one that could not be applied as it is.
ALTER TABLE sync_record ADD COLUMN decided_at BIGINT;
ALTER TABLE sync_record ADD COLUMN decided_by UUID REFERENCES account (id);
ALTER TABLE sync_record ADD COLUMN decision TEXT CHECK (decision IN ('apply', 'discard'));
ALTER TABLE sync_record ADD COLUMN decide_reason TEXT;
ALTER TABLE sync_record ADD COLUMN correction JSONB;
ALTER TABLE sync_record ADD COLUMN became UUID REFERENCES sync_record (id);
CREATE INDEX sync_record_listed ON sync_record (exam_id, id);
CREATE INDEX sync_record_desk ON sync_record (exam_id, id) WHERE decided_at IS NULL;

-- Who handed a record over, when, in which login, from which device, and what that proves of who captured it. The same
-- hand-over again is counted.
CREATE TABLE sync_hand_over (
    record_id UUID NOT NULL REFERENCES sync_record (id),
    uploaded_by UUID NOT NULL REFERENCES account (id),
    session_id UUID NOT NULL,
    device_id TEXT NOT NULL,
    captor_id UUID NOT NULL REFERENCES account (id),
    proof TEXT NOT NULL CHECK (proof IN ('none', 'token', 'invalid')),
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (record_id, uploaded_by, session_id, device_id, captor_id, proof)
);
CREATE INDEX sync_hand_over_by ON sync_hand_over (uploaded_by, record_id);
INSERT INTO sync_hand_over (record_id, uploaded_by, session_id, device_id, captor_id, proof, first_at, last_at, times)
    SELECT id, uploaded_by, session_id, COALESCE(device_id, ''), operator_id, proof, received_at, received_at, 1
    FROM sync_record;

-- What came in the place of a record and cannot be read as one: its bytes as they came (`blob_id`), and its image where
-- there is one and it is known what it is of. What of it could be read stands in the columns.
CREATE TABLE sync_unread (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID NOT NULL REFERENCES exam (id),
    record_id UUID,
    digest BYTEA NOT NULL,
    entity_type TEXT CHECK (entity_type IN ('attendance', 'face', 'fingerprint', 'omr', 'biometric')),
    candidate_id UUID,
    centre_id UUID REFERENCES centre (id),
    blob_id UUID NOT NULL REFERENCES blob (id),
    image_id UUID REFERENCES blob (id),
    inspected JSONB NOT NULL,
    operator_id UUID NOT NULL REFERENCES account (id),
    proof TEXT NOT NULL CHECK (proof IN ('none', 'token', 'invalid')),
    uploaded_by UUID NOT NULL REFERENCES account (id),
    session_id UUID NOT NULL,
    device_id TEXT,
    captured_at BIGINT,
    received_at BIGINT NOT NULL,
    clock_offset BIGINT NOT NULL,
    code TEXT NOT NULL,
    error TEXT NOT NULL,
    decided_at BIGINT,
    decided_by UUID REFERENCES account (id),
    decision TEXT CHECK (decision IN ('apply', 'discard')),
    decide_reason TEXT,
    correction JSONB,
    became UUID REFERENCES sync_record (id),
    CHECK ((decided_at IS NULL) = (decision IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CHECK ((decided_at IS NULL) = (decide_reason IS NULL)),
    UNIQUE (exam_id, uploaded_by, digest),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
);
CREATE INDEX sync_unread_listed ON sync_unread (exam_id, id);
CREATE INDEX sync_unread_by_record ON sync_unread (exam_id, record_id);
CREATE INDEX sync_unread_desk ON sync_unread (exam_id, id) WHERE decided_at IS NULL;
