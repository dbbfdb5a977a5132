-- The order of an id that was deleted last. An order that the revert of its import hid has no row in deletion.
SELECT o.order_key
FROM orders o JOIN deletion d ON d.batch = o.deleted_batch AND d.order_key = o.order_key
WHERE o.order_id = :order_id AND o.deleted_batch IS NOT NULL
ORDER BY o.deleted_batch DESC
LIMIT 1
