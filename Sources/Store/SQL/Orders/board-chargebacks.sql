-- Chargebacks of live orders whose outcome is open, by the day they were opened on; without one by their order's.
SELECT coalesce(c.opened_on * 86400000, o.created_at) AS at, c.currency, c.amount_e4
FROM chargeback_current c JOIN live_order o ON o.order_key = c.order_key
WHERE c.state IN ('open', 'answered')
ORDER BY at
