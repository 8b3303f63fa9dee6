-- A first answer keeps whether something was created; what a failure answers follows from the code in it.
ALTER TABLE idempotency ADD COLUMN created INTEGER NOT NULL DEFAULT 0 CHECK (created IN (0, 1));
UPDATE idempotency SET created = 1 WHERE status = 201;
ALTER TABLE idempotency DROP COLUMN status;
