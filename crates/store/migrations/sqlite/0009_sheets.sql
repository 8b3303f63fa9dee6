-- What a sheet's picture says may be that it is another sheet, confirmed by somebody. SQLite changes no rule of a
-- column: the table is made anew. No other table refers to it.
CREATE TABLE omr_sheet_anew (
    exam_id BLOB NOT NULL REFERENCES exam (id),
    barcode TEXT NOT NULL,
    centre_id BLOB REFERENCES centre (id),
    status TEXT NOT NULL CHECK (status IN ('scanned', 'validated', 'void')),
    scanned_by BLOB NOT NULL REFERENCES account (id),
    scanned_at INTEGER NOT NULL,
    blob_id BLOB REFERENCES blob (id),
    barcode_read TEXT NOT NULL CHECK (barcode_read IN ('no_image', 'matched', 'unreadable', 'mismatch')),
    candidate_id BLOB,
    attendance_id BLOB,
    attendance_status TEXT CHECK (attendance_status = 'completed'),
    biometric_eligible INTEGER CHECK (biometric_eligible = 1),
    validated_by BLOB REFERENCES account (id),
    validated_at INTEGER,
    voided_by BLOB REFERENCES account (id),
    voided_at INTEGER,
    void_reason TEXT,
    PRIMARY KEY (exam_id, barcode),
    CHECK (status <> 'validated' OR (candidate_id IS NOT NULL AND attendance_id IS NOT NULL
        AND attendance_status IS NOT NULL AND biometric_eligible IS NOT NULL AND validated_at IS NOT NULL)),
    CHECK (status <> 'scanned' OR candidate_id IS NULL),
    CHECK ((status = 'void') = (void_reason IS NOT NULL)),
    FOREIGN KEY (exam_id, candidate_id) REFERENCES candidate (exam_id, id),
    FOREIGN KEY (attendance_id, exam_id, candidate_id, attendance_status, biometric_eligible)
        REFERENCES attendance (id, exam_id, candidate_id, status, biometric_eligible)
) STRICT;
INSERT INTO omr_sheet_anew (exam_id, barcode, centre_id, status, scanned_by, scanned_at, blob_id, barcode_read,
    candidate_id, attendance_id, attendance_status, biometric_eligible, validated_by, validated_at, voided_by, voided_at,
    void_reason)
SELECT exam_id, barcode, centre_id, status, scanned_by, scanned_at, blob_id, barcode_read,
    candidate_id, attendance_id, attendance_status, biometric_eligible, validated_by, validated_at, voided_by, voided_at,
    void_reason
FROM omr_sheet;
DROP TABLE omr_sheet;
ALTER TABLE omr_sheet_anew RENAME TO omr_sheet;
CREATE UNIQUE INDEX omr_sheet_one_a_candidate ON omr_sheet (exam_id, candidate_id) WHERE status = 'validated';

-- A void barcode stays void, and a sheet never changes hands.
CREATE TRIGGER omr_sheet_moves_forward BEFORE UPDATE ON omr_sheet
WHEN OLD.status = 'void'
    OR (OLD.status = 'validated' AND NEW.status = 'scanned')
    OR (OLD.status = 'validated' AND NEW.candidate_id IS NOT OLD.candidate_id)
    OR NEW.barcode <> OLD.barcode OR NEW.exam_id <> OLD.exam_id
BEGIN
    SELECT RAISE(ABORT, 'omr_sheet_moves_forward');
END;

-- The same symbol in another form or case, and whom the roster gives it to.
CREATE INDEX omr_sheet_by_form ON omr_sheet (exam_id, upper(barcode));
CREATE INDEX candidate_by_omr_number ON candidate (exam_id, upper(omr_number)) WHERE omr_number IS NOT NULL;
