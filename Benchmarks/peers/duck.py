"""The jobs in DuckDB with a store of its own: duck.py TASK ARGUMENTS"""

import sys

import duckdb

AMOUNT = r"(-?\d+(\.\d{1,2})?)?"


def cents(column):
    return f"CAST(TRY_CAST({column} AS DECIMAL(18,2)) * 100 AS BIGINT)"


def build(store, folder):
    db = duckdb.connect(store)
    amounts = ["subtotal", "discount", "tax", "shipping", "gift_charge", "total"]
    text = f"read_csv('{folder}/orders.csv', all_varchar=true, header=true)"
    replaced = ", ".join(f"{cents(name)} AS {name}" for name in amounts)
    db.execute(
        f"CREATE TABLE orders AS SELECT row_number() OVER () AS id, * REPLACE ({replaced}), "
        "NULL::BIGINT AS actual_shipping, NULL::BIGINT AS actual_fulfillment, 0::BIGINT AS actual_payment "
        f"FROM {text} ORDER BY order_id"
    )
    db.execute(
        "CREATE TABLE items AS SELECT o.id AS order_fk, line::INT AS line, sku, description, qty::INT AS qty, "
        f"{cents('unit_price')} AS unit_price, {cents('cost')} AS cost, i.weight_oz::INT AS weight_oz "
        f"FROM read_csv('{folder}/items.csv', all_varchar=true, header=true) i JOIN orders o USING (order_id) "
        "ORDER BY 1, 2"
    )
    db.execute(
        "CREATE TABLE cost_journal(batch INT, order_fk BIGINT, rows BIGINT, shipping_old BIGINT, shipping_new BIGINT, "
        "fulfillment_old BIGINT, fulfillment_new BIGINT, payment_old BIGINT, payment_added BIGINT)"
    )
    db.execute("CREATE TABLE cost_reject(batch INT, row BIGINT, reason VARCHAR)")
    db.execute("CHECKPOINT")


def import_costs(store, sheet):
    db = duckdb.connect(store)
    bad = " OR ".join(f"NOT regexp_full_match(c.{name}, '{AMOUNT}')" for name in ("shipping", "fulfillment", "payment"))
    db.execute(
        "CREATE TEMP TABLE checked AS SELECT row, o.id, "
        f"{bad} AS is_bad, {cents('c.shipping')} AS shipping, {cents('c.fulfillment')} AS fulfillment, "
        f"{cents('c.payment')} AS payment FROM (SELECT row_number() OVER () AS row, #1 AS order_id, "
        "coalesce(#2, '') AS shipping, coalesce(#3, '') AS fulfillment, coalesce(#4, '') AS payment "
        f"FROM read_csv('{sheet}', all_varchar=true, header=true)) c LEFT JOIN orders o USING (order_id)"
    )
    db.execute(
        "CREATE TEMP TABLE one AS SELECT id, count(*) AS rows, arg_max(shipping, row) AS shipping, "
        "arg_max(fulfillment, row) AS fulfillment, coalesce(sum(payment), 0)::BIGINT AS payment FROM checked "
        "WHERE NOT is_bad AND id IS NOT NULL AND coalesce(shipping, fulfillment, payment) IS NOT NULL GROUP BY id"
    )
    db.execute("BEGIN")
    db.execute(
        "INSERT INTO cost_reject SELECT 1, row, CASE WHEN is_bad THEN 'bad amount' ELSE 'unknown order' END "
        "FROM checked WHERE is_bad OR id IS NULL"
    )
    db.execute(
        "INSERT INTO cost_journal SELECT 1, o.id, one.rows, actual_shipping, coalesce(one.shipping, actual_shipping), "
        "actual_fulfillment, coalesce(one.fulfillment, actual_fulfillment), actual_payment, one.payment "
        "FROM one JOIN orders o ON o.id = one.id"
    )
    db.execute(
        "UPDATE orders SET actual_shipping = coalesce(one.shipping, actual_shipping), "
        "actual_fulfillment = coalesce(one.fulfillment, actual_fulfillment), "
        "actual_payment = actual_payment + one.payment FROM one WHERE one.id = orders.id"
    )
    db.execute("COMMIT")
    db.execute("CHECKPOINT")


def import_result(store):
    db = duckdb.connect(store, read_only=True)
    rejected = db.execute("SELECT count(*) FROM cost_reject").fetchone()[0]
    sums = db.execute("SELECT sum(actual_shipping), sum(actual_fulfillment), sum(actual_payment) FROM orders").fetchone()
    print("rejected={} shipping={} fulfillment={} payment={}".format(rejected, *sums))


def export_orders(store, query, out):
    db = duckdb.connect(store, read_only=True)
    text = open(query, encoding="utf-8").read().replace("NOT INDEXED", "").strip().rstrip(";")
    # In DuckDB / divides into fractions; // is SQLite's division of whole numbers.
    text = text.replace(" / 100", " // 100")
    db.execute(f"COPY ({text}) TO '{out}' (FORMAT csv, HEADER true)")


def copy_csv(source, out):
    duckdb.execute(f"COPY (FROM read_csv('{source}', all_varchar=true, header=true)) TO '{out}' (FORMAT csv, HEADER true)")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
