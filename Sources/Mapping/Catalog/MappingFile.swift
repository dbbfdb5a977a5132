public import Model

/// The folders of mappings, one for each use.
public enum MappingSection: String, Sendable, CaseIterable {
  /// Orders in.
  case orders
  /// Costs in.
  case costs
  /// Customers in.
  case customers
  /// Case events in.
  case cases
  /// Operations on orders in: parcels, chargebacks, whatever a file of operations can say.
  case operations
  /// Orders, costs and cases out.
  case exports

  /// What such a file says of itself in its `kind:`: the section's name, or `export`.
  var kinds: [String] { self == .exports ? ["export", "exports"] : [rawValue] }
}

/// A mapping as it lies in the program or in a file, not yet read.
public struct MappingFile: Sendable {
  /// Where it comes from.
  public enum Origin: Sendable, Hashable {
    /// Built into the program.
    case shipped
    /// A file of the workspace's `mappings/` folder, or one that the user named.
    case file(path: String)
  }

  /// Its name, without folder and `.yaml`.
  public let name: String
  /// What it is for.
  public let section: MappingSection
  /// Where it comes from.
  public let origin: Origin
  /// Its bytes.
  public let bytes: [UInt8]

  /// A mapping.
  public init(name: String, section: MappingSection, origin: Origin, bytes: [UInt8]) {
    self.name = name
    self.section = section
    self.origin = origin
    self.bytes = bytes
  }

  /// SHA-256 of its bytes, which batches record.
  public var digest: SHA256Digest { SHA256Digest(of: bytes) }

  /// How messages name it: the path, or `shipped:orders/shopify.yaml`.
  public var shownPath: String {
    switch origin {
    case .shipped: "shipped:\(section.rawValue)/\(name).yaml"
    case .file(let path): path
    }
  }
}
