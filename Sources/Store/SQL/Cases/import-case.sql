-- A new case with all that follows from its first events.
INSERT INTO cases(case_key, case_id, order_id, order_key, subject, team, calendar, policy, opening_priority, priority,
  assignee, status, opened_at, last_event_at, last_customer_message_at, last_reply_at, open_disputes, events, batch,
  opening_team)
VALUES (?1, ?2, ?3, (SELECT order_key FROM order_ref WHERE order_id = ?3), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
  ?15, ?16, ?17, ?18, ?19)
