-- What purges left of orders, the last purge first.
SELECT o.order_id, o.content_digest, o.deleted_batch, d.applied_at AS deleted_at, d.operator AS deleted_by,
  p.batch, b.applied_at AS purged_at, b.operator AS purged_by
FROM purged_order p
  JOIN orders o ON o.order_key = p.order_key
  JOIN batch d ON d.batch = o.deleted_batch
  JOIN batch b ON b.batch = p.batch
ORDER BY p.batch DESC, o.order_id
