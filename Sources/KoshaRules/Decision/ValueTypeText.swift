// A type in one text, as messages and programs write it: `list of [a, b]`, `{name: string, days: list of date}`.

import KoshaSource

/// Reads types that hold brackets in a text.
struct ValueTypeText {
  private var rest: Substring
  private var depth = 0
  /// Whether FEEL's own types are read too: ranges, functions, null, contexts whose entries have any name.
  private let readsAll: Bool

  /// The type of a text; nil where it is none, or nests too deep.
  static func type(_ text: String, readsAll: Bool = false) -> ValueType? {
    var reader = ValueTypeText(rest: text[...], readsAll: readsAll)
    guard let type = reader.type(), reader.skipBlanks().isEmpty else { return nil }
    return type
  }

  private init(rest: Substring, readsAll: Bool) {
    self.rest = rest
    self.readsAll = readsAll
  }

  private mutating func type() -> ValueType? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= ValueTypeReader.maximumDepth else { return nil }
    if take("[") { return enumeration() }
    if take("{") { return context() }
    let word = word()
    if word.hasPrefix("list of") {
      rest = word.dropFirst(7) + rest
      return type().map(ValueType.list)
    }
    if readsAll, word.hasPrefix("range of") {
      rest = word.dropFirst(8) + rest
      return type().map(ValueType.range)
    }
    let name = word.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if readsAll, name == "null" { return .null }
    if readsAll, name == "function" { return .function(parameters: [], result: .any) }
    return ValueTypeReader.named.first { $0.name == name }?.type
  }

  private mutating func enumeration() -> ValueType? {
    var values: [String] = []
    repeat {
      let value = String(word())
      if value.isEmpty || values.contains(value) { return nil }
      values.append(value)
    } while take(",")
    return take("]") ? .enumeration(values) : nil
  }

  private mutating func context() -> ValueType? {
    var fields: [ValueType.Field] = []
    if readsAll, take("}") { return .context([]) }
    repeat {
      let name = String(word())
      guard readsAll ? !name.isEmpty : FieldName.isValid(name), !fields.contains(where: { $0.name == name }),
        take(":"), let type = type()
      else { return nil }
      fields.append(ValueType.Field(name, type))
    } while take(",")
    return take("}") ? .context(fields) : nil
  }

  @discardableResult
  private mutating func skipBlanks() -> Substring {
    rest = rest.drop { $0.isWhitespace }
    return rest
  }

  private mutating func take(_ mark: Character) -> Bool {
    guard skipBlanks().first == mark else { return false }
    rest.removeFirst()
    return true
  }

  /// What stands before the next mark, without the blanks around it.
  private mutating func word() -> Substring {
    let word = skipBlanks().prefix { !"[]{},:".contains($0) }
    rest = rest[word.endIndex...]
    return word.trimmed
  }
}

extension ValueType {
  /// The type that a text names as `text` writes it, FEEL's own types included; nil where it names none.
  public init?(text: String) {
    guard let type = ValueTypeText.type(text, readsAll: true) else { return nil }
    self = type
  }
}
