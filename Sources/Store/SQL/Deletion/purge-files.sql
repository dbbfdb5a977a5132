-- The files that hold purged orders: inputs of every batch that said something of them or of their cases, and deliveries.
INSERT OR REPLACE INTO purged_file(sha256, place, batch)
SELECT i.sha256, '', :batch FROM batch_input i WHERE i.batch IN (
  SELECT m.batch FROM order_image m JOIN order_without_person p ON p.order_key = m.order_key WHERE p.batch = :batch
  UNION SELECT o.batch FROM order_without_person p JOIN orders o ON o.order_key = p.order_key WHERE p.batch = :batch
  UNION SELECT s.batch FROM order_without_person p JOIN order_shipment s ON s.order_key = p.order_key WHERE p.batch = :batch
  UNION SELECT g.batch FROM order_without_person p JOIN order_stage_change g ON g.order_key = p.order_key WHERE p.batch = :batch
  UNION SELECT e.batch FROM order_without_person p JOIN cost_entry e ON e.order_key = p.order_key WHERE p.batch = :batch
  UNION SELECT a.source_batch FROM cost_assignment a JOIN order_without_person p ON p.order_key = a.order_key WHERE p.batch = :batch
  UNION SELECT e.batch FROM order_without_person p JOIN cases c ON c.order_key = p.order_key
    JOIN case_event e ON e.case_key = c.case_key WHERE p.batch = :batch
  UNION SELECT d.batch FROM order_without_person p JOIN cases c ON c.order_key = p.order_key
    JOIN case_detail d ON d.case_key = c.case_key WHERE p.batch = :batch)
UNION
SELECT f.sha256, coalesce(f.place, ''), :batch FROM batch_output f WHERE f.rows IS NOT NULL AND f.batch IN (
  SELECT x.batch FROM order_without_person p JOIN export_order x ON x.order_key = p.order_key WHERE p.batch = :batch)
