// Decision files that stand outside any workflow in, what they read from outside out.

package import KoshaSource

extension Scope {
  /// The scope of files on their own: their decisions, the time, and every name that they read and none of
  /// them declares.
  ///
  /// A field is of the type of the column that reads it under its own name, else of any. What is wrong beside unknown
  /// names goes into `bag`.
  package static func standalone(_ decisions: [DecisionSyntax], into bag: inout DiagnosticBag) -> Scope {
    var scope = Scope([Variable("now", .dateAndTime), Variable("today", .date)])
    for decision in decisions {
      let type: ValueType =
        scope.slot(of: decision.id.value).map { scope.variables[$0].type == decision.type ? decision.type : .any }
        ?? decision.type
      _ = scope.declare(Variable(decision.id.value, type, origin: decision.id.span))
    }
    let unknownName = FEELProblem.unknownName("", nearest: nil, quoted: nil).code
    while true {
      var found = DiagnosticBag()
      _ = DecisionSet.compile(decisions, scope: scope, into: &found)
      let before = scope.variables.count
      for diagnostic in found.diagnostics where diagnostic.code == unknownName {
        guard let span = diagnostic.span else { continue }
        let name = String(decoding: span.file.bytes[span.range], as: UTF8.self)
        guard FieldName.isValid(name), scope.slot(of: name) == nil else { continue }
        _ = scope.declare(Variable(name, columnType(name, decisions), origin: span))
      }
      if scope.variables.count == before {
        bag.add(contentsOf: found)
        return scope
      }
    }
  }

  /// The type of the columns that are the data field of their own name; any where they differ.
  private static func columnType(_ name: String, _ decisions: [DecisionSyntax]) -> ValueType {
    var found: ValueType?
    for decision in decisions {
      guard case .table(let table)? = decision.logic else { continue }
      for input in table.inputs where input.name.value == name && input.value == nil {
        if let found, found != input.type { return .any }
        found = input.type
      }
    }
    return found ?? .any
  }
}
