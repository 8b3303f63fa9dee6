-- A candidate's name as it is looked for: folded by the program, because the engines fold letters differently. Rows
-- without it are filled in by the program when it runs.
ALTER TABLE candidate ADD COLUMN search TEXT;
CREATE INDEX candidate_without_search ON candidate (id) WHERE search IS NULL;
