-- The peers' store: sqlite3 store.db < build_store.sql in the folder of orders.csv and items.csv.
-- What a careful analyst would make: whole cents, ids as text, the key of an order its number, lines clustered by order.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE orders(
  id INTEGER PRIMARY KEY, order_id TEXT NOT NULL UNIQUE, order_date TEXT NOT NULL, stage TEXT NOT NULL,
  payment_status TEXT, payment_method TEXT, currency TEXT, email TEXT, first_name TEXT, last_name TEXT, company TEXT,
  phone TEXT, ship_address1 TEXT, ship_city TEXT, ship_state TEXT, ship_zip TEXT, ship_country TEXT, bill_city TEXT,
  bill_state TEXT, bill_zip TEXT, bill_country TEXT, subtotal INTEGER, discount INTEGER, tax INTEGER, shipping INTEGER,
  gift_charge INTEGER, total INTEGER, weight_oz INTEGER, theme TEXT, affiliate_id TEXT, ip TEXT, item_count INTEGER,
  notes TEXT, actual_shipping INTEGER, actual_fulfillment INTEGER, actual_payment INTEGER NOT NULL DEFAULT 0);
CREATE TABLE items(
  order_fk INTEGER NOT NULL, line INTEGER NOT NULL, sku TEXT, description TEXT, qty INTEGER, unit_price INTEGER,
  cost INTEGER, weight_oz INTEGER, PRIMARY KEY (order_fk, line)) WITHOUT ROWID;
-- What a batch did to an order, so that it can be taken back; and the rows it refused.
CREATE TABLE cost_journal(
  batch INTEGER, order_fk INTEGER, rows INTEGER, shipping_old INTEGER, shipping_new INTEGER, fulfillment_old INTEGER,
  fulfillment_new INTEGER, payment_old INTEGER, payment_added INTEGER, PRIMARY KEY (batch, order_fk)) WITHOUT ROWID;
CREATE TABLE cost_reject(batch INTEGER, row INTEGER, reason TEXT, PRIMARY KEY (batch, row)) WITHOUT ROWID;
ATTACH '' AS raw;
.import --csv --schema raw orders.csv orders_text
.import --csv --schema raw items.csv items_text
BEGIN;
INSERT INTO orders
SELECT rowid, order_id, order_date, stage, payment_status, payment_method, currency, email, first_name, last_name,
  company, phone, ship_address1, ship_city, ship_state, ship_zip, ship_country, bill_city, bill_state, bill_zip,
  bill_country, CAST(round(subtotal * 100) AS INTEGER), CAST(round(discount * 100) AS INTEGER),
  CAST(round(tax * 100) AS INTEGER), CAST(round(shipping * 100) AS INTEGER), CAST(round(gift_charge * 100) AS INTEGER),
  CAST(round(total * 100) AS INTEGER), weight_oz, theme, affiliate_id, ip, item_count, notes, NULL, NULL, 0
FROM raw.orders_text ORDER BY rowid;
INSERT INTO items
SELECT o.id, line, sku, description, qty, CAST(round(unit_price * 100) AS INTEGER), CAST(round(cost * 100) AS INTEGER),
  i.weight_oz
FROM raw.items_text i JOIN orders o USING (order_id) ORDER BY i.rowid;
COMMIT;
ANALYZE;
PRAGMA wal_checkpoint(TRUNCATE);
