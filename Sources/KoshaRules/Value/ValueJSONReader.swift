// JSON bytes in (RFC 8259, strict), a value out, or what is wrong at which line and column.

extension ValueJSON {
  /// Bounds of a JSON document.
  public struct Limits: Sendable, Hashable {
    /// Bytes of the document.
    public var bytes: Int
    /// Levels of nesting.
    public var depth: Int

    /// Bounds.
    public init(bytes: Int, depth: Int) {
      self.bytes = bytes
      self.depth = depth
    }

    /// 16 MiB, 64 levels.
    public static let standard = Limits(bytes: 16 << 20, depth: 64)
  }

  /// The value of a JSON document.
  ///
  /// Numbers are read exactly: one with more than 34 digits is refused, not rounded. In the mode `tagged` an object
  /// with `@type` is the value that it describes.
  public static func decode(
    _ utf8: some Collection<UInt8>, mode: Mode = .plain, limits: Limits = .standard
  ) -> Result<Value, JSONProblem> {
    let read = { (bytes: UnsafeBufferPointer<UInt8>) -> Result<Value, JSONProblem> in
      var reader = JSONReader(bytes: bytes, mode: mode, limits: limits)
      do throws(JSONProblem) {
        return .success(try reader.document())
      } catch {
        return .failure(error)
      }
    }
    return utf8.withContiguousStorageIfAvailable(read) ?? Array(utf8).withUnsafeBufferPointer(read)
  }
}

