-- Downloading an exam. A password names its record by its handle; of its secret only a hash is kept.
CREATE TABLE download_password (
    id BLOB NOT NULL PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE,
    exam_id BLOB NOT NULL REFERENCES exam (id),
    operator_id BLOB REFERENCES account (id),
    centre_id BLOB REFERENCES centre (id),
    secret_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES account (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    used_by BLOB REFERENCES account (id),
    CHECK (expires_at > created_at),
    CHECK (used_at IS NULL OR used_at < expires_at),
    CHECK ((used_at IS NULL) = (used_by IS NULL))
) STRICT;

CREATE TABLE download_failure (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    address TEXT NOT NULL,
    failed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX download_failure_by_account ON download_failure (account_id, failed_at);
CREATE INDEX download_failure_by_address ON download_failure (address, failed_at);

-- The right to fetch one package, and the file that holds it. A password gives one: its row may lie in
-- another store, so that UNIQUE stands in place of a foreign key. `slots` (JSON) is what an operator was
-- assigned to; a supervisor has the whole of `centre_id`. `build_until`: somebody is building.
CREATE TABLE download (
    id BLOB NOT NULL PRIMARY KEY,
    password_id BLOB NOT NULL UNIQUE,
    exam_id BLOB NOT NULL REFERENCES exam (id),
    operator_id BLOB NOT NULL REFERENCES account (id),
    centre_id BLOB REFERENCES centre (id),
    slots TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'failed', 'ended')),
    build_until INTEGER,
    blob_id BLOB REFERENCES blob (id),
    candidates INTEGER CHECK (candidates >= 0),
    photos INTEGER CHECK (photos >= 0),
    CHECK (expires_at > created_at),
    CHECK ((state = 'ready') = (blob_id IS NOT NULL)),
    CHECK (state <> 'ready' OR (candidates IS NOT NULL AND photos IS NOT NULL))
) STRICT;
CREATE INDEX download_by_operator ON download (operator_id, created_at);
CREATE INDEX download_by_expiry ON download (expires_at) WHERE state <> 'ended';
