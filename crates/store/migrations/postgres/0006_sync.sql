-- What devices hand over. A record is kept whole before it is judged; `id` is the server's, `record_id`
-- the device's. The first content of a `record_id` is the record; another one is kept aside as `reused`.
CREATE TABLE sync_record (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID NOT NULL REFERENCES exam (id),
    record_id UUID NOT NULL,
    digest BYTEA NOT NULL,
    reused BOOLEAN NOT NULL,
    entity_type TEXT NOT NULL CHECK (entity_type IN ('attendance', 'face', 'fingerprint', 'omr', 'biometric')),
    candidate_id UUID,
    centre_id UUID REFERENCES centre (id),
    payload JSONB NOT NULL,
    inspected JSONB NOT NULL,
    blob_id UUID REFERENCES blob (id),
    operator_id UUID NOT NULL REFERENCES account (id),
    proof TEXT NOT NULL CHECK (proof IN ('none', 'token', 'invalid')),
    uploaded_by UUID NOT NULL REFERENCES account (id),
    session_id UUID NOT NULL,
    device_id TEXT,
    captured_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    clock_offset BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'synced', 'conflict', 'failed', 'superseded')),
    waits BOOLEAN NOT NULL,
    code TEXT,
    error TEXT,
    entity_ref TEXT,
    conflict_id UUID,
    judged_at BIGINT,
    CHECK (status <> 'failed' OR code IS NOT NULL),
    CHECK (status <> 'synced' OR entity_ref IS NOT NULL),
    CHECK (status <> 'conflict' OR conflict_id IS NOT NULL),
    CHECK (NOT reused OR status = 'failed'),
    UNIQUE (exam_id, record_id, digest),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
);
CREATE UNIQUE INDEX sync_record_first ON sync_record (exam_id, record_id) WHERE NOT reused;
CREATE INDEX sync_record_waiting ON sync_record (exam_id, candidate_id) WHERE waits;
CREATE INDEX sync_record_by_status ON sync_record (exam_id, status, operator_id);
CREATE INDEX sync_record_of_candidate ON sync_record (exam_id, candidate_id, entity_type);

-- Two records of one candidate, of which only one can stand; both whole.
CREATE TABLE sync_conflict (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID NOT NULL REFERENCES exam (id),
    centre_id UUID NOT NULL REFERENCES centre (id),
    candidate_id UUID NOT NULL,
    entity_type TEXT NOT NULL CHECK (entity_type IN ('attendance', 'face', 'fingerprint', 'omr', 'biometric')),
    record_id UUID NOT NULL UNIQUE REFERENCES sync_record (id),
    existing JSONB NOT NULL,
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    resolved_at BIGINT,
    resolved_by UUID REFERENCES account (id),
    resolution TEXT CHECK (resolution IN ('keep_existing', 'use_new')),
    resolve_reason TEXT,
    new_data JSONB,
    CHECK ((resolved_at IS NULL) = (resolution IS NULL)),
    CHECK ((resolved_at IS NULL) = (resolved_by IS NULL)),
    CHECK ((resolved_at IS NULL) = (resolve_reason IS NULL)),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
);
CREATE INDEX sync_conflict_by_exam ON sync_conflict (exam_id, id);
CREATE INDEX sync_conflict_by_centre ON sync_conflict (exam_id, centre_id, id);
CREATE INDEX sync_conflict_open ON sync_conflict (exam_id, candidate_id) WHERE resolved_at IS NULL;
-- What a crash kept from being judged.
CREATE INDEX sync_record_unjudged ON sync_record (received_at) WHERE judged_at IS NULL;
