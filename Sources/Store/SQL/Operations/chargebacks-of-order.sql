-- What is known of an order's chargebacks, as it came in.
SELECT c.reference, c.amount_e4, c.currency, c.reason, c.opened_on, c.due_on, c.state, c.batch
FROM chargeback c JOIN batch b ON b.batch = c.batch
WHERE c.order_key = :order_key AND b.reverted_by IS NULL
ORDER BY c.n
