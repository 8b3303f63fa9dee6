-- Names are looked for by trigrams that the program keeps itself, the same in both engines: an index of the engine's tells
-- how many there are only by a look at each candidate, and which come first only by a sort of them all.
DROP INDEX name_index;
DROP FUNCTION name_trigrams(TEXT);
DROP FUNCTION name_part(TEXT);

-- The greatest id of an exam's candidates so far.
CREATE TABLE name_head (
    exam_id UUID NOT NULL PRIMARY KEY,
    newest UUID NOT NULL
);
INSERT INTO name_head (exam_id, newest)
    SELECT DISTINCT ON (exam_id) exam_id, id FROM candidate ORDER BY exam_id, id DESC;
-- Candidates of an exam in the order of their ids, so many at a time: those up to `last_id`, after the block before. Who comes
-- after the last block is not sorted in yet, and is looked through.
CREATE TABLE name_block (
    exam_id UUID NOT NULL,
    last_id UUID NOT NULL,
    size BIGINT NOT NULL,
    PRIMARY KEY (exam_id, last_id)
);
-- Their ids, 64 in a row; the place of an id is the candidate's number in the block.
CREATE TABLE name_id (
    exam_id UUID NOT NULL,
    last_id UUID NOT NULL,
    part BIGINT NOT NULL,
    ids BYTEA NOT NULL,
    PRIMARY KEY (exam_id, last_id, part)
);
-- In whose name of the block three letters stand, and where: store/src/name_grams.rs.
CREATE TABLE name_gram (
    exam_id UUID NOT NULL,
    last_id UUID NOT NULL,
    gram TEXT NOT NULL,
    places BYTEA NOT NULL,
    PRIMARY KEY (exam_id, last_id, gram)
);
ALTER TABLE name_gram ALTER COLUMN places SET STORAGE EXTERNAL;
-- Candidates of a block that have another name by now, came late, or are gone; with the name as it was sorted in.
CREATE TABLE name_change (
    exam_id UUID NOT NULL,
    candidate_id UUID NOT NULL,
    was TEXT,
    PRIMARY KEY (exam_id, candidate_id)
);

-- A block is made by whoever holds the exam's names alone (`hold` in store/src/locks.rs); who changes one shares them.
CREATE FUNCTION candidate_name_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('names ' || OLD.exam_id, 0));
    INSERT INTO name_change (exam_id, candidate_id, was)
        SELECT OLD.exam_id, OLD.id, OLD.search
        WHERE EXISTS (SELECT 1 FROM name_block b WHERE b.exam_id = OLD.exam_id AND b.last_id >= OLD.id)
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER candidate_name_changes AFTER UPDATE ON candidate
FOR EACH ROW WHEN (NEW.search IS DISTINCT FROM OLD.search) EXECUTE FUNCTION candidate_name_changes();
CREATE TRIGGER candidate_name_goes AFTER DELETE ON candidate
FOR EACH ROW EXECUTE FUNCTION candidate_name_changes();

CREATE FUNCTION candidate_comes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('names ' || e.exam_id, 0))
        FROM (SELECT DISTINCT exam_id FROM come) e;
    INSERT INTO name_change (exam_id, candidate_id)
        SELECT c.exam_id, c.id FROM come c
        WHERE EXISTS (SELECT 1 FROM name_block b WHERE b.exam_id = c.exam_id AND b.last_id >= c.id)
        ON CONFLICT DO NOTHING;
    INSERT INTO name_head AS h (exam_id, newest)
        SELECT DISTINCT ON (c.exam_id) c.exam_id, c.id FROM come c ORDER BY c.exam_id, c.id DESC
        ON CONFLICT (exam_id) DO UPDATE SET newest = GREATEST(h.newest, excluded.newest);
    RETURN NULL;
END
$$;
CREATE TRIGGER candidate_comes AFTER INSERT ON candidate
REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION candidate_comes();
