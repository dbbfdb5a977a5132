-- Customers that are there, by e-mail, with how many live orders each has. Blank parameters do not filter.
SELECT c.*, (SELECT count(*) FROM orders o WHERE o.customer_key = c.customer_key AND o.deleted_batch IS NULL) AS orders,
  (SELECT group_concat(tag, ', ') FROM (SELECT tag FROM customer_tag t WHERE t.customer_key = c.customer_key ORDER BY tag))
    AS tags
FROM customer c
WHERE c.gone_batch IS NULL
  AND (:email IS NULL OR c.email = :email)
  AND (:tier IS NULL OR c.tier = :tier)
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM customer_tag t WHERE t.customer_key = c.customer_key AND t.tag = :tag))
  AND (:exempt IS NULL OR c.tax_exempt = :exempt)
  AND (:text IS NULL OR instr(lower(c.email || ' ' || coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '') || ' '
    || coalesce(c.company, '') || ' ' || coalesce(c.accounting_code, '')), lower(:text)) > 0)
ORDER BY c.email
LIMIT :limit
