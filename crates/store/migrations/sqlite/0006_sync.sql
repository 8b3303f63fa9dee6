-- What devices hand over. A record is kept whole before it is judged; `id` is the server's, `record_id`
-- the device's. The first content of a `record_id` is the record; another one is kept aside as `reused`.
CREATE TABLE sync_record (
    id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL REFERENCES exam (id),
    record_id BLOB NOT NULL,
    digest BLOB NOT NULL,
    reused INTEGER NOT NULL CHECK (reused IN (0, 1)),
    entity_type TEXT NOT NULL CHECK (entity_type IN ('attendance', 'face', 'fingerprint', 'omr', 'biometric')),
    candidate_id BLOB,
    centre_id BLOB REFERENCES centre (id),
    payload TEXT NOT NULL,
    inspected TEXT NOT NULL,
    blob_id BLOB REFERENCES blob (id),
    operator_id BLOB NOT NULL REFERENCES account (id),
    proof TEXT NOT NULL CHECK (proof IN ('none', 'token', 'invalid')),
    uploaded_by BLOB NOT NULL REFERENCES account (id),
    session_id BLOB NOT NULL,
    device_id TEXT,
    captured_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    clock_offset INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'synced', 'conflict', 'failed', 'superseded')),
    waits INTEGER NOT NULL CHECK (waits IN (0, 1)),
    code TEXT,
    error TEXT,
    entity_ref TEXT,
    conflict_id BLOB,
    judged_at INTEGER,
    CHECK (status <> 'failed' OR code IS NOT NULL),
    CHECK (status <> 'synced' OR entity_ref IS NOT NULL),
    CHECK (status <> 'conflict' OR conflict_id IS NOT NULL),
    CHECK (NOT reused OR status = 'failed'),
    UNIQUE (exam_id, record_id, digest),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
) STRICT;
CREATE UNIQUE INDEX sync_record_first ON sync_record (exam_id, record_id) WHERE NOT reused;
CREATE INDEX sync_record_waiting ON sync_record (exam_id, candidate_id) WHERE waits;
CREATE INDEX sync_record_by_status ON sync_record (exam_id, status, operator_id);
CREATE INDEX sync_record_of_candidate ON sync_record (exam_id, candidate_id, entity_type);

-- Two records of one candidate, of which only one can stand; both whole.
CREATE TABLE sync_conflict (
    id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL REFERENCES exam (id),
    centre_id BLOB NOT NULL REFERENCES centre (id),
    candidate_id BLOB NOT NULL,
    entity_type TEXT NOT NULL CHECK (entity_type IN ('attendance', 'face', 'fingerprint', 'omr', 'biometric')),
    record_id BLOB NOT NULL UNIQUE REFERENCES sync_record (id),
    existing TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    resolved_at INTEGER,
    resolved_by BLOB REFERENCES account (id),
    resolution TEXT CHECK (resolution IN ('keep_existing', 'use_new')),
    resolve_reason TEXT,
    new_data TEXT,
    CHECK ((resolved_at IS NULL) = (resolution IS NULL)),
    CHECK ((resolved_at IS NULL) = (resolved_by IS NULL)),
    CHECK ((resolved_at IS NULL) = (resolve_reason IS NULL)),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
) STRICT;
CREATE INDEX sync_conflict_by_exam ON sync_conflict (exam_id, id);
CREATE INDEX sync_conflict_by_centre ON sync_conflict (exam_id, centre_id, id);
CREATE INDEX sync_conflict_open ON sync_conflict (exam_id, candidate_id) WHERE resolved_at IS NULL;
-- What a crash kept from being judged.
CREATE INDEX sync_record_unjudged ON sync_record (received_at) WHERE judged_at IS NULL;
