-- Who took a download password back; it is over since then.
ALTER TABLE download_password ADD COLUMN withdrawn_by BLOB REFERENCES account (id);
