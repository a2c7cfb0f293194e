// The expressions of a document in, FEEL out; what cannot be said is told and becomes an expression that always fails.

import KoshaFlow
import KoshaRules
import KoshaSource

/// The expression languages of documents.
enum ChartLanguage: Sendable, Hashable {
  case ecmascript
  case feel
  /// As a workflow says it, in documents of ours.
  case workflow
}

/// Says the expressions of one document in FEEL.
struct ChartExpressions {
  let language: ChartLanguage
  let names: ChartNames
  /// What an expression of the workflow may name, with the types that its fields will have.
  private let scope: Scope
  var bag = DiagnosticBag()

  init(language: ChartLanguage, names: ChartNames) {
    self.language = language
    self.names = names
    var scope = Scope(
      names.fields.sorted { $0.key < $1.key }.map { Variable($0.value, names.kind(of: $0.key).fieldType) }
        + CaseScope.variables)
    scope.states = Set(names.states.values)
    self.scope = scope
  }

  /// A condition.
  mutating func condition(_ text: LocatedText) -> FEELPiece {
    guard language == .ecmascript else { return feel(text, for: .condition) }
    return said(text, for: .condition) { names, source throws(ECMAScriptFault) in
      try ECMAScriptTranslator(names: names).condition(source)
    }
  }

  /// A value for a place that takes what is told.
  mutating func value(_ text: LocatedText, for place: FailingExpression.Place = .value) -> FEELPiece {
    guard language == .ecmascript else { return feel(text, for: place) }
    return said(text, for: place) { names, source throws(ECMAScriptFault) in
      try ECMAScriptTranslator(names: names).value(source)
    }
  }

  private mutating func said(
    _ text: LocatedText, for place: FailingExpression.Place,
    _ say: (ChartNames, ECMAScriptExpression) throws(ECMAScriptFault) -> FEELPiece
  ) -> FEELPiece {
    do throws(ECMAScriptFault) {
      let piece = try say(names, try ECMAScriptParser.expression(text.text))
      guard let fault = fault(of: piece, for: place) else { return piece }
      return failing(text, fault, for: place)
    } catch {
      // A chart that names no language, or names ECMAScript and was turned to FEEL by hand.
      if let piece = try? FEELDialect.piece(text.text, names), fault(of: piece, for: place) == nil { return piece }
      return failing(text, error, for: place)
    }
  }

  private mutating func feel(_ text: LocatedText, for place: FailingExpression.Place) -> FEELPiece {
    if language == .workflow { return .verbatim(text.text) }
    do throws(SyntaxFailure) {
      let piece = try FEELDialect.piece(text.text, names)
      guard let fault = fault(of: piece, for: place) else { return piece }
      return failing(text, fault, for: place)
    } catch {
      return failing(text, .fault(error.problem.message), for: place)
    }
  }

  /// What FEEL itself has against an expression, which a workflow with it could not be loaded for.
  private func fault(of piece: FEELPiece, for place: FailingExpression.Place) -> SCXMLProblem.Unsayable? {
    var found = DiagnosticBag()
    let program = FEEL.compile(LocatedText(verbatim: piece.text, path: ""), scope: scope, into: &found)
    if let error = found.sorted.first(where: { $0.severity == .error }) { return .fault(error.message) }
    guard let type = program?.type, !place.admits(type) else { return nil }
    return .fault(Words(ja: "値の型が \(type.text) です", en: "it is of the type \(type.text)"))
  }

  private mutating func failing(
    _ text: LocatedText, _ why: SCXMLProblem.Unsayable, for place: FailingExpression.Place
  ) -> FEELPiece {
    bag.add(SCXMLProblem.unsayable(text.text, why), at: text.span)
    return FailingExpression.piece(text.text, for: place)
  }

  /// Tells why a text has no FEEL; the expression that stands for it.
  mutating func failing(
    _ text: LocatedText, _ fault: ECMAScriptFault, for place: FailingExpression.Place
  ) -> FEELPiece {
    tell(text, fault)
    return FailingExpression.piece(text.text, for: place)
  }

