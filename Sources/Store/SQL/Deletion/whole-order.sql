-- An order with how much hangs on it, and the live order that has its id.
SELECT o.order_id, o.stage, o.currency, o.total_e4, o.deleted_batch,
  (SELECT r.order_key FROM order_ref r WHERE r.order_id = o.order_id),
  (SELECT count(*) FROM order_item WHERE order_key = ?1),
  (SELECT count(*) FROM order_payment WHERE order_key = ?1),
  (SELECT count(*) FROM order_shipment WHERE order_key = ?1),
  (SELECT count(*) FROM cost_entry WHERE order_key = ?1),
  (SELECT count(*) FROM cases WHERE order_key = ?1),
  (SELECT count(*) FROM order_note_in_force WHERE order_key = ?1),
  (SELECT count(*) FROM chargeback_current WHERE order_key = ?1),
  c.shipping_e4, c.fulfillment_e4, c.payment_e4, c.other_e4,
  (SELECT p.batch FROM purged_order p WHERE p.order_key = ?1),
  EXISTS (SELECT 1 FROM erased_order e WHERE e.order_key = ?1)
FROM orders o LEFT JOIN order_cost c ON c.order_key = o.order_key
WHERE o.order_key = ?1
