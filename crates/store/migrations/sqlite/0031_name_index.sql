-- A capital sharp s was folded to one letter and is now two, as the small one: those names are folded again.
UPDATE candidate SET search = NULL WHERE search LIKE '%ß%';
UPDATE account SET search = NULL WHERE search LIKE '%ß%';

-- How candidates are looked for in a whole exam: by the beginning of a roll number, and by a part of a name.
CREATE INDEX candidate_by_lower_roll ON candidate (exam_id, LOWER(roll_number));

-- The trigrams of names, as FTS5 keeps them. A name is taken as the program folded it, letter by letter; before each of its
-- words stand two spaces, so that one or two letters, too, are found where a word begins. PostgreSQL has an index in its
-- place. It goes by rowids, which stay as they are in a table that has indexes, also in a VACUUM; should it ever be wrong,
-- `INSERT INTO name_index (name_index) VALUES ('rebuild')` makes it anew.
CREATE VIEW name_index_content AS
    SELECT rowid AS number, '  ' || replace(search, ' ', '  ') AS padded FROM candidate WHERE search IS NOT NULL;
CREATE VIRTUAL TABLE name_index USING fts5 (
    padded, content = 'name_index_content', content_rowid = 'number', columnsize = 0, tokenize = 'trigram case_sensitive 1'
);
CREATE TRIGGER name_index_takes AFTER INSERT ON candidate WHEN NEW.search IS NOT NULL
BEGIN
    INSERT INTO name_index (rowid, padded) VALUES (NEW.rowid, '  ' || replace(NEW.search, ' ', '  '));
END;
-- FTS5 forgets a name when it is told it again.
CREATE TRIGGER name_index_follows AFTER UPDATE OF search ON candidate WHEN NEW.search IS NOT OLD.search
BEGIN
    INSERT INTO name_index (name_index, rowid, padded)
        SELECT 'delete', OLD.rowid, '  ' || replace(OLD.search, ' ', '  ') WHERE OLD.search IS NOT NULL;
    INSERT INTO name_index (rowid, padded)
        SELECT NEW.rowid, '  ' || replace(NEW.search, ' ', '  ') WHERE NEW.search IS NOT NULL;
END;
CREATE TRIGGER name_index_forgets AFTER DELETE ON candidate WHEN OLD.search IS NOT NULL
BEGIN
    INSERT INTO name_index (name_index, rowid, padded)
        VALUES ('delete', OLD.rowid, '  ' || replace(OLD.search, ' ', '  '));
END;
INSERT INTO name_index (name_index) VALUES ('rebuild');
