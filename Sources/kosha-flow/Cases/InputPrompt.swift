// Asks on a terminal for what an event or an opening needs and was not given, and reads each answer back.

import KoshaFlow
import KoshaRules
import KoshaSource

/// Asks for missing values.
struct InputPrompt {
  let session: Session
  let display: ValueDisplay

  /// The values given, and those asked for.
  func complete(
    _ given: [InputValue], _ fields: [InputField], of definition: WorkflowDefinition
  ) throws -> [InputValue] {
    var values = given
    for field in fields where field.isRequired && !values.contains(where: { $0.name == field.name }) {
      values.append(try ask(field, declared: definition.field(field.name)))
    }
    return values
  }

  /// A comment that must be given.
  func comment() throws -> String {
    while true {
      guard let text = Console.ask(session.say(ja: "意見: ", en: "comment: ")) else { throw Self.ended }
      if text.contains(where: { !$0.isWhitespace }) { return text }
    }
  }

  private func ask(_ field: InputField, declared: DataField?) throws -> InputValue {
    let question = question(field, declared)
    while true {
      guard let text = Console.ask(question) else { throw Self.ended }
      let value = InputValue(field.name, .typed(text))
      if holdsDocuments(field.type) { return value }
      switch value.read(as: field.type) {
      case .success(.null):
        Console.errorLine(session.say(ja: "  値が要ります", en: "  a value is needed"))
      case .success(let read):
        let shown = display.text(read, of: declared)
        if shown != text { Console.errorLine("  \(text) → \(shown)") }
        return InputValue(field.name, .typed(text))
      case .failure(let problem):
        Console.errorLine("  " + problem.message[session.language])
        if let help = problem.help { Console.errorLine("  " + help[session.language]) }
      }
    }
  }

  private func question(_ field: InputField, _ declared: DataField?) -> String {
    var notes = [field.type.text]
    if case .enumeration(let words) = field.type {
      notes = words.map { word in
        let title = declared?.valueTitles.first { $0.value == word }?.title[session.language]
        return title.map { "\(word)=\($0)" } ?? word
      }
    }
    if holdsDocuments(field.type) { notes = [session.say(ja: "ファイルの場所", en: "path of a file")] }
    if let unit = declared?.unit { notes.append(unit) }
    let help = declared?.help.map { "\n  \($0[session.language])" } ?? ""
    return "\(field.title[session.language]) (\(field.name)) [\(notes.joined(separator: ", "))]\(help): "
  }

  private func holdsDocuments(_ type: ValueType) -> Bool { type == .document || type == .list(.document) }

  private static let ended = CommandFailure(
    .usage, code: "usage", Words(ja: "入力が途中で終わりました", en: "the input ended early"))
}
