-- Names are looked for by trigrams that the program keeps itself, the same in both engines: an index of the engine's tells
-- how many there are only by a look at each candidate, and which come first only by a sort of them all.
DROP TRIGGER name_index_takes;
DROP TRIGGER name_index_follows;
DROP TRIGGER name_index_forgets;
DROP TABLE name_index;
DROP VIEW name_index_content;

-- The greatest id of an exam's candidates so far.
CREATE TABLE name_head (
    exam_id BLOB NOT NULL PRIMARY KEY,
    newest BLOB NOT NULL
) WITHOUT ROWID, STRICT;
INSERT INTO name_head (exam_id, newest) SELECT exam_id, MAX(id) FROM candidate GROUP BY exam_id;
-- Candidates of an exam in the order of their ids, so many at a time: those up to `last_id`, after the block before. Who comes
-- after the last block is not sorted in yet, and is looked through.
CREATE TABLE name_block (
    exam_id BLOB NOT NULL,
    last_id BLOB NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (exam_id, last_id)
) WITHOUT ROWID, STRICT;
-- Their ids, 64 in a row; the place of an id is the candidate's number in the block.
CREATE TABLE name_id (
    exam_id BLOB NOT NULL,
    last_id BLOB NOT NULL,
    part INTEGER NOT NULL,
    ids BLOB NOT NULL,
    PRIMARY KEY (exam_id, last_id, part)
) WITHOUT ROWID, STRICT;
-- In whose name of the block three letters stand, and where: store/src/name_grams.rs.
CREATE TABLE name_gram (
    exam_id BLOB NOT NULL,
    last_id BLOB NOT NULL,
    gram TEXT NOT NULL,
    places BLOB NOT NULL,
    PRIMARY KEY (exam_id, last_id, gram)
) WITHOUT ROWID, STRICT;
-- Candidates of a block that have another name by now, came late, or are gone; with the name as it was sorted in.
CREATE TABLE name_change (
    exam_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    was TEXT,
    PRIMARY KEY (exam_id, candidate_id)
) WITHOUT ROWID, STRICT;

CREATE TRIGGER candidate_name_changes AFTER UPDATE OF search ON candidate
WHEN NEW.search IS NOT OLD.search
BEGIN
    INSERT OR IGNORE INTO name_change (exam_id, candidate_id, was)
        SELECT OLD.exam_id, OLD.id, OLD.search
        WHERE EXISTS (SELECT 1 FROM name_block b WHERE b.exam_id = OLD.exam_id AND b.last_id >= OLD.id);
END;
CREATE TRIGGER candidate_name_goes AFTER DELETE ON candidate
BEGIN
    INSERT OR IGNORE INTO name_change (exam_id, candidate_id, was)
        SELECT OLD.exam_id, OLD.id, OLD.search
        WHERE EXISTS (SELECT 1 FROM name_block b WHERE b.exam_id = OLD.exam_id AND b.last_id >= OLD.id);
END;
CREATE TRIGGER candidate_comes AFTER INSERT ON candidate
BEGIN
    INSERT OR IGNORE INTO name_change (exam_id, candidate_id)
        SELECT NEW.exam_id, NEW.id
        WHERE EXISTS (SELECT 1 FROM name_block b WHERE b.exam_id = NEW.exam_id AND b.last_id >= NEW.id);
    INSERT INTO name_head (exam_id, newest) VALUES (NEW.exam_id, NEW.id)
        ON CONFLICT (exam_id) DO UPDATE SET newest = excluded.newest WHERE excluded.newest > newest;
END;
