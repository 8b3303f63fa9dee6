-- A first answer keeps whether something was created; what a failure answers follows from the code in it.
ALTER TABLE idempotency ADD COLUMN created BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE idempotency SET created = TRUE WHERE status = 201;
ALTER TABLE idempotency DROP COLUMN status;
