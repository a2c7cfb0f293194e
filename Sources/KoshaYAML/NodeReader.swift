// Typed reading of nodes: a value is decoded by the type that its key expects, never by its look.

public import KoshaSource

/// The keys a mapping may have: one table for the reader, its messages and the schema of editors.
public struct KeyTable: Sendable {
  /// Whether a key may be used.
  public enum Status: Sendable, Hashable {
    /// May be used.
    case known
    /// Belongs to the language and is not carried out yet: refused at its place, never ignored.
    case notYet
  }

  /// One key.
  public struct Key: Sendable {
    /// The key as written.
    public var name: String
    /// Whether it may be used.
    public var status: Status

    /// A key.
    public init(_ name: String, _ status: Status = .known) {
      self.name = name
      self.status = status
    }
  }

  /// What the mapping describes, with an article in English: `遷移`, `a transition`.
  public var what: Words
  /// The keys in the order of the documentation.
  public var keys: [Key]

  /// A table of keys that may be used, and of those that may not yet.
  public init(_ what: Words, _ names: [String], notYet: [String] = []) {
    self.what = what
    self.keys = names.map { Key($0) } + notYet.map { Key($0, .notYet) }
  }
}

/// The entries of a mapping under a table of keys.
public struct MappingReader: Sendable {
  /// The entries whose keys are known, in file order.
  public let entries: [YAMLEntry]
  /// The mapping's place.
  public let span: SourceSpan
  /// The table it was read under.
  public let table: KeyTable
  /// Whether a key stands there that is not carried out yet, and has been reported.
  public let hasKeyToCome: Bool

  /// Reads a mapping; reports a node that is no mapping (and answers nil), unknown keys with the nearest known one,
  /// and keys that are not carried out yet.
  public init?(_ node: YAMLNode, _ table: KeyTable, into bag: inout DiagnosticBag) {
    guard case .mapping(let given) = node.content else {
      bag.add(YAMLProblem.notMapping(table.what, found: node.shape), at: node.span)
      return nil
    }
    var known: [YAMLEntry] = []
    known.reserveCapacity(given.count)
    var hasKeyToCome = false
    for entry in given {
      switch table.keys.first(where: { $0.name == entry.key.value })?.status {
      case .known: known.append(entry)
      case .notYet:
        hasKeyToCome = true
        bag.add(YAMLProblem.notYet(entry.key.value), at: entry.key.span)
      case nil: bag.add(table.unknown(entry.key.value), at: entry.key.span)
      }
    }
    entries = known
    span = node.span
    self.table = table
    self.hasKeyToCome = hasKeyToCome
  }

  /// The value of a key, nil where absent.
  public subscript(key: String) -> YAMLNode? {
    entries.first { $0.key.value == key }?.value
  }

  /// The value of a key that must be there; reports its absence at the mapping's place.
  public func required(_ key: String, into bag: inout DiagnosticBag) -> YAMLNode? {
    if let value = self[key] { return value }
    bag.add(YAMLProblem.missingKey(key, table.what), at: span)
    return nil
  }
}

extension YAMLNode {
  /// Whether the node is an unquoted `null`, `~` or nothing.
  public var isNull: Bool { coreScalar == .null }

  /// What a scalar is by the core schema; nil for a sequence or mapping.
  public var coreScalar: CoreScalar? {
    guard let scalar else { return nil }
    guard scalar.style == .plain, !scalar.isTaggedText else { return .string(scalar.text) }
    switch scalar.text {
    case "", "~", "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case let text: return CoreNumber.matches(text) ? .number(text) : .string(text)
    }
  }

  /// The text of a scalar with all its places; reports a node that is no text (a mapping, a sequence, nothing).
  public func text(_ what: Words, into bag: inout DiagnosticBag) -> LocatedText? {
    if let scalar, shape != .nothing || scalar.isTaggedText { return scalar.located }
    bag.add(YAMLProblem.notText(what, found: shape, quoted: quotedSource), at: span)
    return nil
  }

  /// The text of a scalar as a located string.
  public func string(_ what: Words, into bag: inout DiagnosticBag) -> Located<String>? {
    text(what, into: &bag).map { Located($0.text, at: $0.span) }
  }

