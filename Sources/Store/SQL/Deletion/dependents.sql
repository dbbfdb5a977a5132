-- What hangs on an order.
SELECT
  (SELECT count(*) FROM order_item WHERE order_key = :order_key) AS items,
  (SELECT count(*) FROM order_payment WHERE order_key = :order_key) AS payments,
  (SELECT count(*) FROM order_shipment WHERE order_key = :order_key) AS shipments,
  (SELECT count(*) FROM cost_entry WHERE order_key = :order_key) AS costs,
  (SELECT count(*) FROM cases WHERE order_key = :order_key) AS cases
