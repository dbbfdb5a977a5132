-- The events in force of a case in order, without texts: what the clocks of service levels are reckoned from where no
-- packed course is there. A report cannot print what it does not read.
SELECT seq, at, kind, actor, value, sequence FROM case_event_in_force WHERE case_key = :case_key
ORDER BY at, rank, sequence, seq
