// Where a name ends: FEEL names hold spaces and operator characters, and only the known names tell (DMN 1.5
// §10.3.1.2, "the longest name wins").

/// Known names, each as the tokens it is made of.
package struct NameTable: Sendable {
  /// A name of several tokens, and of how many.
  struct Compound {
    var name: String
    var count: Int
  }

  private struct Entry: Sendable {
    var pieces: [String]
    var name: String
  }

  /// Names of one word.
  private var words: Set<String> = []
  /// Names of several tokens by their first, longest first.
  private var compounds: [String: [Entry]] = [:]

  package init(_ names: some Sequence<String> = []) {
    for name in names { insert(name) }
  }

  package mutating func insert(_ name: String) {
    if NameTable.isWord(name) { words.insert(name) } else { insertCompound(name) }
  }

  /// Whether a name is one token; true of almost all.
  static func isWord(_ name: String) -> Bool {
    name.utf8.allSatisfy { ScalarClass.isASCIINameStart($0) || ScalarClass.isDigit($0) || $0 >= 0x80 }
  }

  private mutating func insertCompound(_ name: String) {
    guard let pieces = NameTable.pieces(of: name), let first = pieces.first else { return }
    guard compounds[first]?.contains(where: { $0.pieces == pieces }) != true else { return }
    compounds[first, default: []].append(Entry(pieces: pieces, name: name))
    compounds[first]?.sort { $0.pieces.count > $1.pieces.count }
  }

  package func contains(word: String) -> Bool { !words.isEmpty && words.contains(word) }

  /// The longest name of several tokens that begins at `index`.
  func longestCompound(in tokens: [Token], at index: Int) -> Compound? {
    guard !compounds.isEmpty, let first = tokens[index].piece, let entries = compounds[first] else { return nil }
    for entry in entries where index + entry.pieces.count < tokens.count {
      if entry.pieces.indices.allSatisfy({ tokens[index + $0].piece == entry.pieces[$0] }) {
        return Compound(name: entry.name, count: entry.pieces.count)
      }
    }
    return nil
  }

  private static func pieces(of name: String) -> [String]? {
    guard let tokens = try? Lexer.tokens(of: Array(name.utf8)) else { return nil }
    var pieces: [String] = []
    for token in tokens.dropLast() {
      guard let piece = token.piece else { return nil }
      pieces.append(piece)
    }
    return pieces
  }
}

/// The names that are known at one place of an expression.
package struct NameScope: Sendable {
  /// Variables that the text itself introduces.
  var locals = NameTable()
  /// Entries that the text itself names.
  var entries = NameTable()
  private let scope: Scope

  /// The names of a scope: its variables, functions, and the entries of its types.
  package init(_ scope: Scope) {
    self.scope = scope
  }

  var functions: NameTable { scope.functions.nameTable }

  /// The type that a model gives a name, nil where it is none of its own.
  func type(named name: String) -> ValueType? { scope.types[name] }

  var hasTypes: Bool { !scope.types.isEmpty }

  /// Whether a word is a variable by itself.
  func isVariable(_ word: String) -> Bool { locals.contains(word: word) || scope.slot(of: word) != nil }

  /// Whether a word is the entry of some context by itself.
  func isMember(_ word: String) -> Bool { entries.contains(word: word) || scope.names.members.contains(word: word) }

  /// The longest variable of several tokens that begins at `index`.
  func longestVariable(in tokens: [Token], at index: Int) -> NameTable.Compound? {
    NameScope.longer(
      scope.names.compounds.longestCompound(in: tokens, at: index), locals.longestCompound(in: tokens, at: index))
  }

  /// The longest entry of several tokens that begins at `index`.
  func longestMember(in tokens: [Token], at index: Int) -> NameTable.Compound? {
    NameScope.longer(
      scope.names.members.longestCompound(in: tokens, at: index), entries.longestCompound(in: tokens, at: index))
  }

  private static func longer(_ first: NameTable.Compound?, _ second: NameTable.Compound?) -> NameTable.Compound? {
    guard let first, let second else { return first ?? second }
    return second.count > first.count ? second : first
  }
}
