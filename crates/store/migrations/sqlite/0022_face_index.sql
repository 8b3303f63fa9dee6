-- Exams whose enrolled faces lie in a collection of Rekognition as well. `place`: the enrolled faces up to there have
-- their row in face_index; `made_at`: when the collection was made or found; `active`: whether faces are added.
CREATE TABLE face_collection (
    exam_id BLOB NOT NULL PRIMARY KEY REFERENCES exam (id),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    place INTEGER NOT NULL,
    made_at INTEGER
) STRICT;

-- Each enrolled face of such an exam, by the id of its enrolment, and what became of it: it waits, lies in the
-- collection under `face_id`, was set apart because its picture is not taken, or has to leave because another
-- photograph took its place. `attempts`: how often it was sent; `due_at`: not before; `last_code`: why not.
CREATE TABLE face_index (
    enrolment_id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'indexed', 'set_apart', 'leaving')),
    face_id TEXT,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    last_code TEXT,
    CHECK (state <> 'indexed' OR face_id IS NOT NULL),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id)
) STRICT;
CREATE INDEX face_index_due ON face_index (due_at) WHERE state IN ('waiting', 'leaving');
CREATE INDEX face_index_by_candidate ON face_index (exam_id, candidate_id);
CREATE INDEX face_index_by_face ON face_index (exam_id, face_id) WHERE face_id IS NOT NULL;

-- Alerts of duplicate faces that Rekognition has still to be asked about. `subject_id`: the attempt or enrolment whose
-- picture is searched.
CREATE TABLE face_opinion (
    alert_id BLOB NOT NULL PRIMARY KEY,
    exam_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    other_id BLOB NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('live', 'enrolled')),
    subject_id BLOB NOT NULL,
    due_at INTEGER NOT NULL,
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id),
    FOREIGN KEY (exam_id, other_id) REFERENCES candidate (exam_id, id)
) STRICT;
CREATE INDEX face_opinion_due ON face_opinion (due_at);
