-- Downloading an exam. A password names its record by its handle; of its secret only a hash is kept.
CREATE TABLE download_password (
    id uuid NOT NULL PRIMARY KEY,
    handle text NOT NULL UNIQUE,
    exam_id uuid NOT NULL REFERENCES exam (id),
    operator_id uuid REFERENCES account (id),
    centre_id uuid REFERENCES centre (id),
    secret_hash text NOT NULL,
    created_at bigint NOT NULL,
    created_by uuid NOT NULL REFERENCES account (id),
    expires_at bigint NOT NULL,
    used_at bigint,
    used_by uuid REFERENCES account (id),
    CHECK (expires_at > created_at),
    CHECK (used_at IS NULL OR used_at < expires_at),
    CHECK ((used_at IS NULL) = (used_by IS NULL))
);

CREATE TABLE download_failure (
    id uuid NOT NULL PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    address text NOT NULL,
    failed_at bigint NOT NULL
);
CREATE INDEX download_failure_by_account ON download_failure (account_id, failed_at);
CREATE INDEX download_failure_by_address ON download_failure (address, failed_at);

-- The right to fetch one package, and the file that holds it. A password gives one: its row may lie in
-- another store, so that UNIQUE stands in place of a foreign key. `slots` (JSON) is what an operator was
-- assigned to; a supervisor has the whole of `centre_id`. `build_until`: somebody is building.
CREATE TABLE download (
    id uuid NOT NULL PRIMARY KEY,
    password_id uuid NOT NULL UNIQUE,
    exam_id uuid NOT NULL REFERENCES exam (id),
    operator_id uuid NOT NULL REFERENCES account (id),
    centre_id uuid REFERENCES centre (id),
    slots jsonb NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'ready', 'failed', 'ended')),
    build_until bigint,
    blob_id uuid REFERENCES blob (id),
    candidates bigint CHECK (candidates >= 0),
    photos bigint CHECK (photos >= 0),
    CHECK (expires_at > created_at),
    CHECK ((state = 'ready') = (blob_id IS NOT NULL)),
    CHECK (state <> 'ready' OR (candidates IS NOT NULL AND photos IS NOT NULL))
);
CREATE INDEX download_by_operator ON download (operator_id, created_at);
CREATE INDEX download_by_expiry ON download (expires_at) WHERE state <> 'ended';
