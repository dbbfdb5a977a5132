-- The words of what customers may see of a batch's events, in the order of the index.
INSERT INTO case_text(rowid, words)
SELECT case_key << 20 | seq, trim(coalesce(body, '') || ' ' || coalesce(value, '')) FROM case_event
WHERE batch = :batch AND kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
  AND (body <> '' OR value <> '') AND seq < 1048576
ORDER BY case_key, seq
