-- One case that is not hidden with a deleted order; merged ones too.
SELECT c.*, max(coalesce(c.last_reply_at, c.opened_at - 1), coalesce(c.read_at, c.opened_at - 1))
    < c.last_customer_message_at AS unread,
  (SELECT m.case_id FROM cases m WHERE m.case_key = c.merged_into) AS merged_into_id
FROM live_case c WHERE c.case_id = :case_id