/// Reads bytes that stay where they are while it reads.
private struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let mode: ValueJSON.Mode
  let limits: ValueJSON.Limits
  private var index = 0
  private var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>, mode: ValueJSON.Mode, limits: ValueJSON.Limits) {
    self.bytes = bytes
    self.mode = mode
    self.limits = limits
  }

  private static let fewNames = 8

  mutating func document() throws(JSONProblem) -> Value {
    if bytes.count > limits.bytes { throw problem(.tooLong(limit: limits.bytes), at: 0) }
    skipSpace()
    let value = try value()
    skipSpace()
    if index < bytes.count { throw problem(.unexpected, at: index) }
    return value
  }

  private func problem(_ reason: JSONProblem.Reason, at offset: Int) -> JSONProblem {
    var (line, column) = (1, 1)
    for byte in bytes[..<min(offset, bytes.count)] {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return JSONProblem(reason: reason, line: line, column: column)
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func value() throws(JSONProblem) -> Value {
    switch peek {
    case UInt8(ascii: "{"): return try nested { (reader) throws(JSONProblem) in try reader.object() }
    case UInt8(ascii: "["): return try nested { (reader) throws(JSONProblem) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
    case nil: throw problem(.unfinished, at: index)
    default: throw problem(.unexpected, at: index)
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONProblem) -> Value
  ) throws(JSONProblem) -> Value {
    depth += 1
    if depth > limits.depth { throw problem(.tooDeep(limit: limits.depth), at: index) }
    index += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func word(_ word: StaticString, _ value: Value) throws(JSONProblem) -> Value {
    let matches = word.withUTF8Buffer { expected in
      bytes.count - index >= expected.count && bytes[index..<index + expected.count].elementsEqual(expected)
    }
    guard matches else { throw problem(.unexpected, at: index) }
    index += word.utf8CodeUnitCount
    return value
  }

  private mutating func array() throws(JSONProblem) -> Value {
    var members: [Value] = []
    skipSpace()
    if skip("]") { return .list([]) }
    while true {
      skipSpace()
      members.append(try value())
      skipSpace()
      if skip("]") { return .list(members) }
      if !skip(",") { throw problem(index < bytes.count ? .unexpected : .unfinished, at: index) }
    }
  }

  private mutating func object() throws(JSONProblem) -> Value {
    let start = index - 1
    var entries: [Context.Entry] = []
    // Of few names each is compared with all; more are looked up.
    var names: Set<[UInt8]> = []
    skipSpace()
    if skip("}") { return .context(Context()) }
    while true {
      skipSpace()
      let place = index
      guard peek == UInt8(ascii: "\"") else {
        throw problem(index < bytes.count ? .unexpected : .unfinished, at: index)
      }
      let name = try string()
      // By bytes: names that only look alike are different names.
      if entries.count < Self.fewNames {
        if entries.contains(where: { FEELString.equal($0.name, name) }) { throw problem(.duplicate(name), at: place) }
      } else {
        if names.isEmpty { names = Set(entries.map { Array($0.name.utf8) }) }
        guard names.insert(Array(name.utf8)).inserted else { throw problem(.duplicate(name), at: place) }
      }
      skipSpace()
      if !skip(":") { throw problem(index < bytes.count ? .unexpected : .unfinished, at: index) }
      skipSpace()
      entries.append(Context.Entry(name, try value()))
      skipSpace()
      if skip("}") { break }
      if !skip(",") { throw problem(index < bytes.count ? .unexpected : .unfinished, at: index) }
    }
    let context = Context(distinct: entries)
    guard mode == .tagged, case .string(let type)? = context["@type"] else { return .context(context) }
    guard let value = Self.tagged(type, context) else { throw problem(.tag(type), at: start) }
    return value
  }

  private static func tagged(_ type: String, _ context: Context) -> Value? {
    if type == "range" {
      guard case .boolean(let includesStart)? = context["start_included"],
        case .boolean(let includesEnd)? = context["end_included"],
        context.entries.count == (context["excluded"] == nil ? 5 : 6),
        let start = context["start"], let end = context["end"]
      else { return nil }
      return .range(
        RangeValue(
          start: start.isNull ? nil : start, end: end.isNull ? nil : end, includesStart: includesStart,
          includesEnd: includesEnd, excluded: context["excluded"]))
    }
    guard context.entries.count == 2, let value = context["@value"],
      let valueType = temporalTypes.first(where: { $0.text == type })
    else { return nil }
    return Value.plain(value, as: valueType)
  }

  private static let temporalTypes: [ValueType] = [
    .date, .time, .dateAndTime, .daysAndTimeDuration, .yearsAndMonthsDuration,
  ]
}

extension JSONReader {
  private mutating func number() throws(JSONProblem) -> Decimal128 {
    let start = index
    _ = skip("-")
    let firstDigit = index
    skipDigits()
    let wholeDigits = index - firstDigit
    guard wholeDigits > 0, wholeDigits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
      throw problem(.number, at: start)
    }
    var fractionDigits = 0
    if skip(".") {
      let first = index
      skipDigits()
      fractionDigits = index - first
      if fractionDigits == 0 { throw problem(.number, at: start) }
    }
    let endOfDigits = index
    // Most numbers are short and have no exponent: their digits are the coefficient.
    if wholeDigits + fractionDigits <= 18, peek != UInt8(ascii: "e"), peek != UInt8(ascii: "E") {
      return shortNumber(firstDigit..<endOfDigits, fractionDigits, isNegative: firstDigit > start)
    }
    if skip("e") || skip("E") {
      if !skip("-") { _ = skip("+") }
      let first = index
      skipDigits()
      if index == first { throw problem(.number, at: start) }
    }
    let digits = bytes[firstDigit..<endOfDigits].filter { $0 != UInt8(ascii: ".") }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    let trailing = significant.reversed().prefix { $0 == UInt8(ascii: "0") }.count
    guard significant.count - trailing <= Decimal128.precision else { throw problem(.digits, at: start) }
    guard let number = Decimal128.parse(UnsafeBufferPointer(rebasing: bytes[start..<index])) else {
      throw problem(.range, at: start)
    }
    // Near the smallest exponent digits are lost: then fewer of them come back than were written.
    let kept = number.reduced
    let keptDigits = kept.isZero ? 0 : PowersOfTen.digits(of: kept.coefficient)
    guard keptDigits == significant.count - trailing else { throw problem(.range, at: start) }
    return number
  }

  private func shortNumber(_ digits: Range<Int>, _ fractionDigits: Int, isNegative: Bool) -> Decimal128 {
    var coefficient: UInt64 = 0
    for byte in bytes[digits] where byte != UInt8(ascii: ".") {
      coefficient = coefficient &* 10 &+ UInt64(byte &- 0x30)
    }
    return Decimal128(coefficient: UInt128(coefficient), exponent: -fractionDigits, isNegative: isNegative)
  }

  private mutating func skipDigits() {
    while let byte = peek, byte &- 0x30 < 10 { index += 1 }
  }

  private mutating func string() throws(JSONProblem) -> String {
    let start = index
    index += 1
    let end = bytes[index...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 < 0x20 }
    // Most strings hold no escape and are taken whole.
    if let end, bytes[end] == UInt8(ascii: "\"") {
      let plain = UnsafeBufferPointer(rebasing: bytes[index..<end])
      index = end + 1
      guard let text = String(validating: plain, as: UTF8.self) else { throw problem(.encoding, at: start) }
      return text
    }
    var content = Array(bytes[index..<(end ?? bytes.count)])
    index += content.count
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        guard let text = String(validating: content, as: UTF8.self) else { throw problem(.encoding, at: start) }
        return text
      case UInt8(ascii: "\\"):
        index += 1
        content.append(contentsOf: try escape())
      case 0x00..<0x20: throw problem(.control, at: index)
      default:
        content.append(byte)
        index += 1
      }
    }
    throw problem(.unfinished, at: index)
  }

  private mutating func escape() throws(JSONProblem) -> [UInt8] {
    let place = index - 1
    guard let byte = peek else { throw problem(.unfinished, at: index) }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): break
    default: throw problem(.escape, at: place)
    }
    guard var code = codeUnit() else { throw problem(.escape, at: place) }
    if code & 0xFC00 == 0xD800, skip("\\"), skip("u"), let second = codeUnit(), second & 0xFC00 == 0xDC00 {
      code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00)
    }
    // Half of a surrogate pair is no character.
    guard let scalar = Unicode.Scalar(code) else { throw problem(.escape, at: place) }
    return Array(String(scalar).utf8)
  }

  private mutating func codeUnit() -> UInt32? {
    guard bytes.count - index >= 4 else { return nil }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    index += 4
    return value
  }
}
