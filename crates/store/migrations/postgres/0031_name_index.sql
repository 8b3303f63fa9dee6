-- A capital sharp s was folded to one letter and is now two, as the small one: those names are folded again.
UPDATE candidate SET search = NULL WHERE search LIKE '%ß%';
UPDATE account SET search = NULL WHERE search LIKE '%ß%';

-- How candidates are looked for in a whole exam: by the beginning of a roll number, and by a part of a name.
CREATE INDEX candidate_by_lower_roll ON candidate (LOWER(roll_number COLLATE "C"), exam_id);

-- The trigrams of a name as the program folded it, letter by letter; before each of its words stand two spaces, so that
-- one or two letters, too, are found where a word begins. It is not `pg_trgm`: that is an extension, which not every role
-- may create, and which takes its letters from the locale of the database, so that in `C` it knows none of Devanagari.
-- The cost keeps the planner from making the trigrams of every name anew; a search is too short to be shared among workers.
CREATE FUNCTION name_trigrams(name TEXT) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT COST 100 AS $$
    SELECT array_to_tsvector(array_agg(substr(t.padded, n, 3)))
    FROM (SELECT '  ' || replace(name, ' ', '  ') AS padded) t, generate_series(1, length(t.padded) - 2) n
$$;
-- All trigrams of a part of it.
CREATE FUNCTION name_part(part TEXT) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT string_agg('''' || replace(replace(substr(part, n, 3), '\', '\\'), '''', '''''') || '''', ' & ')::tsquery
    FROM generate_series(1, length(part) - 2) n
$$;
-- What waits to be sorted in is read through by every search, and is therefore kept short (KiB).
CREATE INDEX name_index ON candidate USING gin (name_trigrams(search)) WITH (gin_pending_list_limit = 256);
