-- The name of an account as it is looked for: folded by the program, because the engines fold letters differently. Rows
-- without it are filled in by the program when it runs.
ALTER TABLE account ADD COLUMN search TEXT;
CREATE INDEX account_without_search ON account (id) WHERE search IS NULL;
