-- A new case under its key; what follows from its events is filled in by update.sql in the same transaction.
INSERT INTO cases(case_key, case_id, status, opened_at, last_event_at, batch)
VALUES (:case_key, :case_id, 'New', :at, :at, :batch)