  /// `true` or `false`.
  public func boolean(_ what: Words, into bag: inout DiagnosticBag) -> Located<Bool>? {
    switch coreScalar {
    case .boolean(let value): return Located(value, at: span)
    default:
      bag.add(YAMLProblem.notBoolean(what, text: sourceText), at: span)
      return nil
    }
  }

  /// A whole number.
  public func integer(_ what: Words, into bag: inout DiagnosticBag) -> Located<Int>? {
    guard let scalar, scalar.style == .plain, !scalar.isTaggedText, CoreNumber.isInteger(scalar.text) else {
      bag.add(YAMLProblem.notInteger(what, text: sourceText), at: span)
      return nil
    }
    guard let value = Int(scalar.text) else {
      bag.add(YAMLProblem.integerOutOfRange(what, text: scalar.text), at: span)
      return nil
    }
    return Located(value, at: span)
  }

  /// A human text: one string, or a map from language to string; a language left out shows the other's text.
  public func words(_ what: Words, into bag: inout DiagnosticBag) -> Located<Words>? {
    guard case .mapping(let entries) = content else {
      return string(what, into: &bag).map { $0.map { Words($0) } }
    }
    let table = KeyTable(what, Language.allCases.map(\.rawValue))
    guard let reader = MappingReader(self, table, into: &bag) else { return nil }
    let given = reader.entries.map { (key: $0.key.value, text: $0.value.string(what, into: &bag)?.value) }
    if given.isEmpty, entries.isEmpty { bag.add(YAMLProblem.noLanguage(what), at: span) }
    func text(_ language: Language) -> String? { given.first { $0.key == language.rawValue }?.text }
    guard let either = text(.ja) ?? text(.en) else { return nil }
    return Located(Words(ja: text(.ja) ?? either, en: text(.en) ?? either), at: span)
  }

  /// The items of a sequence; reports any other node.
  public func items(_ what: Words, into bag: inout DiagnosticBag) -> [YAMLNode]? {
    if case .sequence(let items) = content { return items }
    bag.add(YAMLProblem.notSequence(what, found: shape), at: span)
    return nil
  }

  /// The items of a sequence, or the node itself as the only item.
  public var itemsOrSelf: [YAMLNode] {
    if case .sequence(let items) = content { items } else { [self] }
  }

  /// The entries of a mapping with free keys; reports any other node.
  public func freeEntries(_ what: Words, into bag: inout DiagnosticBag) -> [YAMLEntry]? {
    if case .mapping(let entries) = content { return entries }
    bag.add(YAMLProblem.notMapping(what, found: shape), at: span)
    return nil
  }
}

extension KeyTable {
  /// The problem of a key that is not in the table: the nearest known one, or all of them.
  func unknown(_ key: String) -> YAMLProblem {
    let known = keys.filter { $0.status == .known }.map(\.name)
    return .unknownKey(key, what, nearest: Suggestion.nearest(to: key, in: known), known: known)
  }
}

extension YAMLNode {
  /// The node as it stands in the file, cut to its first line.
  private var sourceText: String {
    let bytes = span.file.bytes[span.range]
    return String(decoding: bytes.prefix { !$0.isLineEnd }, as: UTF8.self)
  }

  /// The quoted form of a node in `[ ]` or `{ }` on one line, which may have been meant as a text.
  private var quotedSource: String? {
    guard shape != .nothing, let first = span.file.bytes[span.range].first,
      first == UInt8(ascii: "[") || first == UInt8(ascii: "{"),
      !span.file.bytes[span.range].contains(0x0A)
    else { return nil }
    return Quotation.quoted(sourceText)
  }
}

/// Numbers of the YAML 1.2 core schema that are written in decimal.
enum CoreNumber {
  /// An optional sign and digits.
  static func isInteger(_ text: String) -> Bool {
    var digits = text.utf8[...]
    if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits = digits.dropFirst() }
    return !digits.isEmpty && digits.allSatisfy(isDigit)
  }

  /// An optional sign, digits with an optional point, an optional exponent.
  static func matches(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func skipSign() {
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    }
    func skipDigits() -> Int {
      let digits = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(digits)
      return digits
    }
    skipSign()
    var digits = skipDigits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      digits += skipDigits()
    }
    if digits == 0 { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      skipSign()
      if skipDigits() == 0 { return false }
    }
    return rest.isEmpty
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
