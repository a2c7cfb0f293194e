// Where a name ends: FEEL names hold spaces and operator characters, and only the known names tell (DMN 1.5
// §10.3.1.2, "the longest name wins").

/// Known names, each as the tokens it is made of.
package struct NameTable: Sendable {
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

  package func contains(word: String) -> Bool { words.contains(word) }

  /// The longest name of several tokens that begins at `index`.
  func longestCompound(in tokens: [Token], at index: Int) -> (name: String, count: Int)? {
    guard !compounds.isEmpty, let first = tokens[index].piece, let entries = compounds[first] else { return nil }
    for entry in entries where index + entry.pieces.count < tokens.count {
      if entry.pieces.indices.allSatisfy({ tokens[index + $0].piece == entry.pieces[$0] }) {
        return (entry.name, entry.pieces.count)
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
///
/// A scope's names of one word are looked up in the scope itself when a text asks for one: a table of thousands of cells
/// is compiled against one wide scope, and most cells name nothing.
package struct NameScope: Sendable {
  /// Locals, and the scope's variables of several tokens.
  var variables: NameTable
  let functions: NameTable
  /// Entries that the text itself names, and those of the scope's types of several tokens.
  var members: NameTable
  private let scope: Scope

  /// The names of a scope: its variables, functions, and the entries of its types.
  package init(_ scope: Scope) {
    self.scope = scope
    self.functions = scope.functions.nameTable
    var variables = NameTable()
    var members = NameScope.propertyNames
    for variable in scope.variables {
      if !NameTable.isWord(variable.name) { variables.insert(variable.name) }
      NameScope.insertCompoundMembers(of: variable.type, into: &members)
    }
    self.variables = variables
    self.members = members
  }

  private static let propertyNames = NameTable(["time offset", "start included", "end included"])

  private static func insertCompoundMembers(of type: ValueType, into members: inout NameTable) {
    switch type {
    case .list(let element), .range(let element): insertCompoundMembers(of: element, into: &members)
    case .context(let fields):
      for field in fields {
        if !NameTable.isWord(field.name) { members.insert(field.name) }
        insertCompoundMembers(of: field.type, into: &members)
      }
    default: break
    }
  }

  /// Whether a word is a variable by itself.
  func isVariable(_ word: String) -> Bool { variables.contains(word: word) || scope.slot(of: word) != nil }

  /// Whether a word is the entry of some context by itself.
  func isMember(_ word: String) -> Bool {
    members.contains(word: word) || scope.variables.contains { NameScope.hasMember(word, in: $0.type) }
  }

  private static func hasMember(_ word: String, in type: ValueType) -> Bool {
    switch type {
    case .list(let element), .range(let element): hasMember(word, in: element)
    default: type.fields?.contains { $0.name == word || hasMember(word, in: $0.type) } ?? false
    }
  }
}
