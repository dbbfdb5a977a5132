-- Takes the words of a case's events that customers may see out of the index.
INSERT INTO case_text(case_text, rowid, words)
SELECT 'delete', case_key << 20 | seq, trim(coalesce(body, '') || ' ' || coalesce(value, '')) FROM case_event
WHERE case_key = :case_key AND kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
  AND (body <> '' OR value <> '') AND seq < 1048576
