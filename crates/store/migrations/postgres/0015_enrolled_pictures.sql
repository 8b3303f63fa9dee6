-- The pixels of every photograph that was ever enrolled in the exam, as a digest under the exam's data key: no
-- live face has them. A replaced photograph stays.
CREATE TABLE enrolled_picture (
    exam_id UUID NOT NULL,
    pixel_digest BYTEA NOT NULL,
    candidate_id UUID NOT NULL,
    PRIMARY KEY (exam_id, pixel_digest),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
);

-- What the enrolled face looks like, sealed, to know a copy of the photograph; faces enrolled earlier have none.
ALTER TABLE enrolled_face ADD COLUMN likeness BYTEA;
