-- The exam day. The same tables, columns and rules as migrations/sqlite: a test compares them.
-- id = uuid, time = bigint microseconds, enum = text with CHECK, JSON = jsonb.

CREATE TABLE centre (
    id UUID NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE account (
    id UUID NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin', 'supervisor', 'operator', 'observer')),
    centre_id UUID REFERENCES centre (id),
    password_hash TEXT NOT NULL,
    disabled BOOLEAN NOT NULL,
    face_blob_id UUID,
    face_embedding BYTEA,
    created_at BIGINT NOT NULL,
    CHECK (role <> 'supervisor' OR centre_id IS NOT NULL)
);

CREATE TABLE exam (
    id UUID NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    settings JSONB NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL REFERENCES account (id)
);

CREATE TABLE account_exam (
    account_id UUID NOT NULL REFERENCES account (id),
    exam_id UUID NOT NULL REFERENCES exam (id),
    PRIMARY KEY (account_id, exam_id)
);

CREATE TABLE session (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    device_id TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    end_reason TEXT
);
CREATE INDEX session_by_account ON session (account_id) WHERE ended_at IS NULL;

-- Only the SHA-256 of a refresh token is kept.
CREATE TABLE refresh_token (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    session_id UUID NOT NULL REFERENCES session (id),
    successor_hash BYTEA,
    issued_at BIGINT NOT NULL,
    used_at BIGINT,
    expires_at BIGINT NOT NULL
);
CREATE INDEX refresh_token_by_expiry ON refresh_token (expires_at);

CREATE TABLE login_failure (
    id UUID NOT NULL PRIMARY KEY,
    username TEXT NOT NULL,
    address TEXT NOT NULL,
    failed_at BIGINT NOT NULL
);
CREATE INDEX login_failure_by_address ON login_failure (address, failed_at);

CREATE TABLE slot (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID NOT NULL REFERENCES exam (id),
    centre_id UUID NOT NULL REFERENCES centre (id),
    name TEXT NOT NULL,
    start_time BIGINT,
    end_time BIGINT,
    max_candidates BIGINT CHECK (max_candidates > 0),
    status TEXT NOT NULL CHECK (status IN ('scheduled', 'active', 'completed')),
    created_at BIGINT NOT NULL,
    CHECK (end_time > start_time),
    UNIQUE (exam_id, centre_id, name),
    UNIQUE (id, exam_id, centre_id)
);

CREATE TABLE operator_slot (
    id UUID NOT NULL PRIMARY KEY,
    operator_id UUID NOT NULL REFERENCES account (id),
    slot_id UUID NOT NULL REFERENCES slot (id),
    assigned_at BIGINT NOT NULL,
    assigned_by UUID NOT NULL REFERENCES account (id),
    revoked_at BIGINT,
    revoked_by UUID REFERENCES account (id)
);
CREATE UNIQUE INDEX operator_slot_once ON operator_slot (operator_id, slot_id) WHERE revoked_at IS NULL;
CREATE INDEX operator_slot_by_slot ON operator_slot (slot_id);

CREATE TABLE candidate (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID NOT NULL REFERENCES exam (id),
    centre_id UUID NOT NULL,
    slot_id UUID NOT NULL,
    roll_number TEXT NOT NULL,
    name TEXT NOT NULL,
    father_name TEXT NOT NULL,
    dob TEXT NOT NULL,
    gender TEXT,
    omr_number TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (exam_id, roll_number),
    UNIQUE (exam_id, id),
    FOREIGN KEY (slot_id, exam_id, centre_id) REFERENCES slot (id, exam_id, centre_id)
);
CREATE INDEX candidate_by_slot ON candidate (slot_id, id);
CREATE INDEX candidate_by_centre ON candidate (exam_id, centre_id, id);

-- Every encrypted file that something names. Files without a row are swept.
CREATE TABLE blob (
    id UUID NOT NULL PRIMARY KEY,
    scope_id UUID NOT NULL,
    kind TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size >= 0),
    sha256 BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

-- A wrapped AES-256 key an exam; the scope of what belongs to no exam is the nil id.
CREATE TABLE data_key (
    scope_id UUID NOT NULL PRIMARY KEY,
    wrapped BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

-- Keys of the server itself: token signing, the chain of refresh tokens. Wrapped.
CREATE TABLE server_key (
    kid TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    wrapped BYTEA NOT NULL,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX server_key_active ON server_key (purpose) WHERE active;

CREATE TABLE enrolled_face (
    exam_id UUID NOT NULL,
    candidate_id UUID NOT NULL,
    id UUID NOT NULL UNIQUE,
    blob_id UUID NOT NULL REFERENCES blob (id),
    photo_sha256 BYTEA NOT NULL,
    embedding BYTEA NOT NULL,
    quality JSONB NOT NULL,
    engine TEXT NOT NULL,
    model TEXT NOT NULL,
    enrolled_at BIGINT NOT NULL,
    enrolled_by UUID NOT NULL REFERENCES account (id),
    PRIMARY KEY (exam_id, candidate_id),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
);

-- Station 1. The second UNIQUE is what station 2 refers to: only a completed, eligible row matches.
CREATE TABLE attendance (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID NOT NULL,
    candidate_id UUID NOT NULL,
    centre_id UUID NOT NULL,
    slot_id UUID NOT NULL,
    operator_id UUID NOT NULL REFERENCES account (id),
    marked_by UUID NOT NULL REFERENCES account (id),
    marked_at BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('completed', 'skipped')),
    checkpoint BOOLEAN NOT NULL,
    biometric_eligible BOOLEAN NOT NULL,
    completed_at BIGINT,
    CHECK ((status = 'completed') = checkpoint),
    CHECK ((status = 'completed') = (completed_at IS NOT NULL)),
    CHECK (NOT biometric_eligible OR status = 'completed'),
    UNIQUE (exam_id, candidate_id),
    UNIQUE (id, exam_id, candidate_id, status, biometric_eligible),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id),
    FOREIGN KEY (slot_id, exam_id, centre_id) REFERENCES slot (id, exam_id, centre_id)
);

-- Station 2. `attendance_status` and `biometric_eligible` are constants that make the foreign key
-- point at a completed, eligible attendance and at nothing else.
CREATE TABLE face_attempt (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID NOT NULL,
    candidate_id UUID NOT NULL,
    attendance_id UUID NOT NULL,
    attendance_status TEXT NOT NULL CHECK (attendance_status = 'completed'),
    biometric_eligible BOOLEAN NOT NULL CHECK (biometric_eligible),
    operator_id UUID NOT NULL REFERENCES account (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    state TEXT NOT NULL CHECK (state IN ('reserved', 'kept')),
    reserved_at BIGINT NOT NULL,
    decided_at BIGINT,
    match_percentage DOUBLE PRECISION CHECK (match_percentage BETWEEN 0 AND 100),
    similarity DOUBLE PRECISION,
    threshold DOUBLE PRECISION,
    verified BOOLEAN,
    engine TEXT,
    model TEXT,
    blob_id UUID REFERENCES blob (id),
    quality JSONB,
    CHECK (state = 'reserved' OR (decided_at IS NOT NULL AND match_percentage IS NOT NULL
        AND threshold IS NOT NULL AND verified IS NOT NULL AND blob_id IS NOT NULL)),
    UNIQUE (exam_id, candidate_id, number),
    FOREIGN KEY (attendance_id, exam_id, candidate_id, attendance_status, biometric_eligible)
        REFERENCES attendance (id, exam_id, candidate_id, status, biometric_eligible)
);

-- The pixels that verified a candidate verify nobody else in the exam.
CREATE TABLE verified_picture (
    exam_id UUID NOT NULL,
    pixel_digest BYTEA NOT NULL,
    candidate_id UUID NOT NULL,
    PRIMARY KEY (exam_id, pixel_digest),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
);

CREATE TABLE fingerprint (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID NOT NULL,
    candidate_id UUID NOT NULL,
    attendance_id UUID NOT NULL,
    attendance_status TEXT NOT NULL CHECK (attendance_status = 'completed'),
    biometric_eligible BOOLEAN NOT NULL CHECK (biometric_eligible),
    operator_id UUID NOT NULL REFERENCES account (id),
    captured_at BIGINT NOT NULL,
    finger TEXT,
    capture_device_id TEXT,
    format TEXT,
    image_quality DOUBLE PRECISION CHECK (image_quality BETWEEN 0 AND 100),
    device_quality DOUBLE PRECISION,
    blob_id UUID REFERENCES blob (id),
    exception_reason TEXT,
    CHECK ((blob_id IS NULL) = (exception_reason IS NOT NULL)),
    CHECK ((blob_id IS NULL) = (image_quality IS NULL)),
    UNIQUE (exam_id, candidate_id),
    FOREIGN KEY (attendance_id, exam_id, candidate_id, attendance_status, biometric_eligible)
        REFERENCES attendance (id, exam_id, candidate_id, status, biometric_eligible)
);

CREATE TABLE omr_sheet (
    exam_id UUID NOT NULL REFERENCES exam (id),
    barcode TEXT NOT NULL,
    centre_id UUID REFERENCES centre (id),
    status TEXT NOT NULL CHECK (status IN ('scanned', 'validated', 'void')),
    scanned_by UUID NOT NULL REFERENCES account (id),
    scanned_at BIGINT NOT NULL,
    blob_id UUID REFERENCES blob (id),
    barcode_read TEXT NOT NULL CHECK (barcode_read IN ('no_image', 'matched', 'unreadable')),
    candidate_id UUID,
    attendance_id UUID,
    attendance_status TEXT CHECK (attendance_status = 'completed'),
    biometric_eligible BOOLEAN CHECK (biometric_eligible),
    validated_by UUID REFERENCES account (id),
    validated_at BIGINT,
    voided_by UUID REFERENCES account (id),
    voided_at BIGINT,
    void_reason TEXT,
    PRIMARY KEY (exam_id, barcode),
    CHECK (status <> 'validated' OR (candidate_id IS NOT NULL AND attendance_id IS NOT NULL
        AND attendance_status IS NOT NULL AND biometric_eligible IS NOT NULL AND validated_at IS NOT NULL)),
    CHECK (status <> 'scanned' OR candidate_id IS NULL),
    CHECK ((status = 'void') = (void_reason IS NOT NULL)),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id),
    FOREIGN KEY (attendance_id, exam_id, candidate_id, attendance_status, biometric_eligible)
        REFERENCES attendance (id, exam_id, candidate_id, status, biometric_eligible)
);
CREATE UNIQUE INDEX omr_sheet_one_a_candidate ON omr_sheet (exam_id, candidate_id) WHERE status = 'validated';

-- A void barcode stays void, and a sheet never changes hands.
CREATE FUNCTION omr_sheet_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'void'
        OR (OLD.status = 'validated' AND NEW.status = 'scanned')
        OR (OLD.status = 'validated' AND NEW.candidate_id IS DISTINCT FROM OLD.candidate_id)
        OR NEW.barcode <> OLD.barcode OR NEW.exam_id <> OLD.exam_id THEN
        RAISE EXCEPTION 'omr_sheet_moves_forward' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER omr_sheet_moves_forward BEFORE UPDATE ON omr_sheet
FOR EACH ROW EXECUTE FUNCTION omr_sheet_moves_forward();

CREATE TABLE biometric (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID NOT NULL,
    candidate_id UUID NOT NULL,
    attendance_id UUID NOT NULL,
    attendance_status TEXT NOT NULL CHECK (attendance_status = 'completed'),
    biometric_eligible BOOLEAN NOT NULL CHECK (biometric_eligible),
    operator_id UUID NOT NULL REFERENCES account (id),
    verified BOOLEAN NOT NULL,
    match_percentage DOUBLE PRECISION CHECK (match_percentage BETWEEN 0 AND 100),
    overridden BOOLEAN NOT NULL,
    override_reason TEXT,
    no_attempt_reason TEXT,
    completed_at BIGINT NOT NULL,
    CHECK (verified <> overridden),
    CHECK (overridden = (override_reason IS NOT NULL)),
    UNIQUE (exam_id, candidate_id),
    FOREIGN KEY (attendance_id, exam_id, candidate_id, attendance_status, biometric_eligible)
        REFERENCES attendance (id, exam_id, candidate_id, status, biometric_eligible)
);

-- What was replaced or taken back, whole.
CREATE TABLE record_history (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID NOT NULL REFERENCES exam (id),
    candidate_id UUID NOT NULL,
    entity_type TEXT NOT NULL,
    entity_id UUID NOT NULL,
    record JSONB NOT NULL,
    reason TEXT NOT NULL,
    replaced_at BIGINT NOT NULL,
    replaced_by UUID NOT NULL REFERENCES account (id)
);
CREATE INDEX record_history_by_candidate ON record_history (exam_id, candidate_id);

CREATE TABLE alert (
    id UUID NOT NULL PRIMARY KEY,
    exam_id UUID REFERENCES exam (id),
    kind TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high')),
    centre_id UUID REFERENCES centre (id),
    candidate_id UUID,
    operator_id UUID REFERENCES account (id),
    device_id TEXT,
    match_percentage DOUBLE PRECISION,
    details JSONB NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('online', 'offline')),
    status TEXT NOT NULL CHECK (status IN ('open', 'reviewed')),
    occurred_at BIGINT NOT NULL,
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
);
CREATE INDEX alert_by_exam ON alert (exam_id, id);

-- Single reads and photographs an operator took in an hour.
CREATE TABLE operator_read (
    operator_id UUID NOT NULL REFERENCES account (id),
    hour BIGINT NOT NULL,
    reads BIGINT NOT NULL,
    PRIMARY KEY (operator_id, hour)
);

CREATE TABLE idempotency (
    account_id UUID NOT NULL REFERENCES account (id),
    route TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_digest BYTEA NOT NULL,
    status BIGINT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, route, idempotency_key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Every decision. Ids and digests, never names, roll numbers or images.
CREATE TABLE journal (
    id UUID NOT NULL PRIMARY KEY,
    occurred_at BIGINT NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'counted')),
    code TEXT,
    exam_id UUID,
    centre_id UUID,
    candidate_id UUID,
    subject_id TEXT,
    actor_id UUID,
    actor_role TEXT,
    session_id UUID,
    address TEXT,
    device_id TEXT,
    data JSONB NOT NULL
);
CREATE INDEX journal_by_exam ON journal (exam_id, id);
