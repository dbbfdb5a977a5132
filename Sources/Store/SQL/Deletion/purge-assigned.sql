-- The same of costs that first belonged to no order.
UPDATE unallocated_cost SET invoice = NULL, reference = NULL, description = NULL
WHERE (batch, line) IN (
  SELECT a.source_batch, a.source_line FROM cost_assignment a JOIN order_without_person p ON p.order_key = a.order_key
  WHERE p.batch = :batch)
