-- Cases that are not hidden with a deleted order, with what a list shows of them: New and Reply Received first, then the one
-- that has waited longest. Blank parameters do not filter. A case is unread when the customer wrote after the merchant last
-- replied or read.
SELECT c.*, max(coalesce(c.last_reply_at, c.opened_at - 1), coalesce(c.read_at, c.opened_at - 1))
    < c.last_customer_message_at AS unread
FROM live_case c
WHERE (:case_id IS NULL OR c.case_id = :case_id)
  AND (:status IS NULL OR c.status = :status)
  AND (:team IS NULL OR c.team = :team)
  AND (:assignee IS NULL OR c.assignee = :assignee)
  AND (:order_id IS NULL OR c.order_id = :order_id)
  AND (:opened_until IS NULL OR c.opened_at <= :opened_until)
  AND (:waiting IS NULL OR (:waiting = 'merchant' AND c.status IN ('New', 'Reply Received'))
    OR (:waiting = 'customer' AND c.status = 'Waiting'))
  AND (:unread IS NULL OR (max(coalesce(c.last_reply_at, c.opened_at - 1), coalesce(c.read_at, c.opened_at - 1))
    < coalesce(c.last_customer_message_at, c.opened_at - 1)) = :unread)
ORDER BY CASE c.status WHEN 'New' THEN 0 WHEN 'Reply Received' THEN 0 WHEN 'Open' THEN 1 WHEN 'Waiting' THEN 2 ELSE 3 END,
  coalesce(c.last_customer_message_at, c.opened_at), c.case_id
LIMIT :limit
