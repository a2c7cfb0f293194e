// A file or standard input, read in pieces: its lines out, one after another, in memory that does not grow with it.

import Glibc

/// Reads lines of any number; only the longest of them has to fit into memory.
struct LineReader: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 17)
  /// The bytes of `buffer` that were read and not yet given out.
  private var pending = 0..<0
  /// The pending bytes in which no line end was found.
  private var searched = 0
  private var isAtEnd = false
  private var number = 0

  /// Opens a file; `-` is standard input.
  init(_ path: String) throws(Files.Failure) {
    self.path = path
    guard path != "-" else {
      descriptor = STDIN_FILENO
      return
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.Failure(path: path, number: errno) }
  }

  deinit {
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// Reads once and gives out the lines that are then whole, each with its number from 1; false at the end.
  ///
  /// A line ends with LF or CR LF, the last one also with the file; blank ones are counted and left out.
  mutating func readLines(
    _ body: (_ number: Int, _ line: UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws -> Bool {
    guard !isAtEnd else { return false }
    try fill()
    try buffer.withUnsafeBufferPointer { bytes in
      while let base = bytes.baseAddress, !pending.isEmpty {
        let start = base + pending.lowerBound
        let found = memchr(start + searched, 0x0A, pending.count - searched)
        guard found != nil || isAtEnd else {
          searched = pending.count
          return
        }
        let length = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(start) } ?? pending.count
        pending = min(pending.lowerBound + length + 1, pending.upperBound)..<pending.upperBound
        searched = 0
        number += 1
        var line = UnsafeBufferPointer(start: start, count: length)
        if line.last == 0x0D { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
        if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { try body(number, line) }
      }
    }
    return true
  }

  /// Reads more behind what is pending, which moves to the front; the buffer grows only for a line that fills it.
  private mutating func fill() throws(Files.Failure) {
    if pending.lowerBound > 0 {
      let (rest, count) = (pending, pending.count)
      buffer.withUnsafeMutableBytes { bytes in
        if let base = bytes.baseAddress { memmove(base, base + rest.lowerBound, count) }
      }
      pending = 0..<count
    }
    if pending.count == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
    while true {
      let kept = pending.count
      let count = buffer.withUnsafeMutableBytes { bytes in
        Glibc.read(descriptor, bytes.baseAddress.map { $0 + kept }, bytes.count - kept)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Files.Failure(path: path, number: errno)
      }
      isAtEnd = count == 0
      pending = 0..<kept + count
      return
    }
  }
}
