-- The words of a batch's events that only the merchant's people may see.
INSERT INTO case_internal_text(rowid, words)
SELECT case_key << 20 | seq, body FROM case_event
WHERE batch = :batch AND kind NOT IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
  AND body <> '' AND seq < 1048576
ORDER BY case_key, seq
