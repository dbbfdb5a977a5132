-- Every live order by stage and day, out of the index alone.
SELECT stage, created_at, currency, total_e4 FROM orders INDEXED BY orders_stage
WHERE deleted_batch IS NULL
ORDER BY stage, created_at
