-- The backups that are made by themselves: one copy of the program makes one, while its claim lasts. `since` is when
-- they were first wanted, `good_at` the moment that the last good one shows.
CREATE TABLE backup_run (
    name TEXT NOT NULL PRIMARY KEY CHECK (name = 'scheduled'),
    since INTEGER NOT NULL,
    holder BLOB,
    claimed_until INTEGER NOT NULL,
    good_at INTEGER
) STRICT;
