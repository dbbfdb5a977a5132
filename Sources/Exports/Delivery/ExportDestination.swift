public import Model

/// Where deliveries go, as `daybook.yaml` names it.
public struct ExportDestination: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The folder that files are put into where the user names none.
  public var folder: String
  /// What takes a file there; nil where somebody collects it from the folder.
  public var command: DeliveryCommand?

  /// A destination.
  public init(name: String, folder: String, command: DeliveryCommand? = nil) {
    self.name = name
    self.folder = folder
    self.command = command
  }
}

/// What of a stream an export sends, and where to.
public struct DeliveryRequest: Sendable, Hashable {
  /// Which orders.
  public var scope: ExportScope
  /// Where to.
  public var destination: ExportDestination
  /// The folder of the copies from which a delivery can be repeated.
  public var copies: String

  /// A delivery to be.
  public init(scope: ExportScope, destination: ExportDestination, copies: String) {
    self.scope = scope
    self.destination = destination
    self.copies = copies
  }
}
