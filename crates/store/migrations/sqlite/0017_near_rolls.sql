-- Candidates by what all spellings of a roll number have in common, so that an import sees that `1` is `0001` of the
-- same person: `coarse` in domain/src/text/numbers.rs.
CREATE INDEX candidate_by_coarse_number
    ON candidate (exam_id, dob, upper(replace(replace(replace(roll_number, '-', ''), '_', ''), '0', '')));
