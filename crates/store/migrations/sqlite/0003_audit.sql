-- The tree over the numbered entries: tiles of up to 256 hashes (c2sp.org/tlog-tiles), of each the
-- newest width.
CREATE TABLE journal_tile (
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 7),
    tile_index INTEGER NOT NULL CHECK (tile_index >= 0),
    hashes BLOB NOT NULL CHECK (length(hashes) % 32 = 0 AND length(hashes) BETWEEN 32 AND 8192),
    PRIMARY KEY (level, tile_index)
) STRICT;

-- How large the tree is, its root, and how many checkpoints there are: what the sequencer goes on from.
-- `seal` is a MAC over the other columns.
CREATE TABLE journal_tree (
    name TEXT NOT NULL PRIMARY KEY CHECK (name = 'journal'),
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    checkpoints INTEGER NOT NULL CHECK (checkpoints >= 0),
    checkpoint_size INTEGER NOT NULL CHECK (checkpoint_size BETWEEN 0 AND size),
    seal BLOB NOT NULL
) STRICT;

-- Signed checkpoints (c2sp.org/tlog-checkpoint). `seal` is a MAC over note and time.
CREATE TABLE journal_checkpoint (
    origin TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    note TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    seal BLOB NOT NULL,
    PRIMARY KEY (origin, size)
) STRICT;

CREATE INDEX journal_by_exam_seq ON journal (exam_id, seq);

-- Numbers from before the tree are given again, with it.
UPDATE journal SET seq = NULL;
UPDATE journal_head SET size = 0;
