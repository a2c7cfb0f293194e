// How large a value is when it is written out: members that several lists share count each time they are met, so that
// `[a, a]` of `[b, b]` of … is told before anything walks over it.

extension Value {
  /// What a value may weigh: about a unit for every member, every 16 bytes of text.
  static let sizeLimit = 4_000_000
  /// How deep lists and contexts may hold each other.
  static let nestingLimit = 1_000

  /// Whether the value can be written out within the limits.
  package var isWithinSize: Bool {
    switch self {
    case .list, .context, .range:
      var remaining = Value.sizeLimit
      return weighs(within: &remaining, depth: 0)
    default: return true
    }
  }

  private func weighs(within remaining: inout Int, depth: Int) -> Bool {
    remaining -= 1
    guard remaining >= 0, depth <= Value.nestingLimit else { return false }
    switch self {
    case .list(let members):
      for member in members {
        guard member.weighs(within: &remaining, depth: depth + 1) else { return false }
      }
    case .context(let context):
      for entry in context.entries {
        remaining -= entry.name.utf8.count >> 4
        guard entry.value.weighs(within: &remaining, depth: depth + 1) else { return false }
      }
    case .string(let text): remaining -= text.utf8.count >> 4
    // Written without an exponent, a number may have six thousand digits.
    case .number(let number): remaining -= Int(number.exponent.magnitude) >> 4
    case .range(let range):
      for end in [range.start, range.end, range.excluded] {
        guard end?.weighs(within: &remaining, depth: depth + 1) ?? true else { return false }
      }
    default: break
    }
    return remaining >= 0
  }

  /// The value as FEEL would write it, cut after about eighty characters: for remarks.
  package var excerpt: String {
    var text = ""
    appendExcerpt(to: &text)
    return Value.excerpt(text)
  }

  private static let excerptLength = 80

  /// A text cut after eighty characters.
  static func excerpt(_ text: String) -> String {
    guard text.utf8.count > excerptLength else { return text }
    let scalars = text.unicodeScalars.prefix(excerptLength)
    return scalars.endIndex == text.unicodeScalars.endIndex ? text : String(scalars) + "…"
  }

  private func appendExcerpt(to text: inout String) {
    guard text.utf8.count <= 4 * Value.excerptLength else { return }
    switch self {
    case .list(let members):
      text += "["
      for (index, member) in members.prefix(Value.excerptLength).enumerated() {
        if index > 0 { text += ", " }
        member.appendExcerpt(to: &text)
      }
      text += "]"
    case .context(let context):
      text += "{"
      for (index, entry) in context.entries.prefix(Value.excerptLength).enumerated() {
        if index > 0 { text += ", " }
        text += Value.entryName(String(entry.name.unicodeScalars.prefix(Value.excerptLength))) + ": "
        entry.value.appendExcerpt(to: &text)
      }
      text += "}"
    case .string(let string): text += Value.quoted(String(string.unicodeScalars.prefix(Value.excerptLength + 1)))
    case .range(let range):
      for end in [range.start, range.end, range.excluded] {
        guard case .list? = end else { continue }
        text += "range"
        return
      }
      text += feelText
    default: text += feelText
    }
  }
}
