-- What was paid for an order and what of it was charged back, by currency.
SELECT 'paid', coalesce(p.currency, o.currency), p.amount_e4
FROM orders o JOIN order_payment p ON p.order_key = o.order_key
WHERE o.order_key = ?1 AND p.amount_e4 IS NOT NULL AND p.successful IS NOT 0
UNION ALL
SELECT 'chargebacks', currency, amount_e4 FROM chargeback_current WHERE order_key = ?1
