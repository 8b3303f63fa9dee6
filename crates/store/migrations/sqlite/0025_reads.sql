-- What people look at. A supervisor reads of the slots of one centre, and candidates come by name.
CREATE INDEX slot_by_centre ON slot (centre_id, exam_id);
CREATE INDEX candidate_by_name ON candidate (exam_id, COALESCE(search, ''), id);
