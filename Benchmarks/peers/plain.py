"""The jobs as plain scripts, with nothing but the standard library: plain.py TASK ARGUMENTS"""

import csv
import re
import sqlite3
import sys

AMOUNT = re.compile(r"-?\d+(\.\d{1,2})?").fullmatch
TITLES = (
    "Order,Date,Email,Customer,Company,City,State,Zip,Country,Currency,Subtotal,Discount,Tax,Shipping,Total,SKU,"
    "Description,Qty,Price,Line Total"
).split(",")


def cents(text):
    whole, _, fraction = text.partition(".")
    value = abs(int(whole)) * 100 + int((fraction + "00")[:2])
    return -value if text[0] == "-" else value


def import_costs(store, sheet):
    db = sqlite3.connect(store, isolation_level=None)
    db.executescript("PRAGMA synchronous=FULL; PRAGMA cache_size=-262144; PRAGMA temp_store=MEMORY;")
    ids = dict(db.execute("SELECT order_id, id FROM orders"))
    groups, rejects = {}, []
    with open(sheet, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        for number, (order, *amounts) in enumerate(rows, 1):
            if any(text and not AMOUNT(text) for text in amounts):
                rejects.append((number, "bad amount"))
            elif order not in ids:
                rejects.append((number, "unknown order"))
            elif any(amounts):
                key = ids[order]
                group = groups.setdefault(key, [key, 0, None, None, 0])
                group[1] += 1
                if amounts[0]:
                    group[2] = cents(amounts[0])
                if amounts[1]:
                    group[3] = cents(amounts[1])
                if amounts[2]:
                    group[4] += cents(amounts[2])
    db.execute("BEGIN IMMEDIATE")
    db.executemany("INSERT INTO cost_reject VALUES (1, ?, ?)", rejects)
    db.execute("CREATE TEMP TABLE one(id INTEGER PRIMARY KEY, rows, shipping, fulfillment, payment)")
    db.executemany("INSERT INTO one VALUES (?, ?, ?, ?, ?)", sorted(groups.values()))
    db.execute(
        "INSERT INTO cost_journal SELECT 1, o.id, one.rows, actual_shipping, ifnull(one.shipping, actual_shipping), "
        "actual_fulfillment, ifnull(one.fulfillment, actual_fulfillment), actual_payment, one.payment "
        "FROM one CROSS JOIN orders o ON o.id = one.id"
    )
    db.execute(
        "UPDATE orders SET actual_shipping = ifnull(one.shipping, actual_shipping), "
        "actual_fulfillment = ifnull(one.fulfillment, actual_fulfillment), "
        "actual_payment = actual_payment + one.payment FROM one WHERE one.id = orders.id"
    )
    db.execute("COMMIT")
    db.close()


def money(value):
    return "%d.%02d" % divmod(value, 100)


def export_orders(store, out):
    db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    found = db.execute(
        "SELECT o.order_id, order_date, email, first_name, last_name, company, ship_city, ship_state, ship_zip, "
        "ship_country, currency, subtotal, discount, tax, shipping, total, sku, description, qty, unit_price "
        "FROM orders o NOT INDEXED JOIN items i ON i.order_fk = o.id "
        "WHERE o.order_date >= '2024-07-01' AND o.order_date < '2025-07-01' ORDER BY o.id, i.line"
    )
    with open(out, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(TITLES)
        for row in found:
            day = row[1]
            date = day[5:7] + "/" + day[8:10] + "/" + day[:4]
            rows.writerow(
                (row[0], date, row[2], row[3] + " " + row[4], *row[5:11], *map(money, row[11:16]), *row[16:19])
                + (money(row[19]), money(row[18] * row[19]))
            )


def copy_csv(source, out):
    with open(source, newline="", encoding="utf-8") as file, open(out, "w", newline="", encoding="utf-8") as target:
        csv.writer(target, lineterminator="\n").writerows(csv.reader(file))


def read_xml(source):
    "Orders, lines of goods and the sum of the orders' totals, order by order, each forgotten when it has been seen."
    from lxml import etree

    orders = items = total = 0
    for _, order in etree.iterparse(source, tag="order"):
        orders += 1
        items += sum(1 for _ in order.iter("item"))
        total += cents(order.findtext("total"))
        order.clear()
        while order.getprevious() is not None:
            del order.getparent()[0]
    print(f"orders={orders} items={items} total={total}")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
