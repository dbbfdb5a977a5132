-- What a change needs to know of the live order of an id.
SELECT o.order_key, o.order_id, o.batch, o.content_digest, o.stage, o.currency, o.total_e4, o.deleted_batch
FROM order_ref r JOIN orders o ON o.order_key = r.order_key
WHERE r.order_id = :order_id
