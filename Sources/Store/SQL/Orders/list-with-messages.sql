-- Live orders about which somebody wrote, or with :unread those with a case in which the customer wrote after the merchant
-- last replied or read. The one in which the customer wrote last comes first.
SELECT o.order_id, m.unread_cases,
  (SELECT count(*) FROM cases c JOIN case_event_in_force e ON e.case_key = c.case_key
    WHERE c.order_key = o.order_key AND e.kind IN ('customer_message', 'merchant_message')) AS messages
FROM (
  SELECT c.order_key, max(c.last_customer_message_at) AS wrote_at,
    sum(coalesce(max(coalesce(c.last_reply_at, c.opened_at - 1), coalesce(c.read_at, c.opened_at - 1))
      < c.last_customer_message_at, 0)) AS unread_cases
  FROM cases c
  WHERE c.order_key IS NOT NULL AND c.events > 0
    AND (c.last_customer_message_at IS NOT NULL OR c.last_reply_at IS NOT NULL)
  GROUP BY c.order_key
) m JOIN live_order o ON o.order_key = m.order_key
WHERE (:unread IS NULL OR m.unread_cases > 0)
ORDER BY m.wrote_at IS NULL, m.wrote_at DESC, o.order_id
