-- How many texts the two indexes of words lack, and how many they have that stand nowhere. The tables of an index that
-- count its words have a row a text.
WITH text(id, is_internal) AS (
  SELECT case_key << 20, 0 FROM cases WHERE subject <> ''
  UNION ALL
  SELECT case_key << 20 | seq, kind NOT IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
  FROM case_event
  WHERE seq < 1048576 AND (body <> ''
    OR value <> '' AND kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close'))
)
SELECT
  (SELECT count(*) FROM text WHERE is_internal = 0
    AND NOT EXISTS (SELECT 1 FROM case_text_docsize d WHERE d.id = text.id))
  + (SELECT count(*) FROM text WHERE is_internal = 1
    AND NOT EXISTS (SELECT 1 FROM case_internal_text_docsize d WHERE d.id = text.id)) AS missing,
  (SELECT count(*) FROM case_text_docsize) + (SELECT count(*) FROM case_internal_text_docsize)
  - (SELECT count(*) FROM text) AS surplus
