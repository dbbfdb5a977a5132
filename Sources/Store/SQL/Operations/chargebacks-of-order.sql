-- Where an order's chargebacks are.
SELECT reference, amount_e4, currency, reason, opened_on, due_on, state, batch
FROM chargeback_current
WHERE order_key = :order_key
ORDER BY n
