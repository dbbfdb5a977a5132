-- The cost import as sets: sqlite3 -bail store.db < import_costs.sql in the folder of costs.csv. Every row is checked, the last
-- value of shipping and fulfillment in the file stands, payments add up, and one durable transaction writes it.
PRAGMA synchronous = FULL;
PRAGMA cache_size = -262144;
PRAGMA temp_store = MEMORY;
ATTACH '' AS sheet;
CREATE TABLE sheet.cost(order_id TEXT, s TEXT, f TEXT, p TEXT);
.import --csv --skip 1 --schema sheet costs.csv cost
BEGIN IMMEDIATE;
-- An amount is digits with at most one point and two decimals, perhaps after a minus.
CREATE TEMP TABLE checked AS
SELECT c.rowid AS row, o.id,
  (s <> '' AND (s GLOB '*[^0-9.-]*' OR s NOT GLOB '*[0-9]' OR s GLOB '?*-*' OR s GLOB '*.*.*' OR s GLOB '*.???*'))
  OR (f <> '' AND (f GLOB '*[^0-9.-]*' OR f NOT GLOB '*[0-9]' OR f GLOB '?*-*' OR f GLOB '*.*.*' OR f GLOB '*.???*'))
  OR (p <> '' AND (p GLOB '*[^0-9.-]*' OR p NOT GLOB '*[0-9]' OR p GLOB '?*-*' OR p GLOB '*.*.*' OR p GLOB '*.???*'))
  AS is_bad,
  CASE WHEN s <> '' THEN CAST(round(s * 100) AS INTEGER) END AS shipping,
  CASE WHEN f <> '' THEN CAST(round(f * 100) AS INTEGER) END AS fulfillment,
  CASE WHEN p <> '' THEN CAST(round(p * 100) AS INTEGER) END AS payment
FROM sheet.cost c LEFT JOIN orders o USING (order_id);
INSERT INTO cost_reject
SELECT 1, row, iif(is_bad, 'bad amount', 'unknown order') FROM checked WHERE is_bad OR id IS NULL;
-- One row an order; the row number above the amount makes max() the last value.
CREATE TEMP TABLE one AS
SELECT id, count(*) AS rows, max((row << 32) | shipping) & 4294967295 AS shipping,
  max((row << 32) | fulfillment) & 4294967295 AS fulfillment, ifnull(sum(payment), 0) AS payment
FROM checked
WHERE NOT is_bad AND id IS NOT NULL AND coalesce(shipping, fulfillment, payment) IS NOT NULL
GROUP BY id;
INSERT INTO cost_journal
SELECT 1, o.id, one.rows, actual_shipping, ifnull(one.shipping, actual_shipping), actual_fulfillment,
  ifnull(one.fulfillment, actual_fulfillment), actual_payment, one.payment
FROM one JOIN orders o ON o.id = one.id ORDER BY one.id;
UPDATE orders SET actual_shipping = ifnull(one.shipping, actual_shipping),
  actual_fulfillment = ifnull(one.fulfillment, actual_fulfillment), actual_payment = actual_payment + one.payment
FROM one WHERE one.id = orders.id;
COMMIT;
