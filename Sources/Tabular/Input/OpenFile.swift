import Diagnostics
import Glibc

/// A file opened for reading, by position, so that several readers share it; closed when the last of them is gone.
final class OpenFile {
  /// The file as the user named it, for messages.
  let name: String
  /// Its size in bytes when it was opened.
  let size: Int
  private let descriptor: CInt

  /// Takes over an open descriptor.
  init(descriptor: CInt, name: String, size: Int) {
    self.descriptor = descriptor
    self.name = name
    self.size = size
  }

  deinit { close(descriptor) }

  /// Opens a regular file; what is not one (a pipe) is copied to an unlinked temporary file first.
  static func open(_ path: String) throws -> OpenFile {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.opening(path, errno) }
    return try adopt(descriptor, name: path)
  }

  /// Standard input, copied to an unlinked temporary file unless it is a file already.
  static func standardInput() throws -> OpenFile {
    let descriptor = dup(STDIN_FILENO)
    guard descriptor >= 0 else { throw Failure.reading("-", errno) }
    return try adopt(descriptor, name: "-")
  }

  private static func adopt(_ descriptor: CInt, name: String) throws -> OpenFile {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw Failure.reading(name, code)
    }
    let file = OpenFile(descriptor: descriptor, name: name, size: Int(status.st_size))
    switch status.st_mode & S_IFMT {
    case S_IFREG: return file
    case S_IFDIR: throw Failure.opening(name, EISDIR)
    default: return try unlinkedCopy(of: PipeStream(descriptor, name: name, keeping: file), name: name)
    }
  }

  /// Reads at a position; fewer bytes than asked for only at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer, at position: Int) throws -> Int {
    var done = 0
    while done < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(position + done))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure.reading(name, errno) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// The bytes of a range, cut at the end of the file.
  func bytes(_ range: Range<Int>) throws -> [UInt8] {
    let count = max(0, min(range.upperBound, size) - range.lowerBound)
    var bytes = [UInt8](repeating: 0, count: count)
    let read = try bytes.withUnsafeMutableBytes { try self.read(into: $0, at: range.lowerBound) }
    bytes.removeLast(count - read)
    return bytes
  }

  /// The bytes of a range as a stream of its own; the whole file without one.
  func stream(_ range: Range<Int>? = nil) -> any ByteStream {
    FileStream(self, range: range ?? 0..<Int.max)
  }

  /// Copies a stream to a temporary file that nobody else can open and that is gone with its last reader.
  static func unlinkedCopy(of source: any ByteStream, name: String) throws -> OpenFile {
    let copy = try temporary()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var size = 0
    while true {
      let count = try source.read(into: buffer)
      if count == 0 { break }
      try copy.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      size += count
    }
    let whole = dup(copy.descriptor)
    guard whole >= 0 else { throw Failure.writing(copy.name, errno) }
    return OpenFile(descriptor: whole, name: name, size: size)
  }

  /// An empty file in the folder for temporary files that nobody else can open and that is gone with its last reader; it
  /// has the folder's name in messages.
  static func temporary() throws -> OpenFile {
    let folder = UnnamedFile.usualFolder
    return OpenFile(descriptor: try UnnamedFile.open(in: folder), name: folder, size: 0)
  }

  /// Writes bytes behind those written before.
  func append(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Failure.writing(name, errno) }
      done += count
    }
  }

  /// Writes bytes at a position.
  func write(_ bytes: UnsafeRawBufferPointer, at position: Int) throws {
    var done = 0
    while done < bytes.count {
      let count = pwrite(
        descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, off_t(position + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Failure.writing(name, errno) }
      done += count
    }
  }
}

/// A range of an open file, front to back.
private final class FileStream: ByteStream {
  private let file: OpenFile
  private var position: Int
  private let end: Int

  init(_ file: OpenFile, range: Range<Int>) {
    self.file = file
    self.position = range.lowerBound
    self.end = range.upperBound
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let wanted = min(buffer.count, end - position)
    guard wanted > 0 else { return 0 }
    let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: position)
    position += count
    return count
  }
}

/// A pipe or a terminal, which has no positions.
private final class PipeStream: ByteStream {
  private let descriptor: CInt
  private let name: String
  private let owner: OpenFile

  init(_ descriptor: CInt, name: String, keeping owner: OpenFile) {
    self.descriptor = descriptor
    self.name = name
    self.owner = owner
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      // Whoever waits for a pipe that says nothing more must hear that the run is to end, whenever that was said.
      try Interruption.check()
      var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&state, 1, 250)
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure.reading(name, errno) }
      return count
    }
  }
}
