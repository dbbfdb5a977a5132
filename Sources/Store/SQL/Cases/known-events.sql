-- The events in force of a case, as an import compares new ones with them.
SELECT digest, entry_id, batch FROM case_event_in_force WHERE case_key = ?1
