// What a person types at a prompt in, a value of the field's type out: full-width digits, 万 and 億, Japanese eras.

/// Reads values as people in Japan write them.
public enum HumanInput {
  /// The value that a text means where `type` is expected.
  public static func read(_ text: String, as type: ValueType) -> Result<Value, HumanInputProblem> {
    if case .string = type { return .success(.string(text)) }
    let typed = HumanText.normalised(text)
    if typed.isEmpty { return .failure(.empty) }
    do throws(HumanInputProblem) {
      return .success(try value(typed, as: type, written: text))
    } catch {
      return .failure(error)
    }
  }

  private static func value(
    _ typed: String, as type: ValueType, written: String
  ) throws(HumanInputProblem) -> Value {
    switch type {
    case .string: return .string(typed)
    case .number: return .number(try HumanNumber.read(typed, written: written))
    case .boolean: return .boolean(try boolean(typed, written: written))
    case .date: return .date(try HumanDate.read(typed, written: written))
    case .time: return .time(try HumanTime.read(typed, written: written))
    case .dateAndTime: return .dateAndTime(try dateAndTime(typed, written: written))
    case .daysAndTimeDuration:
      guard let duration = HumanDuration.daysAndTime(typed) else { throw .unreadable(type, written) }
      return .daysAndTimeDuration(duration)
    case .yearsAndMonthsDuration:
      guard let duration = HumanDuration.yearsAndMonths(typed) else { throw .unreadable(type, written) }
      return .yearsAndMonthsDuration(duration)
    case .enumeration(let values):
      // Written values first: an enumeration may itself hold full-width characters.
      let wanted = values.first { FEELString.equal($0, written) || HumanText.normalised($0) == typed }
      guard let wanted else { throw .notAllowed(written, allowed: values) }
      return .string(wanted)
    case .list(let member): return .list(try list(typed, of: member))
    case .context, .any: return try json(written, as: type)
    case .null, .range, .function, .document: throw .unsupported(type)
    }
  }

  private static func boolean(_ typed: String, written: String) throws(HumanInputProblem) -> Bool {
    switch typed.lowercased() {
    case "はい", "true", "yes", "有", "有り", "あり": return true
    case "いいえ", "false", "no", "無", "無し", "なし": return false
    default: throw .unreadable(.boolean, written)
    }
  }

  /// A day and a time with a space or a `T` between them.
  private static func dateAndTime(_ typed: String, written: String) throws(HumanInputProblem) -> DateAndTime {
    if let exact = DateAndTime(typed) { return exact }
    guard let gap = typed.firstIndex(where: { $0 == " " || $0 == "T" }) ?? endOfDay(typed) else {
      throw .unreadable(.dateAndTime, written)
    }
    let date = try HumanDate.read(String(typed[..<gap]), written: written)
    let rest = typed[gap...].drop { $0 == " " || $0 == "T" }
    return DateAndTime(date: date, time: try HumanTime.read(String(rest), written: written))
  }

  /// Where the day ends in `2023年4月3日9時`.
  private static func endOfDay(_ typed: String) -> String.Index? {
    typed.firstIndex(of: "日").map { typed.index(after: $0) }
  }

  /// Members separated by `、`, or by commas where they are no numbers, which group digits with them.
  private static func list(_ typed: String, of member: ValueType) throws(HumanInputProblem) -> [Value] {
    var members: [Value] = []
    for part in typed.split(whereSeparator: { $0 == "、" || ($0 == "," && member != .number) }) {
      let text = HumanText.normalised(String(part))
      if text.isEmpty { continue }
      members.append(try value(text, as: member, written: text))
    }
    return members
  }

  private static func json(_ written: String, as type: ValueType) throws(HumanInputProblem) -> Value {
    switch ValueJSON.decode(written.utf8) {
    case .success(let value):
      guard let typed = Value.plain(value, as: type) else { throw .unreadable(type, written) }
      return typed
    case .failure(let problem):
      if case .any = type { return .string(written) }
      throw .json(problem)
    }
  }
}

/// Characters as they are meant.
enum HumanText {
  /// Full-width forms as ASCII, wide spaces as spaces, minus signs as hyphens; without space around.
  static func normalised(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      case 0x3000, 0xA0, 0x09: scalars.append(" ")
      case 0x2212, 0x2010, 0x2011: scalars.append("-")
      case 0xFFE5, 0xA5: scalars.append("\u{A5}")
      default: scalars.append(scalar)
      }
    }
    let trimmed = String(scalars).drop { $0 == " " || $0.isNewline }
    guard let last = trimmed.lastIndex(where: { $0 != " " && !$0.isNewline }) else { return "" }
    return String(trimmed[...last])
  }
}
