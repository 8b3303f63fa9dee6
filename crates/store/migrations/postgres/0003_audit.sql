-- The tree over the numbered entries: tiles of up to 256 hashes (c2sp.org/tlog-tiles), of each the
-- newest width.
CREATE TABLE journal_tile (
    level bigint NOT NULL CHECK (level BETWEEN 0 AND 7),
    tile_index bigint NOT NULL CHECK (tile_index >= 0),
    hashes bytea NOT NULL CHECK (length(hashes) % 32 = 0 AND length(hashes) BETWEEN 32 AND 8192),
    PRIMARY KEY (level, tile_index)
);

-- How large the tree is, its root, and how many checkpoints there are: what the sequencer goes on from.
-- `seal` is a MAC over the other columns.
CREATE TABLE journal_tree (
    name text NOT NULL PRIMARY KEY CHECK (name = 'journal'),
    size bigint NOT NULL CHECK (size >= 0),
    root bytea NOT NULL CHECK (length(root) = 32),
    checkpoints bigint NOT NULL CHECK (checkpoints >= 0),
    checkpoint_size bigint NOT NULL CHECK (checkpoint_size BETWEEN 0 AND size),
    seal bytea NOT NULL
);

-- Signed checkpoints (c2sp.org/tlog-checkpoint). `seal` is a MAC over note and time.
CREATE TABLE journal_checkpoint (
    origin text NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    root bytea NOT NULL CHECK (length(root) = 32),
    note text NOT NULL,
    made_at bigint NOT NULL,
    seal bytea NOT NULL,
    PRIMARY KEY (origin, size)
);

CREATE INDEX journal_by_exam_seq ON journal (exam_id, seq);

-- Numbers from before the tree are given again, with it.
UPDATE journal SET seq = NULL;
UPDATE journal_head SET size = 0;
