-- The same of those that only the merchant's people may see.
INSERT INTO case_internal_text(case_internal_text, rowid, words)
SELECT 'delete', case_key << 20 | seq, body FROM case_event
WHERE case_key = :case_key
  AND kind NOT IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
  AND body <> '' AND seq < 1048576
