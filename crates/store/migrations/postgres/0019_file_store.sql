-- What the database knows of the store of files, where other programs may reach that as well: whose it is, the mark
-- that says that nobody has set the database back, and the sweep: who is at it, how far it came, and why it is off.
CREATE TABLE file_store (
    name text NOT NULL PRIMARY KEY CHECK (name = 'files'),
    store_id uuid,
    mark uuid,
    next_mark uuid,
    marked_at bigint,
    marking_until bigint NOT NULL DEFAULT 0,
    sweep_held text,
    sweeping_by uuid,
    sweeping_until bigint NOT NULL DEFAULT 0,
    swept_below bigint,
    swept_whole_at bigint
);
INSERT INTO file_store (name) VALUES ('files');
