-- What a restored store does not do until an admin allows it: the sweep takes files that no row names, and after a
-- restore the rows may be of yesterday.
CREATE TABLE store_hold (
    name text NOT NULL PRIMARY KEY CHECK (name = 'sweep'),
    since bigint NOT NULL
);

-- The backups that are made by themselves: one copy of the program makes one, while its claim lasts. `since` is when
-- they were first wanted, `good_at` the moment that the last good one shows.
CREATE TABLE backup_run (
    name text NOT NULL PRIMARY KEY CHECK (name = 'scheduled'),
    since bigint NOT NULL,
    holder uuid,
    claimed_until bigint NOT NULL,
    good_at bigint
);
