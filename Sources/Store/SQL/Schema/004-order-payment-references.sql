-- Orders by what processors and channels call them, where a cost is joined by that: only few orders have such a reference.
CREATE INDEX orders_payment_reference ON orders(payment_reference) WHERE payment_reference IS NOT NULL;
CREATE INDEX orders_channel_order ON orders(channel_order_id) WHERE channel_order_id IS NOT NULL;
