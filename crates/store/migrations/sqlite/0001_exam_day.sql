-- The exam day. The same tables, columns and rules as migrations/postgres: a test compares them.
-- id = BLOB(16), time = INTEGER microseconds, enum = TEXT with CHECK, JSON = TEXT.

CREATE TABLE centre (
    id BLOB NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin', 'supervisor', 'operator', 'observer')),
    centre_id BLOB REFERENCES centre (id),
    password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    face_blob_id BLOB,
    face_embedding BLOB,
    created_at INTEGER NOT NULL,
    CHECK (role <> 'supervisor' OR centre_id IS NOT NULL)
) STRICT;

CREATE TABLE exam (
    id BLOB NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES account (id)
) STRICT;

CREATE TABLE account_exam (
    account_id BLOB NOT NULL REFERENCES account (id),
    exam_id BLOB NOT NULL REFERENCES exam (id),
    PRIMARY KEY (account_id, exam_id)
) STRICT;

CREATE TABLE session (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    device_id TEXT,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    end_reason TEXT
) STRICT;
CREATE INDEX session_by_account ON session (account_id) WHERE ended_at IS NULL;

-- Only the SHA-256 of a refresh token is kept.
CREATE TABLE refresh_token (
    token_hash BLOB NOT NULL PRIMARY KEY,
    session_id BLOB NOT NULL REFERENCES session (id),
    successor_hash BLOB,
    issued_at INTEGER NOT NULL,
    used_at INTEGER,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX refresh_token_by_expiry ON refresh_token (expires_at);

CREATE TABLE login_failure (
    id BLOB NOT NULL PRIMARY KEY,
    username TEXT NOT NULL,
    address TEXT NOT NULL,
    failed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX login_failure_by_address ON login_failure (address, failed_at);

CREATE TABLE slot (
    id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL REFERENCES exam (id),
    centre_id BLOB NOT NULL REFERENCES centre (id),
    name TEXT NOT NULL,
    start_time INTEGER,
    end_time INTEGER,
    max_candidates INTEGER CHECK (max_candidates > 0),
    status TEXT NOT NULL CHECK (status IN ('scheduled', 'active', 'completed')),
    created_at INTEGER NOT NULL,
    CHECK (end_time > start_time),
    UNIQUE (exam_id, centre_id, name),
    UNIQUE (id, exam_id, centre_id)
) STRICT;

CREATE TABLE operator_slot (
    id BLOB NOT NULL PRIMARY KEY,
    operator_id BLOB NOT NULL REFERENCES account (id),
    slot_id BLOB NOT NULL REFERENCES slot (id),
    assigned_at INTEGER NOT NULL,
    assigned_by BLOB NOT NULL REFERENCES account (id),
    revoked_at INTEGER,
    revoked_by BLOB REFERENCES account (id)
) STRICT;
CREATE UNIQUE INDEX operator_slot_once ON operator_slot (operator_id, slot_id) WHERE revoked_at IS NULL;
CREATE INDEX operator_slot_by_slot ON operator_slot (slot_id);

CREATE TABLE candidate (
    id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL REFERENCES exam (id),
    centre_id BLOB NOT NULL,
    slot_id BLOB NOT NULL,
    roll_number TEXT NOT NULL,
    name TEXT NOT NULL,
    father_name TEXT NOT NULL,
    dob TEXT NOT NULL,
    gender TEXT,
    omr_number TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (exam_id, roll_number),
    UNIQUE (exam_id, id),
    FOREIGN KEY (slot_id, exam_id, centre_id) REFERENCES slot (id, exam_id, centre_id)
) STRICT;
CREATE INDEX candidate_by_slot ON candidate (slot_id, id);
CREATE INDEX candidate_by_centre ON candidate (exam_id, centre_id, id);

-- Every encrypted file that something names. Files without a row are swept.
CREATE TABLE blob (
    id BLOB NOT NULL PRIMARY KEY,
    scope_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    sha256 BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- A wrapped AES-256 key an exam; the scope of what belongs to no exam is the nil id.
CREATE TABLE data_key (
    scope_id BLOB NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Keys of the server itself: token signing, the chain of refresh tokens. Wrapped.
CREATE TABLE server_key (
    kid TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX server_key_active ON server_key (purpose) WHERE active;

CREATE TABLE enrolled_face (
    exam_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    id BLOB NOT NULL UNIQUE,
    blob_id BLOB NOT NULL REFERENCES blob (id),
    photo_sha256 BLOB NOT NULL,
    embedding BLOB NOT NULL,
    quality TEXT NOT NULL,
    engine TEXT NOT NULL,
    model TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL,
    enrolled_by BLOB NOT NULL REFERENCES account (id),
    PRIMARY KEY (exam_id, candidate_id),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
) STRICT;

-- Station 1. The second UNIQUE is what station 2 refers to: only a completed, eligible row matches.
CREATE TABLE attendance (
    id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    centre_id BLOB NOT NULL,
    slot_id BLOB NOT NULL,
    operator_id BLOB NOT NULL REFERENCES account (id),
    marked_by BLOB NOT NULL REFERENCES account (id),
    marked_at INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('completed', 'skipped')),
    checkpoint INTEGER NOT NULL CHECK (checkpoint IN (0, 1)),
    biometric_eligible INTEGER NOT NULL CHECK (biometric_eligible IN (0, 1)),
    completed_at INTEGER,
    CHECK ((status = 'completed') = (checkpoint = 1)),
    CHECK ((status = 'completed') = (completed_at IS NOT NULL)),
    CHECK (biometric_eligible = 0 OR status = 'completed'),
    UNIQUE (exam_id, candidate_id),
    UNIQUE (id, exam_id, candidate_id, status, biometric_eligible),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id),
    FOREIGN KEY (slot_id, exam_id, centre_id) REFERENCES slot (id, exam_id, centre_id)
) STRICT;

-- Station 2. `attendance_status` and `biometric_eligible` are constants that make the foreign key
-- point at a completed, eligible attendance and at nothing else.
CREATE TABLE face_attempt (
    id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    attendance_id BLOB NOT NULL,
    attendance_status TEXT NOT NULL CHECK (attendance_status = 'completed'),
    biometric_eligible INTEGER NOT NULL CHECK (biometric_eligible = 1),
    operator_id BLOB NOT NULL REFERENCES account (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    state TEXT NOT NULL CHECK (state IN ('reserved', 'kept')),
    reserved_at INTEGER NOT NULL,
    decided_at INTEGER,
    match_percentage REAL CHECK (match_percentage BETWEEN 0 AND 100),
    similarity REAL,
    threshold REAL,
    verified INTEGER CHECK (verified IN (0, 1)),
    engine TEXT,
    model TEXT,
    blob_id BLOB REFERENCES blob (id),
    quality TEXT,
    CHECK (state = 'reserved' OR (decided_at IS NOT NULL AND match_percentage IS NOT NULL
        AND threshold IS NOT NULL AND verified IS NOT NULL AND blob_id IS NOT NULL)),
    UNIQUE (exam_id, candidate_id, number),
    FOREIGN KEY (attendance_id, exam_id, candidate_id, attendance_status, biometric_eligible)
        REFERENCES attendance (id, exam_id, candidate_id, status, biometric_eligible)
) STRICT;

-- The pixels that verified a candidate verify nobody else in the exam.
CREATE TABLE verified_picture (
    exam_id BLOB NOT NULL,
    pixel_digest BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    PRIMARY KEY (exam_id, pixel_digest),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
) STRICT;

CREATE TABLE fingerprint (
    id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    attendance_id BLOB NOT NULL,
    attendance_status TEXT NOT NULL CHECK (attendance_status = 'completed'),
    biometric_eligible INTEGER NOT NULL CHECK (biometric_eligible = 1),
    operator_id BLOB NOT NULL REFERENCES account (id),
    captured_at INTEGER NOT NULL,
    finger TEXT,
    capture_device_id TEXT,
    format TEXT,
    image_quality REAL CHECK (image_quality BETWEEN 0 AND 100),
    device_quality REAL,
    blob_id BLOB REFERENCES blob (id),
    exception_reason TEXT,
    CHECK ((blob_id IS NULL) = (exception_reason IS NOT NULL)),
    CHECK ((blob_id IS NULL) = (image_quality IS NULL)),
    UNIQUE (exam_id, candidate_id),
    FOREIGN KEY (attendance_id, exam_id, candidate_id, attendance_status, biometric_eligible)
        REFERENCES attendance (id, exam_id, candidate_id, status, biometric_eligible)
) STRICT;

CREATE TABLE omr_sheet (
    exam_id BLOB NOT NULL REFERENCES exam (id),
    barcode TEXT NOT NULL,
    centre_id BLOB REFERENCES centre (id),
    status TEXT NOT NULL CHECK (status IN ('scanned', 'validated', 'void')),
    scanned_by BLOB NOT NULL REFERENCES account (id),
    scanned_at INTEGER NOT NULL,
    blob_id BLOB REFERENCES blob (id),
    barcode_read TEXT NOT NULL CHECK (barcode_read IN ('no_image', 'matched', 'unreadable')),
    candidate_id BLOB,
    attendance_id BLOB,
    attendance_status TEXT CHECK (attendance_status = 'completed'),
    biometric_eligible INTEGER CHECK (biometric_eligible = 1),
    validated_by BLOB REFERENCES account (id),
    validated_at INTEGER,
    voided_by BLOB REFERENCES account (id),
    voided_at INTEGER,
    void_reason TEXT,
    PRIMARY KEY (exam_id, barcode),
    CHECK (status <> 'validated' OR (candidate_id IS NOT NULL AND attendance_id IS NOT NULL
        AND attendance_status IS NOT NULL AND biometric_eligible IS NOT NULL AND validated_at IS NOT NULL)),
    CHECK (status <> 'scanned' OR candidate_id IS NULL),
    CHECK ((status = 'void') = (void_reason IS NOT NULL)),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id),
    FOREIGN KEY (attendance_id, exam_id, candidate_id, attendance_status, biometric_eligible)
        REFERENCES attendance (id, exam_id, candidate_id, status, biometric_eligible)
) STRICT;
CREATE UNIQUE INDEX omr_sheet_one_a_candidate ON omr_sheet (exam_id, candidate_id) WHERE status = 'validated';

-- A void barcode stays void, and a sheet never changes hands.
CREATE TRIGGER omr_sheet_moves_forward BEFORE UPDATE ON omr_sheet
WHEN OLD.status = 'void'
    OR (OLD.status = 'validated' AND NEW.status = 'scanned')
    OR (OLD.status = 'validated' AND NEW.candidate_id IS NOT OLD.candidate_id)
    OR NEW.barcode <> OLD.barcode OR NEW.exam_id <> OLD.exam_id
BEGIN
    SELECT RAISE(ABORT, 'omr_sheet_moves_forward');
END;

CREATE TABLE biometric (
    id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    attendance_id BLOB NOT NULL,
    attendance_status TEXT NOT NULL CHECK (attendance_status = 'completed'),
    biometric_eligible INTEGER NOT NULL CHECK (biometric_eligible = 1),
    operator_id BLOB NOT NULL REFERENCES account (id),
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    match_percentage REAL CHECK (match_percentage BETWEEN 0 AND 100),
    overridden INTEGER NOT NULL CHECK (overridden IN (0, 1)),
    override_reason TEXT,
    no_attempt_reason TEXT,
    completed_at INTEGER NOT NULL,
    CHECK (verified + overridden = 1),
    CHECK ((overridden = 1) = (override_reason IS NOT NULL)),
    UNIQUE (exam_id, candidate_id),
    FOREIGN KEY (attendance_id, exam_id, candidate_id, attendance_status, biometric_eligible)
        REFERENCES attendance (id, exam_id, candidate_id, status, biometric_eligible)
) STRICT;

-- What was replaced or taken back, whole.
CREATE TABLE record_history (
    id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL REFERENCES exam (id),
    candidate_id BLOB NOT NULL,
    entity_type TEXT NOT NULL,
    entity_id BLOB NOT NULL,
    record TEXT NOT NULL,
    reason TEXT NOT NULL,
    replaced_at INTEGER NOT NULL,
    replaced_by BLOB NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX record_history_by_candidate ON record_history (exam_id, candidate_id);

CREATE TABLE alert (
    id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB REFERENCES exam (id),
    kind TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high')),
    centre_id BLOB REFERENCES centre (id),
    candidate_id BLOB,
    operator_id BLOB REFERENCES account (id),
    device_id TEXT,
    match_percentage REAL,
    details TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('online', 'offline')),
    status TEXT NOT NULL CHECK (status IN ('open', 'reviewed')),
    occurred_at INTEGER NOT NULL,
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
) STRICT;
CREATE INDEX alert_by_exam ON alert (exam_id, id);

-- Single reads and photographs an operator took in an hour.
CREATE TABLE operator_read (
    operator_id BLOB NOT NULL REFERENCES account (id),
    hour INTEGER NOT NULL,
    reads INTEGER NOT NULL,
    PRIMARY KEY (operator_id, hour)
) STRICT;

CREATE TABLE idempotency (
    account_id BLOB NOT NULL REFERENCES account (id),
    route TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_digest BLOB NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, route, idempotency_key)
) STRICT;
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Every decision. Ids and digests, never names, roll numbers or images.
CREATE TABLE journal (
    id BLOB NOT NULL PRIMARY KEY,
    occurred_at INTEGER NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'counted')),
    code TEXT,
    exam_id BLOB,
    centre_id BLOB,
    candidate_id BLOB,
    subject_id TEXT,
    actor_id BLOB,
    actor_role TEXT,
    session_id BLOB,
    address TEXT,
    device_id TEXT,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX journal_by_exam ON journal (exam_id, id);
