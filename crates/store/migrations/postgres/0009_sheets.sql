-- What a sheet's picture says may be that it is another sheet, confirmed by somebody.
ALTER TABLE omr_sheet DROP CONSTRAINT omr_sheet_barcode_read_check;
ALTER TABLE omr_sheet ADD CONSTRAINT omr_sheet_barcode_read_check
    CHECK (barcode_read IN ('no_image', 'matched', 'unreadable', 'mismatch'));

-- The same symbol in another form or case, and whom the roster gives it to. The letters of numbers are those of ASCII,
-- whatever the language of the database.
CREATE INDEX omr_sheet_by_form ON omr_sheet (exam_id, upper(barcode COLLATE "C"));
CREATE INDEX candidate_by_omr_number ON candidate (exam_id, upper(omr_number COLLATE "C")) WHERE omr_number IS NOT NULL;
