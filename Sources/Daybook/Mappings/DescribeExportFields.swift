import Mapping
public import Model
import Store

/// `daybook mapping docs`: what a layout may name. Needs no workspace.
public enum DescribeExportFields {
  /// Every field that an export can show.
  public static var fields: [ExportField] { ExportCatalogue.fields }

  /// The JSON Schema of layouts, for editors.
  public static var schema: String { ExportSchema.text(fields: fields) }

  /// What SQL in a layout can see and call, in plain text.
  public static var sqlText: String {
    var text = """
      An expression sees the fields of its row, by their names or as this.NAME, and subqueries see the views below.
      Amounts and quantities are whole ten-thousandths, their names end with _e4; rates are millionths, _e6; times are
      milliseconds since 1970 (UTC), days are days since then. Results are whole numbers or texts, never binary fractions.
      Join views by their keys: (SELECT sum(item_quantity_e4) FROM v_items WHERE v_items.order_key = this.order_key)

      functions: \(SQLViews.functions.joined(separator: ", "))

      """
    for view in SQLViews.all {
      text += "\n\(view.name): \(view.meaning)\n"
      var line = " "
      for column in view.columns() {
        if line.count + column.count > 110 {
          text += line + "\n"
          line = " "
        }
        line += " " + column
      }
      text += line + "\n"
    }
    return text
  }
}
