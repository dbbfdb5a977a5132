-- The first batch in force that brought costs of an order in the order's own currency; null where there is none.
SELECT min(c.batch)
FROM cost_entry c JOIN batch b ON b.batch = c.batch
WHERE c.order_key = :order_key AND c.currency IS NULL AND b.reverted_by IS NULL
