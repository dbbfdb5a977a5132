-- The orders that a tracking number belongs to, with their deletion.
SELECT DISTINCT o.order_key, o.currency, o.deleted_batch IS NOT NULL
FROM order_shipment s JOIN orders o ON o.order_key = s.order_key
WHERE s.tracking_number = :text
