-- What a device tells of itself: its version, and what was tried on it and works (`ready`, JSON).
ALTER TABLE device ADD COLUMN app_version TEXT;
ALTER TABLE device ADD COLUMN ready TEXT;

-- How much of a package was sent, from its first byte on without a gap; to which device, and when that was all of it. Its
-- size outlives its file.
ALTER TABLE download ADD COLUMN package_bytes INTEGER CHECK (package_bytes >= 0);
ALTER TABLE download ADD COLUMN sent_bytes INTEGER NOT NULL DEFAULT 0 CHECK (sent_bytes >= 0);
ALTER TABLE download ADD COLUMN sent_to TEXT;
ALTER TABLE download ADD COLUMN completed_at INTEGER;
UPDATE download SET package_bytes = (SELECT b.size FROM blob b WHERE b.id = download.blob_id) WHERE blob_id IS NOT NULL;
CREATE INDEX download_completed ON download (exam_id, sent_to, completed_at) WHERE completed_at IS NOT NULL;
CREATE INDEX download_password_listed ON download_password (exam_id, created_at, id);

-- The stations that were closed last, and everything that the journal tells of one candidate.
CREATE INDEX biometric_by_time ON biometric (exam_id, completed_at);
CREATE INDEX journal_of_candidate ON journal (candidate_id, id) WHERE candidate_id IS NOT NULL;
