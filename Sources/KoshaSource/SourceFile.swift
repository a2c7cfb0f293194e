// Text with places: the bytes of one file, and what line and column a byte offset is at.

/// A file's bytes under the path that messages name; reads nothing itself.
public final class SourceFile: Sendable {
  /// The path as messages show it.
  public let path: String
  /// The file's bytes as they were read.
  public let bytes: [UInt8]
  /// The byte offset at which each line begins; the first is 0.
  public let lineStarts: [Int]

  /// A file with the given content.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    self.lineStarts = bytes.withUnsafeBytes(Self.lineStarts)
  }

  /// A file whose content is a string, for expressions typed on a command line and for tests.
  public convenience init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}

extension SourceFile {
  /// Eight bytes at a time, since every file is walked here before anything else is asked of it.
  private static func lineStarts(_ bytes: UnsafeRawBufferPointer) -> [Int] {
    var starts = [0]
    starts.reserveCapacity(1 + bytes.count / 32)
    var offset = 0
    while offset + 8 <= bytes.count {
      // A byte of `other` is zero where a line end stands; the sum of its low bits carries into the high bit elsewhere.
      let other = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian ^ 0x0A0A_0A0A_0A0A_0A0A
      let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
      var found = ~((other & low &+ low) | other | low)
      while found != 0 {
        starts.append(offset + found.trailingZeroBitCount / 8 + 1)
        found &= found &- 1
      }
      offset += 8
    }
    while offset < bytes.count {
      if bytes[offset] == 0x0A { starts.append(offset + 1) }
      offset += 1
    }
    return starts
  }
}

extension SourceFile: Hashable {
  /// Files are the same when they are the same object.
  public static func == (left: SourceFile, right: SourceFile) -> Bool { left === right }

  /// Hashes the identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A line and a column, both from 1; the column counts Unicode scalars.
public struct SourcePosition: Sendable, Hashable {
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int

  /// A position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension SourceFile {
  /// The line and column of a byte offset; offsets past the end are at the end.
  public func position(of offset: Int) -> SourcePosition {
    let bounded = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= bounded { low = middle } else { high = middle }
    }
    var column = 1
    for index in lineStarts[low]..<bounded where bytes[index] & 0xC0 != 0x80 { column += 1 }
    return SourcePosition(line: low + 1, column: column)
  }

  /// The text of a line (from 1) without its line end.
  public func text(ofLine line: Int) -> String {
    guard line >= 1, line <= lineStarts.count else { return "" }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }
}
