-- A password that somebody else gave: its owner chooses another before anything else is done with it.
ALTER TABLE account ADD COLUMN must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1));
