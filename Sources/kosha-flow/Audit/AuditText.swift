// Entries of the journal as rows for people and as JSON (cli.md, `audit log`).

import KoshaFlow
import KoshaRules
import KoshaSource

/// Renders entries.
struct AuditText {
  private let session: Session
  private let zone: Zone
  private var table: TextTable

  init(_ session: Session, zone: Zone) {
    self.session = session
    self.zone = zone
    self.table = TextTable(
      [
        "#", session.say(ja: "日時", en: "time"), session.say(ja: "案件", en: "case"), session.say(ja: "種別", en: "kind"),
        session.say(ja: "誰が", en: "by"), session.say(ja: "出来事", en: "event"),
        session.say(ja: "状態", en: "state"), session.say(ja: "葉", en: "leaf"),
      ], rightAligned: [0])
  }

  mutating func add(_ row: AuditRow) {
    let body = row.body
    let by = body.map { [$0.by, $0.onBehalfOf.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ") }
    table.add([
      "\(row.header.sequence)", time(row), row.number ?? "–", row.header.kind.rawValue, by ?? "–", body?.event ?? "",
      body?.after.joined(separator: " + ") ?? "–", String(row.hash.prefix(12)),
    ])
  }

  func print() { table.print() }

  private func time(_ row: AuditRow) -> String {
    row.header.time.rfc3339(in: zone, zones: session.zones)
  }

  func json(_ row: AuditRow) -> Value {
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
        Context.Entry("at", .string(time(row))),
        Context.Entry("by", text(body?.by)),
        Context.Entry("on_behalf_of", text(body?.onBehalfOf)),
        Context.Entry("event", text(body?.event)),
        Context.Entry("request_id", text(body?.requestID)),
        Context.Entry("comment", text(body?.comment)),
        Context.Entry("before", texts(body?.before)),
        Context.Entry("after", texts(body?.after)),
        Context.Entry("set", body.map { set($0.changes) } ?? .null),
        Context.Entry("decisions", body.map { .list($0.decisions.map(decision)) } ?? .null),
        Context.Entry("definition", .string(row.header.definition)),
        Context.Entry("prev", number(row.header.previous)),
        Context.Entry("hash", .string(row.hash)),
      ]))
  }

  private func set(_ changes: [FieldChange]) -> Value {
    .context(Context(changes.map { Context.Entry($0.name, $0.value) }))
  }

  private func decision(_ record: DecisionRecord) -> Value {
    .context(
      Context([
        Context.Entry("decision", .string(record.decision)),
        Context.Entry("result", record.result),
        Context.Entry("fired", .list(record.fired.map(Value.string))),
        Context.Entry("basis", .list(record.basis.map { .string($0[session.language]) })),
        Context.Entry("inputs", .context(Context(record.inputs))),
        Context.Entry("errors", .list(record.errors.map { .string($0[session.language]) })),
      ]))
  }
}
