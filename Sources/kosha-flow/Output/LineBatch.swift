// A file of one request a line in, one answer a line out, in order.

import KoshaFlow

/// Answers requests line by line.
enum LineBatch {
  /// Answers every line of a file that is not blank; `-` is standard input.
  ///
  /// Whoever writes requests into a pipe and waits gets the answers to all whole lines before more is read.
  ///
  /// - Parameter answer: appends the answer to a request, without the line's end.
  static func run(
    _ path: String, answer: (_ request: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]) throws -> Void
  ) throws {
    var reader = try LineReader(path)
    var output: [UInt8] = []
    output.reserveCapacity(1 << 17)
    func flush() {
      Console.bytes(output)
      output.removeAll(keepingCapacity: true)
    }
    while try reader.readLines({ _, line in
      try answer(line, &output)
      output.append(0x0A)
      if output.count >= 1 << 16 { flush() }
    }) {
      flush()
    }
  }
}
