// Values to JSON (RFC 8259), in the two shapes of the command line: plain, and with FEEL's types told.

/// JSON of values; the same bytes for the same value, entries in the context's order.
public enum ValueJSON {
  /// How values beyond JSON's own are written.
  public enum Mode: Sendable, Hashable {
    /// Dates, times and durations as plain ISO strings; a range and a function as FEEL text.
    case plain
    /// `{"@type": "date", "@value": "2023-04-01"}`, so that every value can be read back.
    case tagged
  }

  /// The JSON text of a value, with every digit of its numbers; `pretty` breaks lines and indents by two spaces.
  public static func encode(_ value: Value, mode: Mode = .plain, pretty: Bool = false) -> String {
    var writer = Writer(mode: mode, isPretty: pretty)
    writer.write(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Appends the JSON text of a value, as `encode` gives it, to bytes at hand.
  public static func append(_ value: Value, to bytes: inout [UInt8], mode: Mode = .plain) {
    var writer = Writer(mode: mode, isPretty: false)
    // Taken over and given back, so that nothing is copied.
    swap(&writer.bytes, &bytes)
    writer.write(value)
    swap(&writer.bytes, &bytes)
  }

  private struct Writer {
    let mode: Mode
    let isPretty: Bool
    var bytes: [UInt8] = []
    private var depth = 0

    init(mode: Mode, isPretty: Bool) {
      self.mode = mode
      self.isPretty = isPretty
    }

    mutating func write(_ value: Value) {
      switch value {
      case .null: write(raw: "null")
      case .boolean(let value): write(raw: value ? "true" : "false")
      case .number(let value): write(raw: value.plainDescription)
      case .string(let value): write(string: value)
      case .list(let members): container("[", "]", members.count) { $0.write(members[$1]) }
      case .context(let context):
        let entries = context.entries
        container("{", "}", entries.count) { $0.write(entry: entries[$1].name, entries[$1].value) }
      case .range(let range) where mode == .tagged: write(range)
      case .function where mode == .tagged: write(tagged: [("@type", .string("function"))])
      case .date, .time, .dateAndTime, .daysAndTimeDuration, .yearsAndMonthsDuration, .range, .function:
        let text = Value.string(value.plainText ?? "")
        if mode == .plain {
          write(text)
        } else {
          write(tagged: [("@type", .string(value.kindName)), ("@value", text)])
        }
      }
    }

    private mutating func write(_ range: RangeValue) {
      let excluded = range.excluded.map { [("excluded", $0)] } ?? []
      write(
        tagged: [
          ("@type", .string("range")), ("start", range.start ?? .null), ("end", range.end ?? .null),
          ("start_included", .boolean(range.includesStart)), ("end_included", .boolean(range.includesEnd)),
        ] + excluded)
    }

    private mutating func write(tagged entries: [(String, Value)]) {
      container("{", "}", entries.count) { $0.write(entry: entries[$1].0, entries[$1].1) }
    }

    private mutating func write(entry name: String, _ value: Value) {
      write(string: name)
      write(raw: isPretty ? ": " : ":")
      write(value)
    }

    private mutating func container(
      _ open: String, _ close: String, _ count: Int, _ member: (inout Writer, Int) -> Void
    ) {
      write(raw: open)
      depth += 1
      for index in 0..<count {
        if index > 0 { write(raw: ",") }
        breakLine()
        member(&self, index)
      }
      depth -= 1
      if count > 0 { breakLine() }
      write(raw: close)
    }

    private mutating func breakLine() {
      guard isPretty else { return }
      bytes.append(0x0A)
      bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
    }

    private mutating func write(raw text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func write(string text: String) {
      bytes.append(UInt8(ascii: "\""))
      var text = text
      text.withUTF8 { characters in
        // Most strings hold nothing to escape and are copied whole.
        let escaped = characters.firstIndex { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        bytes.append(contentsOf: characters[..<(escaped ?? characters.endIndex)])
        if let escaped { write(escaping: characters[escaped...]) }
      }
      bytes.append(UInt8(ascii: "\""))
    }

    private mutating func write(escaping characters: Slice<UnsafeBufferPointer<UInt8>>) {
      for byte in characters {
        switch byte {
        case UInt8(ascii: "\""): write(raw: "\\\"")
        case UInt8(ascii: "\\"): write(raw: "\\\\")
        case 0x0A: write(raw: "\\n")
        case 0x0D: write(raw: "\\r")
        case 0x09: write(raw: "\\t")
        case 0x00..<0x20:
          let digits = String(byte, radix: 16)
          write(raw: "\\u00" + (digits.utf8.count == 1 ? "0" : "") + digits)
        default: bytes.append(byte)
        }
      }
    }
  }
}
