-- Writes down what follows from a case's details and events in force. The order it is linked to stays while it has the case's
-- order id, also when it is deleted; otherwise the live order of that id is taken.
UPDATE cases SET order_id = :order_id,
  order_key = coalesce(
    (SELECT o.order_key FROM orders o WHERE o.order_key = cases.order_key AND o.order_id = :order_id),
    (SELECT r.order_key FROM order_ref r WHERE r.order_id = :order_id)),
  subject = :subject, team = :team, opening_team = :opening_team, calendar = :calendar, policy = :policy, opening_priority = :opening_priority,
  priority = :priority, assignee = :assignee, status = :status,
  opened_at = coalesce(:opened_at, opened_at), last_event_at = coalesce(:last_event_at, last_event_at),
  last_customer_message_at = :last_customer_message_at, last_reply_at = :last_reply_at, open_disputes = :open_disputes,
  events = :events, batch = :batch,
  read_at = (SELECT m.read_at FROM case_mark m JOIN batch b ON b.batch = m.batch
    WHERE m.case_key = cases.case_key AND b.reverted_by IS NULL ORDER BY m.batch DESC LIMIT 1),
  (merged_into, merged_batch) = (SELECT m.into_key, m.batch FROM case_merge m JOIN batch b ON b.batch = m.batch
    WHERE m.case_key = cases.case_key AND b.reverted_by IS NULL ORDER BY m.batch DESC LIMIT 1)
WHERE case_key = :case_key
