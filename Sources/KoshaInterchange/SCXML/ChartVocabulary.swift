// The names of a document in, the names of the workflow out: states, data, events; and the kinds of its data.

import KoshaFlow
import KoshaRules
import KoshaSource

/// Collects what a document declares before anything of it is written.
struct ChartVocabulary {
  var names = ChartNames()
  /// Data in document order, by the document's names.
  private(set) var data: [(name: String, value: ChartValue?)] = []
  /// The ids of states by their place in document order, which states without one get too.
  private(set) var stateIDs: [Int: String] = [:]
  var bag = DiagnosticBag()
  private var takenFields: Set<String> = []
  private var takenStates: Set<String> = []

  /// - Parameter isChild: whether another document opens it, which may give data values of any kind.
  init(_ chart: ChartSyntax, workflow: String, language: ChartLanguage, isChild: Bool) {
    takenStates.insert(workflow)
    name(statesOf: chart.root)
    if language == .workflow { return }
    let states = chart.root.all
    for state in states {
      for item in state.data { declare(item.id, item.value) }
    }
    for state in states {
      for content in Self.contents(of: state) { declareVariables(content) }
    }
    if language == .ecmascript { infer(states, isChild: isChild) }
  }

  // MARK: States

  private mutating func name(statesOf root: ChartState) {
    let states = root.all.dropFirst()
    // Ids that stay come first, so that no made-up one takes their place.
    for state in states {
      guard let id = state.id, Identifier.isState(id.value), takenStates.insert(id.value).inserted else { continue }
      stateIDs[state.span.range.lowerBound] = id.value
      names.states[id.value] = id.value
    }
    for state in states where stateIDs[state.span.range.lowerBound] == nil {
      let wanted = state.id.map { Self.mended($0.value) } ?? state.kind.word
      var id = state.id == nil ? "\(wanted)-1" : wanted
      var number = 1
      while !Identifier.isState(id) || !takenStates.insert(id).inserted {
        number += 1
        id = "\(wanted)-\(number)"
      }
      stateIDs[state.span.range.lowerBound] = id
      if let old = state.id, names.states[old.value] == nil {
        names.states[old.value] = id
        bag.add(SCXMLProblem.renamed(.state, from: old.value, to: id), at: old.span)
      }
    }
  }

  func id(of state: ChartState) -> String { stateIDs[state.span.range.lowerBound] ?? "" }

