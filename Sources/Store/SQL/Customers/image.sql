-- Keeps what a customer is before a batch changes it for the first time.
INSERT OR IGNORE INTO customer_image(batch, customer_key, image)
SELECT :batch, c.customer_key, json_object(
  'own', json_array(c.first_name, c.last_name, c.company, c.phone, c.tier, c.tax_exempt, c.tax_id, c.accounting_code,
    c.accounting_class, c.terms, c.notes, c.gone_batch, c.merged_into, c.batch),
  'addresses', (SELECT json_group_array(json_array(a.kind, a.first_name, a.last_name, a.company, a.address1, a.address2,
      a.city, a.state, a.postal_code, a.country, a.phone, a.is_default))
    FROM (SELECT * FROM customer_address WHERE customer_key = c.customer_key ORDER BY n) a),
  'tags', (SELECT json_group_array(tag) FROM customer_tag WHERE customer_key = c.customer_key))
FROM customer c WHERE c.customer_key = :customer_key
