import Mapping
public import Model
import Store

/// `daybook mapping docs`: what a layout may name. Needs no workspace.
public enum DescribeExportFields {
  /// Every field that an export can show.
  public static var fields: [ExportField] { ExportCatalogue.fields }

  /// The JSON Schema of layouts, for editors.
  public static var schema: String { ExportSchema.text(fields: fields) }
}
