-- Adds a note to an order.
INSERT INTO order_note(order_key, n, at, author, body, batch)
SELECT :order_key, coalesce(max(n), 0) + 1, :at, :author, :body, :batch
FROM order_note WHERE order_key = :order_key
