-- Organizations are the same when their whole names are, apart from case and blanks around them.
CREATE MACRO organization_key(name) AS lower(trim(coalesce(name, '')));

-- How names and words are compared in a search: without case and accents.
CREATE MACRO search_key(words) AS lower(strip_accents(coalesce(words, '')));
