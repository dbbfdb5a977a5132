-- The events in force of every case (or of one) up to an instant, by case id and in order: what the clocks of service levels are reckoned
-- from. Bodies are left out: clocks do not need them, and a report cannot print what it does not read.
SELECT c.case_key, e.seq, e.at, e.kind, e.actor, e.value
FROM cases c JOIN case_event_in_force e ON e.case_key = c.case_key
WHERE c.events > 0 AND e.at <= :as_of AND (:case_id IS NULL OR c.case_id = :case_id)
ORDER BY c.case_id, e.at, e.rank, e.seq
