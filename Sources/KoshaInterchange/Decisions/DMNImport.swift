// A DMN model in, decision files and the data they read out; each file is read back before it is handed out.

package import KoshaRules
package import KoshaSource
import KoshaYAML

/// A model as decision files.
package struct DMNImport {
  /// A file with the decision it holds.
  package struct File: Sendable {
    package var name: String
    package var decision: String
    package var title: String
    package var text: String
  }

  /// What the files say.
  package private(set) var model: FlatModel
  package private(set) var files: [File] = []
  /// The files' decisions, over the fields of the model.
  package private(set) var decisions: DecisionSet

  /// Writes a model; what decision files cannot say goes into `bag`, all at once, and the rest stands.
  package init(_ syntax: ModelSyntax, imports: [ModelSyntax], into bag: inout DiagnosticBag) {
    model = FlatModel.make(of: syntax, imports: imports, into: &bag)
    decisions = DMNImport.compiled([], fields: []).set
    var isSettled = false
    while !isSettled {
      files = model.elements.map { element in
        File(
          name: element.id + ".yaml", decision: element.id, title: element.title.value,
          text: DecisionText.file(element, fields: model.fields))
      }
      let read = DMNImport.compiled(files, fields: model.fields)
      decisions = read.set
      isSettled = read.faults.isEmpty
      if !isSettled { model.leaveOut(read.faults, into: &bag) }
    }
  }

  /// The decisions of files, and why some cannot be read, by their ids.
  private static func compiled(
    _ files: [File], fields: [FlatModel.Field]
  ) -> (set: DecisionSet, faults: [String: Words]) {
    var bag = DiagnosticBag()
    var syntaxes: [DecisionSyntax] = []
    var variables = fields.map { Variable($0.name, $0.type) }
    for file in files {
      let source = SourceFile(path: file.decision, text: file.text)
      guard let node = YAMLComposer.compose(source, limits: .rules, into: &bag),
        let syntax = DecisionSyntax.read(node, into: &bag)
      else { continue }
      syntaxes.append(syntax)
      variables.append(Variable(file.decision, syntax.type))
    }
    let set = DecisionSet.compile(syntaxes, scope: Scope(variables), into: &bag)
    var faults: [String: Words] = [:]
    for diagnostic in bag.sorted where diagnostic.severity == .error {
      guard let id = diagnostic.span?.file.path, faults[id] == nil else { continue }
      faults[id] = diagnostic.message
    }
    return (set, faults)
  }

  /// The value of a target over input data as the model names it, as the decision files give it; nil where no file answers
  /// the target.
  package func evaluate(
    _ target: Model.Target, inputs: Context, in environment: EvaluationEnvironment
  ) -> Evaluation? {
    if case .service(let name) = target, let decisions = model.services[name] {
      let answers = decisions.map { Context.Entry(model.names[$0.name], evaluate($0.id, inputs, environment).result) }
      return Evaluation(value: answers.count == 1 ? answers[0].value : .context(Context(answers)), remarks: [])
    }
    guard let element = model.elements.first(where: { $0.targets.contains(target) }) else { return nil }
    let outcome = evaluate(element.id, inputs, environment)
    if case .decision = target { return Evaluation(value: outcome.result, remarks: outcome.remarks) }
    guard case .function(let function) = outcome.result else {
      return Evaluation(value: outcome.result, remarks: outcome.remarks)
    }
    let arguments = function.parameters.map { name in
      inputs.entries.first { model.names[$0.name] == name }.map { model.plain($0.value) } ?? .null
    }
    return function.evaluate(arguments, in: environment)
  }

  private func evaluate(_ id: String, _ inputs: Context, _ environment: EvaluationEnvironment) -> DecisionOutcome {
    var values = model.fields.map { model.value(of: $0, in: inputs, environment) }
    values += [Value](repeating: .null, count: decisions.ids.count)
    return decisions.evaluate(id, on: environment.today, values, in: environment)
  }
}
