// A decision under plain names in, the decision file that says it out.

package import KoshaRules
import KoshaSource

/// Writes decision files (language.md §4).
package enum DecisionText {
  /// The file of a decision.
  ///
  /// - Parameters:
  ///   - fields: the data that it reads, told in a comment: a workflow's `data` must have them.
  package static func file(_ element: FlatModel.Element, fields: [FlatModel.Field]) -> String {
    var text = ""
    let description = element.description.map(lines) ?? []
    for line in description { text += line.isEmpty ? "#\n" : "# \(line)\n" }
    let read = fields.filter { element.fields.contains($0.name) }
    if !read.isEmpty {
      if !description.isEmpty { text += "#\n" }
      text += "# data:\n"
      for field in read { for line in data(field) { text += "#   \(line)\n" } }
    }
    var entries: [(key: String, value: YAMLText)] = [("kosha", .text("1")), ("decision", .text(element.id))]
    let title = element.label ?? element.title.value
    if title != element.id { entries.append(("title", .text(title))) }
    if !element.authorities.isEmpty {
      entries.append(("basis", .text(element.authorities.joined(separator: " / "))))
    }
    if !element.requires.isEmpty { entries.append(("requires", .sequence(element.requires.map { .text($0) }))) }
    return text + YAMLText.lines(entries + DecisionText.entries(element.logic)).document()
  }

  /// A description as lines of a comment; of one that an editor wrote in HTML the text alone.
  private static func lines(_ text: String) -> [String] {
    var plain = ""
    var isInTag = false
    let isHTML = text.contains("</")
    for character in text {
      if isHTML, character == "<" { isInTag = true }
      if !isInTag { plain.append(character) }
      if isInTag, character == ">" { isInTag = false }
    }
    if isHTML {
      for (entity, character) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        plain = plain.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
      }
    }
    var lines: [String] = []
    for paragraph in plain.split(whereSeparator: \.isNewline) {
      var line = ""
      for word in paragraph.split(whereSeparator: \.isWhitespace) {
        if !line.isEmpty, line.count + word.count > 100 {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      if !line.isEmpty { lines.append(line) }
    }
    return lines
  }

  /// A field as a workflow's `data` would have it.
  private static func data(_ field: FlatModel.Field) -> [Substring] {
    var entries: [(key: String, value: YAMLText)] = [("type", type(field.type))]
    let title = field.label ?? field.title
    if title != field.name { entries.append(("title", .text(title))) }
    if let constraint = field.constraint {
      let tests = constraint.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      entries.append(("check", .text("\(field.name) in (\(tests))")))
    }
    return YAMLText.lines([(field.name, .mapping(entries))]).document().split(separator: "\n")
  }

  // MARK: Boxed expressions

  /// The entries that a mapping needs for a logic.
  private static func entries(_ logic: LogicSyntax) -> [(key: String, value: YAMLText)] {
    switch logic {
    case .expression(let text): return [("value", feel(text))]
    case .context(let entries):
      return [("context", .lines(entries.map { ($0.name.value, part($0.logic)) }))]
    case .list(let elements): return [("list", .sequence(elements.map(part)))]
    case .relation(let columns, let rows):
      return [
        (
          "relation",
          .lines([
            ("columns", .sequence(columns.map { .text($0.value) })),
            ("rows", .items(rows.map { .sequence($0.map(part)) })),
          ])
        )
      ]
    case .function(let function):
      var entries: [(key: String, value: YAMLText)] = []
      if !function.parameters.isEmpty {
        entries.append(
          (
            "parameters",
            .mapping(
              function.parameters.map { parameter in
                var written = ValueType.any
                if case .known(let type)? = parameter.type { written = type }
                return (parameter.name.value, type(written))
              })
          ))
      }
      entries.append(("body", function.body.map(part) ?? .text("null")))
      return [("function", .lines(entries))]
    case .invocation(let callee, let bindings):
      var entries: [(key: String, value: YAMLText)] = [("function", feel(callee))]
      if !bindings.isEmpty {
        entries.append(("with", .mapping(bindings.map { ($0.name.value, part($0.logic)) })))
      }
      return [("invoke", .mapping(entries))]
    case .conditional(let condition, let then, let otherwise):
      return [
        ("conditional", .lines([("if", part(condition)), ("then", part(then)), ("else", part(otherwise))]))
      ]
    case .filter(let source, let match):
      return [("filter", .mapping([("in", part(source)), ("match", part(match))]))]
    case .iteration(let name, let source, let body):
      return [
        ("for", .mapping([("name", .text(name.value)), ("in", part(source)), ("return", part(body))]))
      ]
    case .quantified(let quantifier, let name, let source, let body):
      return [
        (
          quantifier.rawValue,
          .mapping([("name", .text(name.value)), ("in", part(source)), ("satisfies", part(body))])
        )
      ]
    case .table(let table): return TableText(table).entries
    case .typed(let inner, let declared):
      guard case .known(let known) = declared else { return entries(inner) }
      return [("type", type(known))] + entries(inner)
    }
  }

  /// A part of a boxed expression: FEEL, or a mapping that is boxed again.
  private static func part(_ logic: LogicSyntax) -> YAMLText {
    switch logic {
    case .expression(let text): feel(text)
    case .context, .table, .conditional, .function, .relation: .lines(entries(logic))
    default: .mapping(entries(logic))
    }
  }

  /// A FEEL text without the blanks around it and the margin that its lines have in common.
  static func feel(_ text: LocatedText) -> YAMLText { .text(feelText(text)) }

  static func feelText(_ text: LocatedText) -> String {
    let lines = text.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
      .map { line in
        let blanks = line.prefix { $0 == " " || $0 == "\t" }
        let margin = blanks.map { $0 == "\t" ? "  " : " " }.joined()
        var rest = line.dropFirst(blanks.count)
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return rest.isEmpty ? "" : margin + rest
      }
    guard let start = lines.firstIndex(where: { !$0.isEmpty }), let end = lines.lastIndex(where: { !$0.isEmpty }) else {
      return ""
    }
    // The first line may stand behind a tag, so the others alone tell the margin.
    let others = lines[start...end].dropFirst().filter { !$0.isEmpty }
    var margin = others.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    let first = lines[start].drop { $0 == " " }
    if start > 0 { margin = min(margin, lines[start].count - first.count) }
    return ([String(first)] + lines[(start + 1)..<(end + 1)].map { String($0.dropFirst(margin)) })
      .joined(separator: "\n")
  }

  // MARK: Types

  static func type(_ type: ValueType) -> YAMLText {
    switch type {
    case .enumeration(let values): .sequence(values.map { .string($0) })
    case .context(let fields): .mapping(fields.map { ($0.name, DecisionText.type($0.type)) })
    case .list(let element):
      switch element {
      case .enumeration, .context, .list: .mapping([("list of", DecisionText.type(element))])
      default: .text(type.text)
      }
    default: .text(type.text)
    }
  }
}
