-- How far the journal was read for the tables that follow it, and which copy reads on, until when. From the first entry
-- on: tables that are configured later are filled from the beginning.
CREATE TABLE record_cursor (
    name TEXT NOT NULL PRIMARY KEY CHECK (name IN ('sheets', 'faces')),
    seq INTEGER NOT NULL CHECK (seq >= 0),
    held_by BLOB,
    held_until INTEGER NOT NULL
) STRICT;
INSERT INTO record_cursor (name, seq, held_until) VALUES ('sheets', 0, 0), ('faces', 0, 0);

-- Who decides over a password. What DynamoDB decides over has no hash here and opens nothing by itself: the row is what
-- the journal tells of.
ALTER TABLE download_password ADD COLUMN held_in TEXT NOT NULL DEFAULT 'sql' CHECK (held_in IN ('sql', 'dynamodb'));
