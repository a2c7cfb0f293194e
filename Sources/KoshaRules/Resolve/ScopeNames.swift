// The variables of a scope in, their names as parser and resolver look them up out: made once for all texts of the scope.

/// The names of a scope's variables and of the entries that their types name.
///
/// Shared by all copies of a scope, since every cell of a table is compiled against one and most name little.
final class ScopeNames: Sendable {
  /// The slot of each variable; the first where two have one name.
  let slots: [String: Int]
  /// The variables' names of several tokens.
  let compounds: NameTable
  /// The entries of the types, and the properties of several tokens that values have.
  let members: NameTable

  private init(slots: [String: Int], compounds: NameTable, members: NameTable) {
    self.slots = slots
    self.compounds = compounds
    self.members = members
  }

  convenience init(of variables: [Variable]) {
    var slots: [String: Int] = [:]
    slots.reserveCapacity(variables.count)
    var compounds = NameTable()
    var members = ScopeNames.properties
    for (slot, variable) in variables.enumerated() {
      ScopeNames.add(variable, slot, &slots, &compounds, &members)
    }
    self.init(slots: slots, compounds: compounds, members: members)
  }

  /// These names and those of one variable more.
  func adding(_ variable: Variable, slot: Int) -> ScopeNames {
    var (slots, compounds, members) = (slots, compounds, members)
    ScopeNames.add(variable, slot, &slots, &compounds, &members)
    return ScopeNames(slots: slots, compounds: compounds, members: members)
  }

  /// The same names where only types are others than before.
  func retyped(as variables: [Variable]) -> ScopeNames {
    var members = ScopeNames.properties
    for variable in variables { ScopeNames.addMembers(of: variable.type, to: &members) }
    return ScopeNames(slots: slots, compounds: compounds, members: members)
  }

  private static let properties = NameTable(["time offset", "start included", "end included"])

  private static func add(
    _ variable: Variable, _ slot: Int, _ slots: inout [String: Int], _ compounds: inout NameTable,
    _ members: inout NameTable
  ) {
    if slots[variable.name] == nil { slots[variable.name] = slot }
    if !NameTable.isWord(variable.name) { compounds.insert(variable.name) }
    addMembers(of: variable.type, to: &members)
  }

  private static func addMembers(of type: ValueType, to members: inout NameTable) {
    switch type {
    case .list(let element), .range(let element): addMembers(of: element, to: &members)
    default:
      for field in type.fields ?? [] {
        members.insert(field.name)
        addMembers(of: field.type, to: &members)
      }
    }
  }
}

extension ValueType {
  /// Whether an expression can name entries of such a value, or of its members.
  var namesMembers: Bool {
    switch self {
    case .list(let element), .range(let element): element.namesMembers
    default: fields != nil
    }
  }
}
