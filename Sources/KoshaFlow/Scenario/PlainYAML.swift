// Plain values of YAML: read by the type that is expected, or compared with the value that is there.

import Crypto
import KoshaRules
import KoshaSource
import KoshaYAML

/// Values as YAML has them.
enum PlainYAML {
  /// The value of a node where `type` is expected; a text where text is, whatever it looks like.
  ///
  /// Nil for what YAML cannot mean, for example a number beyond 34 digits.
  static func value(_ node: YAMLNode, as type: ValueType) -> Value? {
    if node.isNull { return .null }
    switch node.content {
    case .sequence(let items):
      let member: ValueType = if case .list(let member) = type { member } else { .any }
      var values: [Value] = []
      for item in items {
        guard let value = value(item, as: member) else { return nil }
        values.append(value)
      }
      return .list(values)
    case .mapping(let entries):
      let fields: [ValueType.Field] = if case .context(let fields) = type { fields } else { [] }
      var context = Context()
      for entry in entries {
        let type = fields.first { $0.name == entry.key.value }?.type ?? .any
        guard let value = value(entry.value, as: type) else { return nil }
        context[entry.key.value] = value
      }
      return .context(context)
    case .scalar(let scalar):
      switch type {
      case .string, .enumeration, .date, .time, .dateAndTime, .daysAndTimeDuration, .yearsAndMonthsDuration:
        return .string(scalar.text)
      case .document:
        return document(named: scalar.text)
      default:
        return coreValue(node)
      }
    }
  }

  /// What a scalar is by the core schema.
  private static func coreValue(_ node: YAMLNode) -> Value? {
    switch node.coreScalar {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .number(let text): isExact(text) ? Decimal128(text).map(Value.number) : nil
    case .string(let text): .string(text)
    case nil: nil
    }
  }

  /// Whether a number keeps all the digits it is written with, as one from a command does.
  private static func isExact(_ text: String) -> Bool {
    let digits = text.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber).drop { $0 == "0" }
    return digits.count - digits.reversed().prefix { $0 == "0" }.count <= Decimal128.precision
  }

  /// A made-up document: no bytes, the media type by the name's suffix, and the digest of the name.
  private static func document(named name: String) -> Value {
    let mediaType =
      switch name.split(separator: ".").last?.lowercased() {
      case "pdf": "application/pdf"
      case "png": "image/png"
      case "jpg", "jpeg": "image/jpeg"
      case "txt": "text/plain"
      case "csv": "text/csv"
      case "md": "text/markdown"
      case "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
      case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      default: "application/octet-stream"
      }
    let digest = DefinitionDigest.hexadecimal(SHA256.hash(data: Array(name.utf8)))
    return .object([
      ("name", .string(name)), ("size", .integer(0)), ("media_type", .string(mediaType)),
      ("sha256", .string(digest)),
    ])
  }

  /// Whether a node means the value that is there; of contexts only the entries named are compared, and a document
  /// is compared by its name.
  static func matches(_ node: YAMLNode, _ value: Value) -> Bool {
    switch (value, node.content) {
    case (.null, _):
      return node.isNull
    case (.string(let text), .scalar(let scalar)):
      return !node.isNull && scalar.text == text
    case (.list(let members), .sequence(let items)):
      return members.count == items.count && zip(items, members).allSatisfy { matches($0, $1) }
    case (.context(let context), .mapping(let entries)):
      return entries.allSatisfy { entry in context[entry.key.value].map { matches(entry.value, $0) } ?? false }
    case (.context(let document), .scalar(let scalar)):
      return document["sha256"] != nil && document["name"]?.plainText == scalar.text
    case (.boolean, .scalar), (.number, .scalar):
      return coreValue(node)?.isSame(as: value) ?? false
    case (.date, .scalar(let scalar)):
      return same(scalar.text, as: .date, value)
    case (.time, .scalar(let scalar)):
      return same(scalar.text, as: .time, value)
    case (.dateAndTime(let moment), .scalar(let scalar)):
      return sameMoment(scalar.text, moment)
    case (.daysAndTimeDuration, .scalar(let scalar)):
      return same(scalar.text, as: .daysAndTimeDuration, value)
    case (.yearsAndMonthsDuration, .scalar(let scalar)):
      return same(scalar.text, as: .yearsAndMonthsDuration, value)
    default:
      return false
    }
  }

  private static func same(_ text: String, as type: ValueType, _ value: Value) -> Bool {
    Value.plain(.string(text), as: type)?.isSame(as: value) ?? false
  }

  /// The same point of time, in whichever zone each is written.
  private static func sameMoment(_ text: String, _ moment: DateAndTime) -> Bool {
    guard let wanted = DateAndTime(text) else { return false }
    return Value.dateAndTime(wanted).feelEquals(.dateAndTime(moment)) ?? false
  }

  /// Whether quotes alone make a text of what would be a number, a truth value or null.
  private static func isTextAgainstItsLooks(_ node: YAMLNode) -> Bool {
    guard let scalar = node.scalar, scalar.style != .plain else { return false }
    return Decimal128(scalar.text) != nil || ["true", "false", "null"].contains(scalar.text)
  }

  /// A node as it is written, for messages.
  static func text(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): node.isNull ? "null" : isTextAgainstItsLooks(node) ? "\"\(scalar.text)\"" : scalar.text
    case .sequence(let items): "[\(items.map(text).joined(separator: ", "))]"
    case .mapping(let entries): "{\(entries.map { "\($0.key.value): \(text($0.value))" }.joined(separator: ", "))}"
    }
  }
}
