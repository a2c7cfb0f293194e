// Entries of the journal as rows for people.

import KoshaFlow
import KoshaRules
import KoshaSource

/// Renders entries.
struct AuditText {
  private let session: Session
  private let display: ValueDisplay
  private var table: TextTable

  init(_ session: Session) throws {
    self.session = session
    self.display = try session.display()
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
      "\(row.header.sequence)", display.stamp(row.header.time), row.number ?? "–", row.header.kind.rawValue, by ?? "–",
      body?.event ?? "",
      body?.after.joined(separator: " + ") ?? "–", String(row.hash.prefix(12)),
    ])
  }

  func print() { table.print() }
}
