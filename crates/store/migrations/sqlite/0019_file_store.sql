-- What the database knows of the store of files, where other programs may reach that as well: whose it is, the mark
-- that says that nobody has set the database back, and the sweep: who is at it, how far it came, and why it is off.
CREATE TABLE file_store (
    name TEXT NOT NULL PRIMARY KEY CHECK (name = 'files'),
    store_id BLOB,
    mark BLOB,
    next_mark BLOB,
    marked_at INTEGER,
    marking_until INTEGER NOT NULL DEFAULT 0,
    sweep_held TEXT,
    sweeping_by BLOB,
    sweeping_until INTEGER NOT NULL DEFAULT 0,
    swept_below INTEGER,
    swept_whole_at INTEGER
) STRICT;
INSERT INTO file_store (name) VALUES ('files');
