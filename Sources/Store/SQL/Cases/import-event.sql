-- One event of a case under the number that the importer gave it.
INSERT INTO case_event(case_key, seq, at, rank, kind, actor, body, value, entry_id, digest, sequence, batch)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
