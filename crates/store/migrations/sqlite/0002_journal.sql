-- Entries get their number after their commit, from one sequencer, without gaps. `seal` is a MAC over
-- the leaf from the first moment on, so that an entry that nobody wrote through the program is seen
-- even before it has a number.
ALTER TABLE journal ADD COLUMN slot_id BLOB;
ALTER TABLE journal ADD COLUMN seal BLOB NOT NULL DEFAULT (x'');
ALTER TABLE journal ADD COLUMN seq INTEGER;
CREATE UNIQUE INDEX journal_by_seq ON journal (seq);
CREATE INDEX journal_unnumbered ON journal (id) WHERE seq IS NULL;

-- How many entries have a number. Whoever numbers holds this row.
CREATE TABLE journal_head (
    name TEXT NOT NULL PRIMARY KEY CHECK (name = 'journal'),
    size INTEGER NOT NULL CHECK (size >= 0)
) STRICT;
INSERT INTO journal_head (name, size) VALUES ('journal', 0);
