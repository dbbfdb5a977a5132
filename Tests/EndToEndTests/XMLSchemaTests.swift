import Foundation
import Glibc
import TestSupport
import Testing

/// Exported XML against schemas written by hand, as libxml2 validates it.
@Suite struct XMLSchemaTests {
  /// What libxml2 offers for schemas, which the program itself does not use.
  private struct Validator {
    typealias Begin = @convention(c) (UnsafePointer<CChar>) -> OpaquePointer?
    typealias Turn = @convention(c) (OpaquePointer?) -> OpaquePointer?
    typealias Validate = @convention(c) (OpaquePointer?, UnsafePointer<CChar>, Int32) -> Int32

    let begin: Begin
    let parse: Turn
    let prepare: Turn
    let validate: Validate

    init?() {
      guard let library = dlopen("libxml2.so.2", RTLD_NOW) ?? dlopen("libxml2.so.16", RTLD_NOW),
        let begin = dlsym(library, "xmlSchemaNewParserCtxt"), let parse = dlsym(library, "xmlSchemaParse"),
        let prepare = dlsym(library, "xmlSchemaNewValidCtxt"), let validate = dlsym(library, "xmlSchemaValidateFile")
      else {
        print("libxml2 was built without schemas: exported XML is not validated")
        return nil
      }
      self.begin = unsafeBitCast(begin, to: Begin.self)
      self.parse = unsafeBitCast(parse, to: Turn.self)
      self.prepare = unsafeBitCast(prepare, to: Turn.self)
      self.validate = unsafeBitCast(validate, to: Validate.self)
    }

    /// Whether a file is what a schema says.
    func isValid(_ file: String, by schema: String) throws -> Bool {
      let parsed = try #require(parse(begin(schema)), "\(schema) is no schema")
      return validate(prepare(parsed), file, 0) == 0
    }
  }

  @Test func ordersAsUltraCartHasThem() throws {
    guard let validator = Validator() else { return }
    let folder = try TemporaryFolder()
    let script = """
      daybook init shop --zone Europe/Berlin --currency USD && export DAYBOOK_STORE=shop
      daybook orders import "$SAMPLES/orders.xml" && daybook orders import "$SAMPLES/orders.csv"
      daybook orders export --mapping ultracart-xml -o orders.xml && sed 's/<total>/<total>x/' orders.xml > wrong.xml
      """
    let run = try ShellRun(script: script, in: folder.url)
    try #require(run.exit == 0, "\(run.error)")
    let schema = PackageFolder.url("Tests/EndToEnd/exports/ultracart-xml/orders.xsd").path
    func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }
    #expect(try validator.isValid(path("orders.xml"), by: schema))
    #expect(try !validator.isValid(path("wrong.xml"), by: schema))
  }

  /// Attributes, texts beside them and namespaces.
  @Test func theCaseOfPlacesInXML() throws {
    guard let validator = Validator() else { return }
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: PackageFolder.url("Tests/EndToEnd/exports/xml-places/expout"), encoding: .utf8)
    let document = try #require(text.range(of: "</o:orders>\n").map { text[..<$0.upperBound] })
    let file = folder.url.appendingPathComponent("orders.xml")
    try Data(document.utf8).write(to: file)
    let schema = PackageFolder.url("Tests/EndToEnd/exports/xml-places/order.xsd").path
    #expect(try validator.isValid(file.path, by: schema))
  }
}
