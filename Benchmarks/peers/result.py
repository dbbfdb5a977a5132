"""What a job came to, in one line, so that the contenders can be compared: result.py KIND FILE (- for standard input)"""

import csv
import json
import sys


def import_costs(file):
    "The totals that `daybook costs import --json` prints, in cents, over all currencies."
    run = json.load(file)
    sums = {}
    for line in run["totals"]:
        whole, _, fraction = line["after"].partition(".")
        sign = -1 if whole.startswith("-") else 1
        value = sign * (abs(int(whole)) * 100 + int((fraction + "00")[:2]))
        sums[line["kind"]] = sums.get(line["kind"], 0) + value
    names = " ".join(f"{kind}={sums.get(kind, 0)}" for kind in ("shipping", "fulfillment", "payment"))
    print(f"rejected={run['rejected']} {names}")


def order_lines(file):
    rows = csv.DictReader(file)
    count = quantity = total = 0
    for row in rows:
        count += 1
        quantity += int(row["Qty"])
        total += int(row["Line Total"].replace(".", ""))
    print(f"rows={count} columns={len(rows.fieldnames)} quantity={quantity} total={total}")


def orders(file):
    "Records of orders as a table: a column a value, those of the goods `items/item/...`, `items/item[2]/...` and so on."
    rows = csv.reader(file)
    titles = next(rows)
    total = titles.index("total")
    skus = [place for place, title in enumerate(titles) if title.startswith("items/item") and title.endswith("@sku")]
    count = items = sum_ = 0
    for row in rows:
        count += 1
        items += sum(1 for place in skus if row[place])
        sum_ += int(row[total].replace(".", ""))
    print(f"orders={count} items={items} total={sum_}")


def cells(file):
    rows = filled = 0
    for row in csv.reader(file):
        rows += 1
        filled += sum(1 for cell in row if cell)
    print(f"rows={rows} cells={filled}")


if __name__ == "__main__":
    kind, path = sys.argv[1:]
    with sys.stdin if path == "-" else open(path, newline="", encoding="utf-8") as source:
        globals()[kind](source)