  /// Tells why a text has no FEEL, at the part that has none.
  mutating func tell(_ text: LocatedText, _ fault: ECMAScriptFault) {
    let range = fault.range.clamped(to: 0..<text.text.utf8.count)
    let part = String(decoding: Array(text.text.utf8)[range], as: UTF8.self)
    let why: SCXMLProblem.Unsayable =
      switch fault.kind {
      case .syntax: .syntax
      case .unsupported(let construct): .construct(construct)
      case .unknownName(let name): .name(name)
      }
    bag.add(
      SCXMLProblem.unsayable(part.isEmpty ? text.text : part, why), at: range.isEmpty ? text.span : text.span(of: range)
    )
  }

  // MARK: Literals

  /// The text that an expression is when it is one written out.
  func literal(_ text: LocatedText) -> String? {
    switch language {
    case .ecmascript:
      guard let source = try? ECMAScriptParser.expression(text.text), case .string(let value) = source.form else {
        return nil
      }
      return value
    case .feel, .workflow:
      guard let piece = try? FEELDialect.piece(text.text, names), case .string(let value) = piece.expression.form else {
        return nil
      }
      return value
    }
  }

  /// What stands between tags: JSON where it looks like JSON, else the text with its white space as single spaces
  /// (SCXML B.2.8.1).
  mutating func content(_ text: LocatedText) -> FEELPiece {
    let words = text.text.split { $0.isWhitespace }.joined(separator: " ")
    let isData = words.first.map { "{[\"-0123456789".contains($0) } ?? false
    if isData || ["true", "false", "null"].contains(words),
      let source = try? ECMAScriptParser.expression(words),
      let piece = try? ECMAScriptTranslator(names: ChartNames()).value(source)
    {
      return piece
    }
    return .string(words)
  }
}

/// FEEL of documents that others wrote: SCXML's system variables by the names they have here.
enum FEELDialect {
  static func piece(_ text: String, _ names: ChartNames) throws(SyntaxFailure) -> FEELPiece {
    let said = renamed(text.split { $0.isWhitespace }.joined(separator: " "), names)
    let scope = Scope(names.fields.values.sorted().map { Variable($0, .any) })
    let expression = try Parser.expression(said, names: NameScope(scope))
    var piece = FEELPiece(expression.form, .any)
    piece.written = said
    if case .string = expression.form { piece.kind = .string }
    return piece
  }

  private static let systemNames = [
    "_event.sendid": "event.id", "_event.invokeid": "event.child", "_event": "event", "_sessionid": "case.id",
    "_name": "case.workflow",
    "_event.origintype":
      "(if event.origin = null then null else \"\(ECMAScriptTranslator.processor)\")",
    "_ioprocessors": "{\"scxml\": {\"location\": case.id}}",
  ]

  /// Replaces names outside of texts in quotes.
  private static func renamed(_ text: String, _ names: ChartNames) -> String {
    var result = ""
    var word = ""
    var isQuoted = false
    var isEscaped = false
    var characters = Array(text)[...]
    func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }
    func flush() {
      guard !word.isEmpty else { return }
      if let field = names.fields[word] {
        result += field
      } else if word == "In", characters.first == "(" {
        result += "in state"
      } else {
        result += systemNames[word] ?? word
      }
      word = ""
    }
    while let character = characters.first {
      if isQuoted {
        result.append(character)
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          isQuoted = false
        }
      } else if isWord(character) || character == "." && word == "_event" {
        word.append(character)
      } else {
        // The field of `_event` that is none of SCXML's own names keeps it.
        if word.hasPrefix("_event."), systemNames[word] == nil { word = "event" + word.dropFirst("_event".count) }
        flush()
        result.append(character)
        if character == "\"" { isQuoted = true }
      }
      characters = characters.dropFirst()
    }
    if word.hasPrefix("_event."), systemNames[word] == nil { word = "event" + word.dropFirst("_event".count) }
    flush()
    return result
  }
}
