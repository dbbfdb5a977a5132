-- Everything that happened in a case, in order. For the merchant's people only.
SELECT seq, at, kind, actor, body, value, sequence, entry_id, batch FROM case_event_in_force WHERE case_key = :case_key
ORDER BY at, rank, sequence, seq
