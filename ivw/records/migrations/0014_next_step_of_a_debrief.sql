-- What a debrief said of the next step moves to where those written since stand: each in one place. Its row takes the
-- debrief's id, so that two computers that share the debrief make one row of it, and it comes before later steps. What
-- stands there already, since two computers were merged, is not said twice.
INSERT INTO next_steps (id, meeting_id, kind, what, made_at)
SELECT d.id, d.meeting_id, 'other', d.what, d.written_at
FROM (SELECT *, trim(regexp_replace(next_step, '\s+', ' ', 'g')) AS what FROM debriefs) d
WHERE d.what <> ''
    AND NOT EXISTS (FROM next_steps s WHERE s.meeting_id = d.meeting_id AND s.what = d.what);

ALTER TABLE debriefs DROP COLUMN next_step;
