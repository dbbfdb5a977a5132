-- The live orders of a stage by day, out of the index alone.
SELECT created_at, currency, total_e4 FROM orders INDEXED BY orders_stage
WHERE stage = ?1 AND deleted_batch IS NULL
ORDER BY created_at
