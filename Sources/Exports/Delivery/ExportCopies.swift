public import Diagnostics
import FoundationEssentials
import Model
public import Store
import Tabular

/// The copies of deliveries in the archive, from which they can be repeated.
public struct ExportCopies: Sendable {
  private let folder: String

  /// Those in a folder.
  public init(folder: String) { self.folder = folder }

  /// What a manifest says of its files.
  private struct Manifest: Decodable {
    struct File: Decodable {
      let file: String
      let sha256: String
      let rows: Int64
    }
    let file: String?
    let sha256: String?
    let rows: Int64
    let files: [File]?

    /// Name, digest and rows of each.
    var listed: Set<[String]> {
      if let file, let sha256 { return [[file, sha256, String(rows)]] }
      return Set((files ?? []).map { [$0.file, $0.sha256, String($0.rows)] })
    }
  }

  /// What is wrong with the copies of a delivery: one that is missing or damaged, a manifest that lists other files.
  public func findings(of run: ExportRun) throws -> [Diagnostic] {
    guard let delivery = run.delivery, delivery.state != .abandoned else { return [] }
    var findings = try run.files.compactMap { try finding($0, run) }
    if findings.isEmpty, let manifest = run.manifest, try !lists(manifest, run) {
      findings.append(Diagnostic(.error, .exportManifestDiffers, facts: facts(manifest, run)))
    }
    return findings
  }

  private func facts(_ file: BatchOutput, _ run: ExportRun) -> [String: String] {
    ["path": ExportDelivery.copyPath(of: file.sha256, in: folder), "name": file.path, "batch": String(run.batch)]
  }

  private func finding(_ file: BatchOutput, _ run: ExportRun) throws -> Diagnostic? {
    let path = ExportDelivery.copyPath(of: file.sha256, in: folder)
    guard ExportPlace.exists(path) else { return Diagnostic(.error, .exportCopyMissing, facts: facts(file, run)) }
    do {
      if try PackedCopy(path: path).unpack(most: file.bytes).sha256 == file.sha256 { return nil }
    } catch let failure as Failure where failure.exit == .rejected {
      return Diagnostic(.error, .exportCopyDamaged, facts: facts(file, run))
    }
    return Diagnostic(.error, .exportCopyDamaged, facts: facts(file, run))
  }

  private func lists(_ manifest: BatchOutput, _ run: ExportRun) throws -> Bool {
    let sink = MemorySink()
    _ = try PackedCopy(path: ExportDelivery.copyPath(of: manifest.sha256, in: folder))
      .unpack(to: sink, most: manifest.bytes)
    let recorded = run.dataFiles.map {
      [ExportPlace.parts($0.path).name, $0.sha256.description, String($0.rows ?? 0)]
    }
    do {
      return try JSONDecoder().decode(Manifest.self, from: Data(sink.bytes)).listed == Set(recorded)
    } catch is DecodingError {
      return false
    }
  }
}
