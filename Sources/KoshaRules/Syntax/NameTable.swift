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
    if name.utf8.allSatisfy({ ScalarClass.isASCIINameStart($0) || ScalarClass.isDigit($0) || $0 >= 0x80 }) {
      words.insert(name)
      return
    }
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
package struct NameScope: Sendable {
  package var variables: NameTable
  package var functions: NameTable
  /// Names that may stand after a dot.
  package var members: NameTable

  package init(variables: NameTable, functions: NameTable, members: NameTable) {
    self.variables = variables
    self.functions = functions
    self.members = members
  }

  /// The names of a scope: its variables, functions, and the entries of its types.
  package init(_ scope: Scope) {
    var members = NameTable(["time offset", "start included", "end included"])
    for variable in scope.variables { NameScope.insertMembers(of: variable.type, into: &members) }
    self.init(
      variables: NameTable(scope.variables.lazy.map(\.name)), functions: scope.functions.nameTable, members: members)
  }

  private static func insertMembers(of type: ValueType, into members: inout NameTable) {
    switch type {
    case .list(let element), .range(let element): insertMembers(of: element, into: &members)
    case .context(let fields):
      for field in fields {
        members.insert(field.name)
        insertMembers(of: field.type, into: &members)
      }
    default: break
    }
  }
}
