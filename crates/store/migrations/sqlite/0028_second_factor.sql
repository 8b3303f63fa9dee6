-- The second factor of an account: its sealed secret, since when a login needs a code of it, the step of time of the last
-- code that was taken, and whether head office requires one. Only an admin or a supervisor has one.
ALTER TABLE account ADD COLUMN factor_secret BLOB CHECK (factor_secret IS NULL OR role IN ('admin', 'supervisor'));
ALTER TABLE account ADD COLUMN factor_confirmed_at INTEGER CHECK (factor_confirmed_at IS NULL OR factor_secret IS NOT NULL);
ALTER TABLE account ADD COLUMN factor_step INTEGER CHECK ((factor_step IS NULL) = (factor_confirmed_at IS NULL));
ALTER TABLE account ADD COLUMN factor_required INTEGER NOT NULL DEFAULT 0 CHECK (factor_required IN (0, 1))
    CHECK (factor_required = 0 OR role IN ('admin', 'supervisor'));
