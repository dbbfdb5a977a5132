-- Lines of goods of the orders of a year, in the order of the orders: sqlite3 -csv -header store.db < export_orders.sql
SELECT o.order_id AS "Order",
  substr(order_date, 6, 2) || '/' || substr(order_date, 9, 2) || '/' || substr(order_date, 1, 4) AS "Date",
  email AS "Email", first_name || ' ' || last_name AS "Customer", company AS "Company", ship_city AS "City",
  ship_state AS "State", ship_zip AS "Zip", ship_country AS "Country", currency AS "Currency",
  printf('%d.%02d', subtotal / 100, subtotal % 100) AS "Subtotal",
  printf('%d.%02d', discount / 100, discount % 100) AS "Discount", printf('%d.%02d', tax / 100, tax % 100) AS "Tax",
  printf('%d.%02d', shipping / 100, shipping % 100) AS "Shipping",
  printf('%d.%02d', total / 100, total % 100) AS "Total", sku AS "SKU", description AS "Description", qty AS "Qty",
  printf('%d.%02d', unit_price / 100, unit_price % 100) AS "Price",
  printf('%d.%02d', qty * unit_price / 100, qty * unit_price % 100) AS "Line Total"
FROM orders o NOT INDEXED JOIN items i ON i.order_fk = o.id
WHERE o.order_date >= '2024-07-01' AND o.order_date < '2025-07-01'
ORDER BY o.id, i.line;
