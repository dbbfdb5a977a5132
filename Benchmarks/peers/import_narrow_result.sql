-- What the import in C came to, in cents.
SELECT printf('rejected=%d shipping=%d fulfillment=%d payment=%d', (SELECT count(*) FROM cost_reject),
  sum(shipping), sum(fulfillment), sum(payment)) FROM order_cost;
