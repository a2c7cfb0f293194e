// Lists in JSON: one document, or one object a line.

import KoshaRules

/// Writes a list of objects as they come.
struct ListOutput {
  private let isLines: Bool
  private var buffer = ""
  private var isFirst = true

  init(isLines: Bool) {
    self.isLines = isLines
    if !isLines { buffer = "[" }
  }

  /// Prints a list that is whole already.
  static func print(_ rows: [Value], asLines: Bool) {
    var output = ListOutput(isLines: asLines)
    for row in rows { output.add(row) }
    output.finish()
  }

  mutating func add(_ value: Value) {
    if isLines {
      buffer += JSONText.of(value) + "\n"
    } else {
      if !isFirst { buffer += "," }
      buffer += JSONText.of(value)
    }
    isFirst = false
    if buffer.utf8.count > 1 << 16 {
      Console.text(buffer)
      buffer = ""
    }
  }

  mutating func finish() {
    if !isLines { buffer += "]\n" }
    Console.text(buffer)
    buffer = ""
  }
}
