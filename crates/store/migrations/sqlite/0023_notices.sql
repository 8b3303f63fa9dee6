-- A notice that its receiver refuses while it takes others waits alone; after a number of refusals it is set apart:
-- kept, counted, and tried no more.
ALTER TABLE notice_outbox ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notice_outbox ADD COLUMN set_apart_at INTEGER;
DROP INDEX notice_outbox_due;
CREATE INDEX notice_outbox_due ON notice_outbox (due_at) WHERE sent_at IS NULL AND set_apart_at IS NULL;
CREATE INDEX notice_outbox_apart ON notice_outbox (set_apart_at) WHERE set_apart_at IS NOT NULL;
