-- The events of every case that is not hidden, up to an instant: what the clocks of service levels are computed from.
SELECT c.case_key, e.seq, e.at, e.kind, e.actor, e.value
FROM live_case c JOIN case_event_in_force e ON e.case_key = c.case_key
WHERE e.at <= :as_of
ORDER BY c.case_key, e.at, e.rank, e.seq
