-- Adds what is now known of a chargeback. Of those with one reference the last in force counts.
INSERT INTO chargeback(order_key, n, reference, amount_e4, currency, reason, opened_on, due_on, state, batch)
SELECT :order_key, coalesce(max(n), 0) + 1, :reference, :amount, :currency, :reason, :opened_on, :due_on, :state, :batch
FROM chargeback WHERE order_key = :order_key
