-- The orders that bear a text as their payment reference or as their id in the channel they came from.
SELECT o.order_key, o.currency, o.deleted_batch IS NOT NULL FROM orders o WHERE o.payment_reference = :text
UNION
SELECT o.order_key, o.currency, o.deleted_batch IS NOT NULL FROM orders o WHERE o.channel_order_id = :text
