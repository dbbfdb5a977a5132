-- One event of a case; its number within the case is the order of arrival.
INSERT INTO case_event(case_key, seq, at, rank, kind, actor, body, value, entry_id, digest, batch, sequence)
SELECT :case_key, coalesce(max(seq), 0) + 1, :at, :rank, :kind, :actor, :body, :value, :entry_id, :digest, :batch, :sequence
FROM case_event WHERE case_key = :case_key
