-- Cases that are not hidden with a deleted order, with what a list shows of them: New and Reply Received first, then the one
-- that has waited longest. Blank parameters do not filter. A case is unread when the customer wrote after the merchant last
-- replied or read. Merged cases go on in another one; one in which the customer wrote since is shown all the same.
SELECT l.*, (SELECT m.case_id FROM cases m WHERE m.case_key = l.merged_into) AS merged_into_id
FROM (
  SELECT c.*, max(coalesce(c.last_reply_at, c.opened_at - 1), coalesce(c.read_at, c.opened_at - 1))
      < c.last_customer_message_at AS unread
  FROM live_case c
  WHERE (:keys IS NULL OR c.case_key IN (SELECT value FROM json_each(:keys)))
    AND (:status IS NULL OR c.status = :status)
    AND (:team IS NULL OR c.team = :team)
    AND (:assignee IS NULL OR c.assignee = :assignee)
    AND (:unassigned IS NULL OR c.assignee IS NULL)
    AND (:priority IS NULL OR c.priority = :priority)
    AND (:order_id IS NULL OR c.order_id = :order_id)
    AND (:disputed IS NULL OR c.open_disputes > 0)
    AND (:opened_until IS NULL OR c.opened_at <= :opened_until)
    AND (:waiting IS NULL OR (:waiting = 'merchant' AND c.status IN ('New', 'Reply Received'))
      OR (:waiting = 'customer' AND c.status = 'Waiting'))
) l
WHERE (l.merged_into IS NULL OR l.unread) AND (:unread IS NULL OR coalesce(l.unread, 0) = :unread)
ORDER BY CASE l.status WHEN 'New' THEN 0 WHEN 'Reply Received' THEN 0 WHEN 'Open' THEN 1 WHEN 'Waiting' THEN 2 ELSE 3 END,
  coalesce(l.last_customer_message_at, l.opened_at), l.case_id
LIMIT :limit
