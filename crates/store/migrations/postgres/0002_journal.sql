-- Entries get their number after their commit, from one sequencer, without gaps. `seal` is a MAC over
-- the leaf from the first moment on, so that an entry that nobody wrote through the program is seen
-- even before it has a number. `data` becomes text: a leaf is the very bytes that were written.
ALTER TABLE journal ALTER COLUMN data TYPE text USING data::text;
ALTER TABLE journal ADD COLUMN slot_id uuid;
ALTER TABLE journal ADD COLUMN seal bytea NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN seq bigint;
CREATE UNIQUE INDEX journal_by_seq ON journal (seq);
CREATE INDEX journal_unnumbered ON journal (id) WHERE seq IS NULL;

-- How many entries have a number. Whoever numbers holds this row.
CREATE TABLE journal_head (
    name text NOT NULL PRIMARY KEY CHECK (name = 'journal'),
    size bigint NOT NULL CHECK (size >= 0)
);
INSERT INTO journal_head (name, size) VALUES ('journal', 0);
