-- How the conversation that a plan is for serves one's career goals, in one's own words (A44).
ALTER TABLE plans ADD COLUMN alignment VARCHAR;
