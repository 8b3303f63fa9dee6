-- Faces that are scored behind, the oldest first.
CREATE INDEX sync_record_scoring ON sync_record (id) WHERE code = 'SCORING' AND status = 'pending';
