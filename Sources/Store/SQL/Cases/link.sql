-- Links every case to the live order of its order id, where it has no order yet or its order went with the revert of the batch
-- that brought it. A case of a deleted order stays with it: both are hidden and come back together.
UPDATE cases SET order_key = (SELECT r.order_key FROM order_ref r WHERE r.order_id = cases.order_id)
WHERE order_id IS NOT NULL AND (order_key IS NULL OR order_key IN (
  SELECT o.order_key FROM orders o JOIN batch b ON b.batch = o.deleted_batch WHERE b.kind IN ('revert', 'reapply')))
