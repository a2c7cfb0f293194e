// Diagnostics in, the words and carets that people read out; and the plain record that machines read.

/// Shows diagnostics as text in one language.
public struct DiagnosticRenderer: Sendable {
  /// The language of the sentences.
  public var language: Language
  /// The columns that a source line may take before it is cut around its caret.
  public var width: Int

  /// A renderer.
  public init(language: Language, width: Int = 120) {
    self.language = language
    self.width = width
  }

  /// All diagnostics of a bag in their order, each ended by a line end.
  public func text(of bag: DiagnosticBag) -> String {
    bag.sorted.map { text(of: $0) + "\n" }.joined()
  }

  /// One diagnostic: the headline, the source line with its caret, other places, the help.
  public func text(of diagnostic: Diagnostic) -> String {
    let label = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]: \(diagnostic.message[language])"
    var lines: [String] = []
    if let span = diagnostic.span {
      lines.append("\(place(of: span)): \(label)")
      lines += excerpt(of: span)
    } else {
      lines.append(label)
    }
    for related in diagnostic.related {
      lines.append("\(place(of: related.span)): note: \(related.message[language])")
      lines += excerpt(of: related.span)
    }
    if let help = diagnostic.help { lines.append("help: \(help[language])") }
    return lines.joined(separator: "\n")
  }

  private func place(of span: SourceSpan) -> String {
    let start = span.start
    return "\(span.file.path):\(start.line):\(start.column)"
  }

  /// The line on which the span begins, and carets under what it covers there.
  public func excerpt(of span: SourceSpan) -> [String] {
    let bytes = span.file.bytes
    let lineStart = span.file.lineStarts[span.start.line - 1]
    let place = min(max(span.range.lowerBound, lineStart), bytes.count)
    // A line may be as long as the file: only what can be shown is looked at, so that many carets cost little.
    let reach = 8 * width
    var from = max(lineStart, place - reach)
    while from > lineStart, bytes[from] & 0xC0 == 0x80 { from -= 1 }
    var to = bytes[place..<min(bytes.count, place + reach)].firstIndex { $0 == 0x0A } ?? min(bytes.count, place + reach)
    while to < bytes.count, to > place, bytes[to] & 0xC0 == 0x80 { to -= 1 }
    let isCutAtEnd = to < bytes.count && bytes[to] != 0x0A
    if to > place, bytes[to - 1] == 0x0D, !isCutAtEnd { to -= 1 }
    let before = String(decoding: bytes[from..<place], as: UTF8.self).unicodeScalars
    let covered = String(decoding: bytes[place..<max(place, min(to, span.range.upperBound))], as: UTF8.self)
    let line = Array(before) + Array(String(decoding: bytes[place..<max(place, to)], as: UTF8.self).unicodeScalars)
    let first = before.count
    let last = min(line.count, first + covered.unicodeScalars.count)
    let window = window(of: line, first: first, last: last)
    let opening = window.lowerBound > 0 || from > lineStart ? "…" : ""
    let closing = window.upperBound < line.count || isCutAtEnd ? "…" : ""
    let shown = opening + Self.shown(line[window]) + closing
    let indent = columns(line[window.lowerBound..<first]) + DisplayWidth.of(opening)
    let under = columns(line[first..<min(last, window.upperBound)])
    return ["  " + shown, "  " + String(repeating: " ", count: indent) + String(repeating: "^", count: max(1, under))]
  }

  /// The part of a line that is shown: all of it where it fits, else what fits around the caret.
  private func window(of line: [Unicode.Scalar], first: Int, last: Int) -> Range<Int> {
    let room = max(20, width - 4)
    if columns(line[...]) <= room { return 0..<line.count }
    var lower = first
    var taken = 0
    // A third of the room shows what comes before.
    while lower > 0, taken + Self.columns(line[lower - 1]) <= room / 3 {
      lower -= 1
      taken += Self.columns(line[lower])
    }
    var upper = first
    while upper < line.count, taken + Self.columns(line[upper]) <= room {
      taken += Self.columns(line[upper])
      upper += 1
    }
    // Near the line's end there is room left for more before.
    while upper == line.count, lower > 0, taken + Self.columns(line[lower - 1]) <= room {
      lower -= 1
      taken += Self.columns(line[lower])
    }
    return lower..<upper
  }

  private func columns(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
    scalars.reduce(0) { $0 + Self.columns($1) }
  }

  /// As `shown` shows it: what would move the cursor takes one column.
  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    isControl(scalar) ? 1 : DisplayWidth.of(scalar)
  }

  /// A tab as a space, other control characters and those that turn the direction of writing as `�`.
  private static func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalars {
      text.append(!isControl(scalar) ? scalar : scalar == "\t" ? " " : "\u{FFFD}")
    }
    return String(text)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
    default: false
    }
  }
}

/// A diagnostic as machines read it; the names of the fields in JSON stand beside them.
public struct DiagnosticRecord: Sendable, Hashable {
  /// `file`.
  public var file: String?
  /// `line`, from 1.
  public var line: Int?
  /// `column` in Unicode scalars, from 1.
  public var column: Int?
  /// `end_line`.
  public var endLine: Int?
  /// `end_column`, behind the last character.
  public var endColumn: Int?
  /// `severity`.
  public var severity: Severity
  /// `code`.
  public var code: String
  /// `message`.
  public var message: String
  /// `help`.
  public var help: String?

  /// The record of a diagnostic in one language.
  public init(_ diagnostic: Diagnostic, language: Language) {
    let (start, end) = (diagnostic.span?.start, diagnostic.span?.end)
    file = diagnostic.span?.file.path
    line = start?.line
    column = start?.column
    endLine = end?.line
    endColumn = end?.column
    severity = diagnostic.severity
    code = diagnostic.code
    message = diagnostic.message[language]
    help = diagnostic.help?[language]
  }
}
