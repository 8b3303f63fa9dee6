-- The second factor of an account: its sealed secret, since when a login needs a code of it, the step of time of the last
-- code that was taken, and whether head office requires one. Only an admin or a supervisor has one.
ALTER TABLE account ADD COLUMN factor_secret BYTEA;
ALTER TABLE account ADD COLUMN factor_confirmed_at BIGINT;
ALTER TABLE account ADD COLUMN factor_step BIGINT;
ALTER TABLE account ADD COLUMN factor_required BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE account ADD CHECK (factor_secret IS NULL OR role IN ('admin', 'supervisor'));
ALTER TABLE account ADD CHECK (factor_confirmed_at IS NULL OR factor_secret IS NOT NULL);
ALTER TABLE account ADD CHECK ((factor_step IS NULL) = (factor_confirmed_at IS NULL));
ALTER TABLE account ADD CHECK (NOT factor_required OR role IN ('admin', 'supervisor'));
