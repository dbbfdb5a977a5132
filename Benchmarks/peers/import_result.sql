-- What the import came to, in cents.
SELECT printf('rejected=%d shipping=%d fulfillment=%d payment=%d', (SELECT count(*) FROM cost_reject),
  sum(actual_shipping), sum(actual_fulfillment), sum(actual_payment)) FROM orders;
