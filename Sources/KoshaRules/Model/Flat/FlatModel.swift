// What a model becomes as decision files can hold it: decisions and functions under plain names, data fields, and what was
// left out.

package import KoshaSource

/// A model and its imports as one graph of decisions whose names are letters, digits and `_`.
package struct FlatModel: Sendable {
  /// Input data as a workflow's data would hold it.
  package struct Field: Sendable {
    package var name: String
    /// The model's own name.
    package var title: String
    /// What people call it, where the model says so.
    package var label: String?
    package var type: ValueType
    /// Unary tests that the type cannot hold.
    package var constraint: String?
    /// By what names the model's inputs may hold it, an import's name before its own; the nearest first.
    package var paths: [[String]]
  }

  /// A decision, or a function that others call.
  package struct Element: Sendable {
    package var id: String
    /// The model's own name.
    package var title: Located<String>
    package var requires: [String]
    /// The fields that it reads itself.
    package var fields: [String]
    /// All texts rewritten to the plain names; a table's columns have their types.
    package var logic: LogicSyntax
    package var description: String?
    /// What people call it, where the model says so.
    package var label: String?
    /// The knowledge sources it rests on.
    package var authorities: [String] = []
    /// What of the model it answers.
    package var targets: [Model.Target]
  }

  package var fields: [Field] = []
  package var elements: [Element] = []
  /// The decisions that answer a service which is nothing beside them, by the service's name.
  package var services: [String: [(name: String, id: String)]] = [:]
  /// The plain names of all names that are none, entries of contexts among them.
  package var names: PlainNames

  /// The value with the entries of its contexts under their plain names.
  package func plain(_ value: Value) -> Value {
    switch value {
    case .list(let members): .list(members.map(plain))
    case .context(let context):
      .context(Context(context.entries.map { Context.Entry(names[$0.name], plain($0.value)) }))
    default: value
    }
  }

  /// The value of a field among the model's inputs, under plain names and as one of the field's type.
  package func value(of field: Field, in inputs: Context, _ environment: EvaluationEnvironment) -> Value {
    var call = CallContext(environment: environment)
    let given = plain(EvaluationPlan.input(field.paths, in: inputs))
    return Coercion(name: field.type.text, type: field.type).apply(given, &call)
  }
}

extension FunctionValue {
  /// Calls the function.
  package func evaluate(_ arguments: [Value], in environment: EvaluationEnvironment) -> Evaluation {
    var call = CallContext(environment: environment)
    return Evaluation(value: body(arguments, &call), remarks: call.remarks)
  }
}

/// One plain name for each name of a model.
package struct PlainNames: Sendable {
  private var plain: [String: String] = [:]
  private var taken: Set<String> = []
  /// Words that a workflow has for itself and a field or decision may therefore not have.
  static let reserved: Set<String> = ["event", "case", "actor", "assignee", "now", "today", "children", "item"]

  /// The name as it is written in decision files: itself where nothing had to change.
  package subscript(name: String) -> String { plain[name] ?? name }

  /// Notes the names of a model; those that are plain already keep theirs.
  mutating func add(_ names: [String]) {
    for name in names where FieldName.isValid(name) { taken.insert(name) }
    for name in names where !FieldName.isValid(name) && plain[name] == nil { plain[name] = fresh(name) }
  }

  /// A plain name like a text that is given to nothing else.
  mutating func fresh(_ text: String, avoiding others: Set<String> = []) -> String {
    let base = PlainNames.made(from: text)
    var name = base
    var number = 2
    while taken.contains(name) || others.contains(name) {
      name = "\(base)_\(number)"
      number += 1
    }
    taken.insert(name)
    return name
  }

  /// Letters, digits and `_` of a text, whatever else stands between them one `_`.
  static func made(from text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var isPending = false
    for scalar in text.unicodeScalars {
      guard FieldName.isPart(scalar) else {
        isPending = !scalars.isEmpty
        continue
      }
      if isPending { scalars.append("_") }
      isPending = false
      scalars.append(scalar)
    }
    let name = String(scalars)
    if FieldName.isValid(name) { return name }
    if FieldName.keywords.contains(name) { return name + "_" }
    if FieldName.isValid("_" + name) { return "_" + name }
    return name + "_"
  }
}
