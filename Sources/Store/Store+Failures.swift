import Diagnostics
import GRDB
import Glibc

extension Store {
  /// Turns SQLite's errors into failures with an exit code; everything else passes.
  func translating<T>(_ body: () throws -> T) throws -> T { try Store.translatingErrors(path, body) }

  static func translatingErrors<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw failure(of: error, path: path)
    }
  }

  private static func failure(of error: DatabaseError, path: String) -> Failure {
    let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    let facts = ["path": path, "reason": reason]
    switch error.resultCode {
    case .SQLITE_INTERRUPT: return Interruption.failure
    case .SQLITE_BUSY, .SQLITE_LOCKED: return Failure(.locked, .storeLocked, facts: facts)
    case .SQLITE_NOTADB: return Failure(.damaged, .notAStore, facts: facts)
    case .SQLITE_CORRUPT: return Failure(.damaged, .storeDamaged, facts: facts)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
      return Failure(.permission, .noPermission, facts: facts)
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM: return Failure(.inputOutput, .storeFull, facts: facts)
    default: return Failure(.bug, .bug, facts: ["reason": error.description])
    }
  }

  static func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// An empty file that only its owner may read; SQLite makes its companions with the same rights.
  static func makeEmptyFile(_ path: String) throws {
    let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { throw Failure(.cannotCreate, .storeExists, facts: ["path": path]) }
      throw Failure(
        .cannotCreate, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
    Glibc.close(descriptor)
  }
}
