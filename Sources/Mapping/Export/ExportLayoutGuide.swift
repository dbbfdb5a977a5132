/// What `daybook mapping docs` says of the keys of an export layout. `docs/exports.md` explains them by example.
public enum ExportLayoutGuide {
  /// The keys, in plain text.
  public static let text = """
    An export layout is a YAML file in mappings/ or mappings/exports/ of the workspace.

    kind: export              what the file is; must be there
    name: monthly             how batches and manifests name it; default: the file's name
    description: ...          a line on what it is for
    rows: order | item        one row an order, or one a line of goods; must be there
    format: csv               csv, xlsx, jsonl, json or xml
    zone: Europe/Berlin       zone of dates and times; default: the workspace's
    order_values: all         all or first: on which rows of an order its own values stand
                              (its id and currency stand on every row)
    sort: [-total, order_id]  fields, - for the greatest first; default: as the orders came in
    csv:                      delimiter (one character or tab), quotes (needed, all, non-numeric), newline (lf, crlf),
                              encoding (utf-8, utf-16le, utf-16be, utf-32le, utf-32be, windows-1252, iso-8859-1),
                              byte_order_mark, unmappable (error, replace), header, formula_guard
    xlsx:                     sheet (its name)
    json:                     money (number, text)
    xml:                      root, record (names of elements)
    columns:                  a list; must be there
      - order_id              a field under its own name, or
      - title: ...            the header, key or element; default: the field's name
        field: total          a field, or
        constant: ...         the same text on every row
        pattern: dd.MM.yyyy   times: yyyy yy MM M MMM MMMM dd d HH H hh h a mm ss SSS EEE EEEE Z, 'text'
        zone: ...             times: their zone
        decimals: 2           money and quantities 0 to 4, rates 0 to 6; default: as many as there are, money at least 2
        decimal_mark: ","     numbers; default: a point
        grouping: "."         numbers: between three digits; default: nothing
        map: {a: b}           texts in place of values; otherwise: for values that are not in it
        case: upper | lower   letters
        max_length: 30        characters of a text; the rest is cut
        default: ...          for empty values
        width: 12             of the column in a workbook
    where:                    all must hold; a key is a field with a value, a list or tests
      stage: [...]            one of these
      created_at: {from: 2026-01-01, to: -1d}    local days, both inclusive; before: exclusive
      total: {min: 1, max: 100}
      email: {contains: x}    is, in, not, starts, ends, contains, ignore_case; min, max, above, below; empty
      items: {item_sku: A}    has some such; the same for payments, coupons, shipments, costs, cases
      tag: [...]              and open_case: yes; any: [..], all: [..], not: {..} join conditions

    """
}
