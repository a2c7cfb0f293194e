// Entries of the journal as JSON (cli.md, `audit log`) and in words.

import KoshaFlow
import KoshaRules
import KoshaSource

/// An entry of the journal as one reader may see it.
struct JournalLine {
  let header: EntryHeader
  let hash: String
  /// The case's number; nil where the reader may not see the case.
  let number: String?
  let caseSequence: Int?
  let body: EntryBody?

  init(_ row: AuditRow) {
    header = row.header
    hash = row.hash
    number = row.number
    caseSequence = row.caseSequence
    body = row.body
  }

  init(_ entry: HistoryEntry) {
    header = entry.header
    hash = entry.hash
    number = entry.body.record.number
    caseSequence = entry.body.record.revision
    body = entry.body
  }
}

/// Shows entries of the journal.
enum JournalOutput {
  /// The object of `audit log` and `case history`; what the reader may not see is null.
  static func json(_ row: JournalLine, _ display: ValueDisplay, _ language: Language) -> Value {
    func number(_ value: Int?) -> Value { value.map { .number(Decimal128($0)) } ?? .null }
    func text(_ value: String?) -> Value { value.map(Value.string) ?? .null }
    func texts(_ values: [String]?) -> Value { values.map { .list($0.map(Value.string)) } ?? .null }
    let body = row.body
    return .context(
      Context([
        Context.Entry("seq", number(row.header.sequence)),
        Context.Entry("kind", .string(row.header.kind.rawValue)),
        Context.Entry("case", text(row.number)),
        Context.Entry("case_seq", number(row.caseSequence)),
        Context.Entry("at", .string(display.stamp(row.header.time))),
        Context.Entry("due_at", text(body?.dueAt.map(display.stamp))),
        Context.Entry("clock", text(body?.clock.map(display.stamp))),
        Context.Entry("by", text(body?.by)),
        Context.Entry("on_behalf_of", text(body?.onBehalfOf)),
        Context.Entry("event", text(body?.event)),
        Context.Entry("request_id", text(body?.requestID)),
        Context.Entry("comment", text(body?.comment)),
        Context.Entry("before", texts(body?.before)),
        Context.Entry("after", texts(body?.after)),
        Context.Entry(
          "set",
          body.map { .context(Context($0.changes.map { Context.Entry($0.name, $0.value) })) } ?? .null),
        Context.Entry("decisions", body.map { .list($0.decisions.map { $0.value(language) }) } ?? .null),
        Context.Entry("logs", texts(body?.logs)),
        Context.Entry("errors", texts(body.map { $0.errors.map { $0[language] } })),
        Context.Entry("definition", .string(row.header.definition)),
        Context.Entry("prev", number(row.header.previous)),
        Context.Entry("hash", .string(row.hash)),
      ]))
  }

  /// An entry of a case's history in words.
  static func print(
    _ entry: HistoryEntry, _ definition: WorkflowDefinition, _ output: CaseOutput, _ display: ValueDisplay
  ) {
    let body = entry.body
    let what = output.title(of: body.event, entry.header.kind, definition)
    var line = "#\(entry.header.sequence)  \(display.time(entry.header.time))  " + Console.styled(what, .bold)
    line += "  " + who(body, output)
    Console.line(line)
    if body.before != body.after {
      let from = body.before.isEmpty ? "" : output.stateTitles(body.before, definition) + " "
      Console.line("    \(from)→ \(output.stateTitles(body.after, definition))")
    }
    // A case begins with every field; those without a value tell nothing.
    for change in body.changes where entry.header.kind != .opened || !change.value.isNull {
      let field = definition.field(change.name)
      let shown = entry.masked.contains(change.name) ? display.masked : display.text(change.value, of: field)
      Console.line("    \(field?.title[display.language] ?? change.name) = \(shown)")
    }
    for decision in body.decisions {
      Console.line("    " + output.text(of: decision, definition, masked: entry.masked))
    }
    if let comment = body.comment { Console.line("    " + output.say("意見: ", "comment: ") + comment) }
    for note in body.logs { Console.line("    " + output.say("記録: ", "note: ") + note) }
    for error in body.errors { Console.line("    " + output.say("誤り: ", "error: ") + error[display.language]) }
  }

  /// Who acted, and for whom.
  static func who(_ body: EntryBody, _ output: CaseOutput) -> String {
    guard let principal = body.onBehalfOf else { return output.personTitle(body.by) }
    return output.say(
      "\(output.personTitle(principal))（操作: \(output.personTitle(body.by))）",
      "\(output.personTitle(principal)) (operated by \(output.personTitle(body.by)))")
  }
}