  /// A text with `_` for what no name may hold.
  static func mended(_ text: String) -> String {
    let mended = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { FieldName.isPart($0) || $0 == "-" || $0 == "." ? $0 : "_" }))
    let trimmed = mended.drop { $0 == "-" || $0 == "." }
    let words = trimmed.split(separator: ".").map { word -> String in
      var word = word
      while word.last == "-" { word.removeLast() }
      return word.isEmpty ? "_" : String(word.drop { $0 == "-" })
    }
    return words.isEmpty ? "_" : words.joined(separator: ".")
  }

  // MARK: Data

  private mutating func declare(_ id: Located<String>, _ value: ChartValue?) {
    if data.contains(where: { $0.name == id.value }) {
      bag.add(InterchangeProblem.duplicateIdentifier(id.value), at: id.span)
      return
    }
    data.append((id.value, value))
    let field = field(for: id.value)
    names.fields[id.value] = field
    if field != id.value { bag.add(SCXMLProblem.renamed(.data, from: id.value, to: field), at: id.span) }
  }

  /// A name that a field may have and nothing else has.
  mutating func field(for name: String) -> String {
    var wanted = String(String.UnicodeScalarView(name.unicodeScalars.map { FieldName.isPart($0) ? $0 : "_" }))
    while !FieldName.isValid(wanted) || Identifier.reserved.contains(wanted) || !takenFields.insert(wanted).inserted {
      wanted =
        wanted.unicodeScalars.first.map { $0.properties.numericType != nil } ?? true ? "_" + wanted : wanted + "_"
    }
    return wanted
  }

  /// Variables that loops and scripts bring about by themselves.
  private mutating func declareVariables(_ content: ChartContent) {
    switch content {
    case .foreach(_, let item, let index, let body):
      for variable in [item, index].compactMap({ $0 }) where Self.isVariable(variable.text) {
        if names.fields[variable.text] == nil { declare(Located(variable.text, at: variable.span), nil) }
      }
      for inner in body { declareVariables(inner) }
    case .branch(let parts, let otherwise):
      for inner in parts.flatMap(\.content) + otherwise { declareVariables(inner) }
    case .script(.text(let text)):
      for statement in (try? ECMAScriptParser.script(text.text)) ?? [] { declareVariables(statement, text) }
    default: break
    }
  }

  private mutating func declareVariables(_ statement: ECMAScriptStatement, _ text: LocatedText) {
    switch statement {
    case .declaration(let name, _, _): declareIfNew(name, text)
    case .expression(let expression):
      if case .assignment("", let target, _) = expression.form, case .name(let name) = target.form {
        declareIfNew(name, text)
      }
    case .branch(_, let then, let otherwise):
      for inner in then + otherwise { declareVariables(inner, text) }
    }
  }

  private mutating func declareIfNew(_ name: String, _ text: LocatedText) {
    if names.fields[name] == nil, Self.isVariable(name) { declare(Located(name, at: text.span), nil) }
  }

  /// Whether a text is a variable that a document may set; SCXML's own begin with `_` (SCXML §5.10).
  static func isVariable(_ text: String) -> Bool {
    guard let source = try? ECMAScriptParser.expression(text), case .name(let name) = source.form else { return false }
    return name == text && !["_event", "_sessionid", "_name", "_ioprocessors", "_x"].contains(name)
  }

  // MARK: Kinds

  /// What each data item is known to hold: the kinds of all that is ever put into it.
  private mutating func infer(_ states: [ChartState], isChild: Bool) {
    let contents = states.flatMap { Self.contents(of: $0) }
    for name in names.fields.keys { names.kinds[name] = .null }
    if isChild { for item in states.first?.data ?? [] { names.kinds[item.id.value] = .any } }
    // Each round can only widen a kind, and each kind widens at most twice.
    for _ in 0...2 * names.fields.count {
      let before = names.kinds
      for item in data { widen(item.name, by: item.value) }
      for content in contents { widen(content) }
      if names.kinds == before { break }
    }
    for (name, kind) in names.kinds where kind == .null { names.kinds[name] = .any }
  }

  private mutating func widen(_ name: String, by kind: ValueKind) {
    names.kinds[name] = names.kinds[name].map { $0.joined(kind) } ?? kind
  }

  private mutating func widen(_ name: String, by value: ChartValue?) {
    switch value {
    case nil: break
    case .expression(let text): widen(name, by: kind(of: try? ECMAScriptParser.expression(text.text)))
    case .text, .file, .markup: widen(name, by: .any)
    case .chart: widen(name, by: .string)
    }
  }

  private func kind(of source: ECMAScriptExpression?) -> ValueKind {
    guard let source, let piece = try? ECMAScriptTranslator(names: names).value(source) else { return .any }
    return piece.kind
  }

  private mutating func widen(_ content: ChartContent) {
    switch content {
    case .assign(let location, let value):
      if names.fields[location.text] != nil {
        widen(location.text, by: value)
      } else if let root = Self.root(of: try? ECMAScriptParser.expression(location.text)) {
        widen(root, by: .any)
      }
    case .foreach(_, let item, let index, let body):
      if names.fields[item.text] != nil { widen(item.text, by: .any) }
      if let index, names.fields[index.text] != nil { widen(index.text, by: .number) }
      for inner in body { widen(inner) }
    case .branch(let parts, let otherwise):
      for inner in parts.flatMap(\.content) + otherwise { widen(inner) }
    case .send(let send):
      if let location = send.idLocation, names.fields[location.text] != nil { widen(location.text, by: .string) }
    case .script(.text(let text)):
      for statement in (try? ECMAScriptParser.script(text.text)) ?? [] { widen(statement) }
    default: break
    }
  }

  private mutating func widen(_ statement: ECMAScriptStatement) {
    switch statement {
    case .declaration(let name, let value, _): widen(name, by: value.map { kind(of: $0) } ?? .null)
    case .expression(let expression):
      switch expression.form {
      case .assignment("", let target, let value):
        guard case .name(let name) = target.form else { fallthrough }
        widen(name, by: kind(of: value))
      case .assignment, .step, .call:
        if let root = Self.root(of: expression) { widen(root, by: .any) }
      default: break
      }
    case .branch(_, let then, let otherwise):
      for inner in then + otherwise { widen(inner) }
    }
  }

  /// The variable at the root of a location.
  static func root(of source: ECMAScriptExpression?) -> String? {
    switch source?.form {
    case .name(let name): name
    case .member(let inner, _), .index(let inner, _), .call(let inner, _), .step(_, let inner),
      .assignment(_, let inner, _):
      root(of: inner)
    default: nil
    }
  }

  /// All executable content of a state, not of those inside.
  static func contents(of state: ChartState) -> [ChartContent] {
    state.entry.flatMap { $0 } + state.exit.flatMap { $0 } + state.transitions.flatMap(\.content)
      + (state.initial?.content ?? []) + state.scripts.map { .script($0) }
  }
}

extension ChartState.Kind {
  /// What a state without an id is called after.
  var word: String {
    switch self {
    case .root, .state: "state"
    case .parallel: "parallel"
    case .final: "final"
    case .history: "history"
    }
  }
}
