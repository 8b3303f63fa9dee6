-- Further pictures of sheets that were there already: what was captured stays, whoever registered the barcode first. Of
-- one account there are so many of one sheet, numbered, and no two with the same pixels; these are a digest under the
-- exam's data key, and none is known of a picture that came with a record.
CREATE TABLE sheet_picture (
    blob_id UUID NOT NULL PRIMARY KEY REFERENCES blob (id),
    exam_id UUID NOT NULL,
    barcode TEXT NOT NULL,
    taken_by UUID NOT NULL REFERENCES account (id),
    number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 5),
    centre_id UUID REFERENCES centre (id),
    taken_at BIGINT NOT NULL,
    kept_at BIGINT NOT NULL,
    barcode_read TEXT NOT NULL CHECK (barcode_read IN ('matched', 'unreadable', 'mismatch')),
    pixel_digest TEXT,
    UNIQUE (exam_id, barcode, taken_by, number),
    UNIQUE (exam_id, barcode, pixel_digest),
    FOREIGN KEY (exam_id, barcode) REFERENCES omr_sheet (exam_id, barcode)
);

-- Whose a picture is that a scan names by its key.
CREATE INDEX omr_sheet_by_image ON omr_sheet (blob_id) WHERE blob_id IS NOT NULL;
CREATE INDEX sync_record_by_image ON sync_record (blob_id) WHERE blob_id IS NOT NULL;
CREATE INDEX sync_unread_by_image ON sync_unread (image_id) WHERE image_id IS NOT NULL;
