// What `dmn export` is asked for in, the model of those decisions out.

import KoshaFlow
import KoshaInterchange
import KoshaRules
import KoshaSource
import KoshaYAML

/// Decisions as a DMN model with its document.
struct ModelExport {
  let model: ModelSyntax
  let document: String
  /// What is told though the model is whole.
  let remarks: [Diagnostic]

  /// The model of a workflow, of `[WORKFLOW/]DECISION` with all that it requires, or of files that stand alone.
  static func of(_ names: [String], on date: CalendarDate?, _ session: Session) throws -> ModelExport {
    var bag = DiagnosticBag()
    let request = try request(names, on: date, session, into: &bag)
    if bag.hasErrors { throw refusal(bag, session) }
    guard let model = ModelSyntax.of(request, into: &bag),
      let document = DMNWriter.text(of: model, language: session.language, into: &bag)
    else { throw refusal(bag, session) }
    return ModelExport(model: model, document: document, remarks: bag.sorted)
  }

  private static func refusal(_ bag: DiagnosticBag, _ session: Session) -> CommandFailure {
    session.unreadable(bag, ja: "DMNのモデルとして書き出せません", en: "this cannot be exported as a DMN model")
  }

  private static func request(
    _ names: [String], on date: CalendarDate?, _ session: Session, into bag: inout DiagnosticBag
  ) throws -> DecisionModelRequest {
    if names.allSatisfy({ $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }) {
      return try standalone(names, on: date, session, into: &bag)
    }
    guard names.count == 1, let name = names.first else {
      throw CommandFailure(
        .usage, code: "usage",
        Words(
          ja: "ワークフローか判定を一つ、または判定のファイルを指定してください",
          en: "name one workflow, one decision, or decision files"))
    }
    if !name.contains("/"), try session.catalogue().workflows.contains(name) {
      return try request(in: session.definition(name), nil, on: date, session)
    }
    let source = try DecisionSource.find(name, session)
    guard let definition = source.definition else { throw refusal(bag, session) }
    return request(in: definition, source.id, on: date, session)
  }

  private static func request(
    in definition: WorkflowDefinition, _ decision: String?, on date: CalendarDate?, _ session: Session
  ) -> DecisionModelRequest {
    DecisionModelRequest(
      decisions: definition.decisionSyntaxes, scope: definition.scope, roots: decision.map { [$0] }, date: date,
      name: decision ?? definition.id, namespace: namespace([definition.id] + (decision.map { [$0] } ?? [])),
      language: session.language,
      fieldLabels: Dictionary(definition.fields.map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first }))
  }

  private static func standalone(
    _ paths: [String], on date: CalendarDate?, _ session: Session, into bag: inout DiagnosticBag
  ) throws -> DecisionModelRequest {
    var syntaxes: [DecisionSyntax] = []
    for path in paths {
      let file = SourceFile(path: path, bytes: try Files.read(path))
      guard let node = YAMLComposer.compose(file, limits: .rules, into: &bag),
        let syntax = try DecisionSyntax.read(node, beside: DecisionSource.tableFiles(of: node), into: &bag)
      else { continue }
      syntaxes.append(syntax)
    }
    guard !bag.hasErrors, let id = syntaxes.first?.id.value else { throw refusal(bag, session) }
    let scope = Scope.standalone(syntaxes, into: &bag)
    return DecisionModelRequest(
      decisions: syntaxes, scope: scope, date: date, name: id, namespace: namespace([id]), language: session.language)
  }

  /// A name that no other model of ours has; letters beyond ASCII stand as URIs write them.
  private static func namespace(_ parts: [String]) -> String {
    var text = "urn:kosha-flow"
    for part in parts {
      text += ":"
      for byte in part.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          text.unicodeScalars.append(Unicode.Scalar(byte))
        default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      }
    }
    return text
  }
}
