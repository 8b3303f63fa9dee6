-- The backups that are made by themselves: one copy of the program makes one, while its claim lasts. `since` is when
-- they were first wanted, `good_at` the moment that the last good one shows.
CREATE TABLE backup_run (
    name text NOT NULL PRIMARY KEY CHECK (name = 'scheduled'),
    since bigint NOT NULL,
    holder uuid,
    claimed_until bigint NOT NULL,
    good_at bigint
);
