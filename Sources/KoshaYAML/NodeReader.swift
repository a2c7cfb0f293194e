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

  /// Reads a mapping; reports a node that is no mapping (and answers nil), unknown keys with the nearest known one,
  /// and keys that are not carried out yet.
  public init?(_ node: YAMLNode, _ table: KeyTable, into bag: inout DiagnosticBag) {
    guard case .mapping(let all) = node.content else {
      bag.add(YAMLProblem.notAMapping(what: table.what, found: node.kindWords), at: node.span)
      return nil
    }
    var entries: [YAMLEntry] = []
    entries.reserveCapacity(all.count)
    for entry in all {
      switch table.keys.first(where: { $0.name == entry.key.value })?.status {
      case .known: entries.append(entry)
      case .notYet: bag.add(YAMLProblem.keyNotYet(entry.key.value), at: entry.key.span)
      case nil:
        let known = table.keys.filter { $0.status == .known }.map(\.name)
        bag.add(
          YAMLProblem.unknownKey(
            entry.key.value, what: table.what,
            nearest: Suggestion.nearest(to: entry.key.value, in: table.keys.map(\.name)), known: known),
          at: entry.key.span)
      }
    }
    self.entries = entries
    self.span = node.span
    self.table = table
  }

  /// The value of a key, nil where absent.
  public subscript(key: String) -> YAMLNode? {
    entries.first { $0.key.value == key }?.value
  }

  /// The value of a key that must be there; reports its absence at the mapping's place.
  public func required(_ key: String, into bag: inout DiagnosticBag) -> YAMLNode? {
    if let node = self[key] { return node }
    let start = span.range.lowerBound
    bag.add(
      YAMLProblem.missingKey(key, what: table.what), at: SourceSpan(file: span.file, range: start..<start + 1))
    return nil
  }
}

extension YAMLNode {
  /// The scalar, nil for a sequence or mapping; reports nothing.
  public var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// Whether the node is an unquoted `null`, `~` or nothing.
  public var isNull: Bool {
    guard case .scalar(let scalar) = content, scalar.style == .plain else { return false }
    return CoreScalar.isNull(scalar.text)
  }

  /// What a scalar is by the core schema; nil for a sequence or mapping.
  public var coreScalar: CoreScalar? {
    guard case .scalar(let scalar) = content else { return nil }
    guard scalar.style == .plain else { return .string(scalar.text) }
    return CoreScalar(plain: scalar.text)
  }

  /// The text of a scalar with all its places; reports a node that is no text (a mapping, a sequence, nothing).
  public func text(_ what: Words, into bag: inout DiagnosticBag) -> LocatedText? {
    guard case .scalar(let scalar) = content, !isNull else {
      bag.add(YAMLProblem.notAText(what: what, found: kindWords), at: span)
      return nil
    }
    return scalar.located
  }

  /// The text of a scalar as a located string.
  public func string(_ what: Words, into bag: inout DiagnosticBag) -> Located<String>? {
    text(what, into: &bag).map { Located($0.text, at: $0.span) }
  }

  /// `true` or `false`.
  public func boolean(_ what: Words, into bag: inout DiagnosticBag) -> Located<Bool>? {
    if case .boolean(let value)? = coreScalar { return Located(value, at: span) }
    bag.add(YAMLProblem.notABoolean(what: what, found: foundText), at: span)
    return nil
  }

  /// A whole number.
  public func integer(_ what: Words, into bag: inout DiagnosticBag) -> Located<Int>? {
    if case .number(let text)? = coreScalar, let value = Int(text) { return Located(value, at: span) }
    bag.add(YAMLProblem.notAnInteger(what: what, found: foundText), at: span)
    return nil
  }

  /// A human text: one string, or a map from language to string; a language left out shows the other's text.
  public func words(_ what: Words, into bag: inout DiagnosticBag) -> Located<Words>? {
    guard case .mapping = content else { return string(what, into: &bag)?.map { Words($0) } }
    let table = KeyTable(what, Language.allCases.map(\.rawValue))
    guard let reader = MappingReader(self, table, into: &bag) else { return nil }
    let ja = reader["ja"]?.string(what, into: &bag)?.value
    let en = reader["en"]?.string(what, into: &bag)?.value
    switch (ja, en) {
    case (let ja?, let en?): return Located(Words(ja: ja, en: en), at: span)
    case (let one?, nil), (nil, let one?): return Located(Words(one), at: span)
    case (nil, nil):
      if reader.entries.isEmpty { bag.add(YAMLProblem.notAText(what: what, found: kindWords), at: span) }
      return nil
    }
  }

  /// The items of a sequence; reports any other node.
  public func items(_ what: Words, into bag: inout DiagnosticBag) -> [YAMLNode]? {
    if case .sequence(let items) = content { return items }
    bag.add(YAMLProblem.notASequence(what: what, found: kindWords), at: span)
    return nil
  }

  /// The items of a sequence, or the node itself as the only item.
  public var itemsOrSelf: [YAMLNode] {
    if case .sequence(let items) = content { items } else { [self] }
  }

  /// The entries of a mapping with free keys; reports any other node.
  public func freeEntries(_ what: Words, into bag: inout DiagnosticBag) -> [YAMLEntry]? {
    if case .mapping(let entries) = content { return entries }
    bag.add(YAMLProblem.notAMapping(what: what, found: kindWords), at: span)
    return nil
  }

  /// What kind of node this is, in words.
  var kindWords: Words {
    switch content {
    case .mapping: Words(ja: "対応表", en: "a mapping")
    case .sequence: Words(ja: "並び", en: "a list")
    case .scalar: isNull ? Words(ja: "空", en: "nothing") : Words(ja: "一つの値", en: "a single value")
    }
  }

  /// What stands there, for messages: the scalar's own text, else its kind.
  private var foundText: Words {
    if let scalar, !isNull { return Words("`\(scalar.text)`") }
    return kindWords
  }
}

extension CoreScalar {
  /// A plain scalar by the core schema (YAML 1.2 §10.3.2).
  init(plain text: String) {
    switch text {
    case _ where CoreScalar.isNull(text): self = .null
    case "true", "True", "TRUE": self = .boolean(true)
    case "false", "False", "FALSE": self = .boolean(false)
    case _ where CoreScalar.isNumber(text.utf8): self = .number(text)
    default: self = .string(text)
    }
  }

  static func isNull(_ text: String) -> Bool {
    switch text {
    case "", "~", "null", "Null", "NULL": true
    default: false
    }
  }

  /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
  private static func isNumber(_ bytes: String.UTF8View) -> Bool {
    var rest = bytes[...]
    func takeDigits(_ rest: inout Substring.UTF8View) -> Int {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    func takeSign(_ rest: inout Substring.UTF8View) {
      if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    }
    takeSign(&rest)
    let whole = takeDigits(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let fraction = takeDigits(&rest)
      if whole == 0, fraction == 0 { return false }
    } else if whole == 0 {
      return false
    }
    if let first = rest.first, first == UInt8(ascii: "e") || first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      takeSign(&rest)
      if takeDigits(&rest) == 0 { return false }
    }
    return rest.isEmpty
  }
}
