-- Every case of a range of ids with what its service levels depend on, by case id. The case of a deleted order says when the order
-- was deleted, a merged one when it was merged.
SELECT c.case_key, c.case_id, c.order_id, c.opening_team, c.opening_priority, c.calendar, c.policy, c.read_at, c.batch,
  k.course, coalesce(d.applied_at, m.applied_at) AS deleted_at, o.channel, o.total_e4, o.currency, u.tier,
  CASE WHEN c.order_key IS NOT NULL THEN (
    SELECT group_concat(tag, char(10)) FROM (SELECT t.tag FROM order_tag t WHERE t.order_key = c.order_key ORDER BY t.tag))
  END AS tags
FROM cases c
LEFT JOIN case_course k ON k.case_key = c.case_key
LEFT JOIN orders o ON o.order_key = c.order_key
LEFT JOIN batch d ON d.batch = o.deleted_batch
LEFT JOIN batch m ON m.batch = c.merged_batch
LEFT JOIN customer u ON u.customer_key = coalesce(c.customer_key, o.customer_key)
WHERE c.events > 0 AND c.case_id >= :first AND c.case_id <= :last
ORDER BY c.case_id
