// A deadline as it is shown: how it stands, what is left, and its ledger.

import KoshaRules
public import KoshaSource

/// A deadline of a case at one moment.
public struct DeadlineView: Sendable {
  /// How it stands.
  public enum Standing: String, Sendable, Hashable {
    /// The clock runs.
    case running
    /// The clock stands still.
    case stopped
    /// What it waits for came about, or the case ended, in time.
    case met
    /// What it waits for came about, or the case ended, too late.
    case missed
  }

  /// The record with its ledger.
  public var record: DeadlineRecord
  /// Its title.
  public var title: Words
  /// Where the authority comes from.
  public var basis: Words?
  /// How it stands.
  public var standing: Standing
  /// Whether the budget is overdrawn.
  public var isOverdue: Bool
  /// What is left of the budget.
  var remainder: DeadlineRemainder

  /// The deadlines of a case that have started, in order of starting.
  public static func all(
    of record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> [DeadlineView] {
    if record.deadlines.isEmpty { return [] }
    guard let interpreter = try? Deliberation(record, definition, in: world).interpreter else { return [] }
    return record.deadlines.compactMap { deadline in
      guard let declaration = definition.deadline(deadline.id) else { return nil }
      let isOverdue = deadline.isOverdue(at: world.now)
      let open: Standing = deadline.stoppedAt != nil ? .stopped : .running
      return DeadlineView(
        record: deadline, title: declaration.title, basis: declaration.basis,
        standing: deadline.endedAt == nil ? open : isOverdue ? .missed : .met, isOverdue: isOverdue,
        remainder: interpreter.remaining(of: deadline, declaration, at: world.now))
    }
  }

  /// How it stands in a word: `overdue` for one that is open and overdrawn.
  package var word: String { isOverdue && record.endedAt == nil ? "overdue" : standing.rawValue }

  /// What is left, as a delay is written.
  package var left: String { remainder.written }

  /// The budget as people say it.
  public var budgetText: Words { Delay(record.budget)?.text ?? Words(record.budget) }

  /// What is left, as people say it: `あと12営業日`, `2営業日超過`.
  public var remainderText: Words { remainder.text }

  /// The deadline as JSON shows it.
  ///
  /// - Parameter time: how a time is written.
  func value(_ language: Language, time: (Instant) -> Value) -> Value {
    func optional(_ instant: Instant?) -> Value { instant.map(time) ?? .null }
    return .object([
      ("id", .string(record.id)), ("title", .string(title[language])), ("basis", .text(basis?[language])),
      ("status", .string(standing.rawValue)), ("overdue", .boolean(isOverdue)),
      ("due", standing == .stopped ? .null : time(record.due)), ("budget", .string(record.budget)),
      ("remaining", .string(remainder.written)), ("started_at", time(record.startedAt)),
      (
        "stops",
        .list(record.stops.map { .object([("from", time($0.from)), ("until", optional($0.until))]) })
      ),
      ("warned_at", optional(record.warnedAt)), ("breached_at", optional(record.breachedAt)),
      ("ended_at", optional(record.endedAt)),
    ])
  }
}

extension DeadlineRemainder {
  /// As a delay is written: `12 business days`, `P5D`, `PT3H`; with a minus sign where the budget is overdrawn.
  var written: String {
    switch self {
    case .businessDays(let count): "\(count) business days"
    case .days(let count): DaysAndTimeDuration(seconds: Int64(count) * 86_400).description
    case .time(let duration): duration.description
    }
  }

  /// As people say it.
  fileprivate var text: Words {
    switch self {
    case .businessDays(let count): Self.text(.businessDays(abs(count)), isOver: count < 0)
    case .days(let count):
      Self.text(.duration(DaysAndTimeDuration(seconds: Int64(abs(count)) * 86_400)), isOver: count < 0)
    case .time(let duration):
      // To the minute: nobody counts the seconds of a deadline.
      Self.text(
        .duration(DaysAndTimeDuration(seconds: abs(duration.seconds) / 60 * 60)), isOver: duration.seconds < 0)
    }
  }

  private static func text(_ span: Delay, isOver: Bool) -> Words {
    let words: Words
    if case .duration(let duration) = span { words = duration.spoken } else { words = span.text }
    return isOver
      ? Words(ja: "\(words.ja)超過", en: "\(words.en) over") : Words(ja: "あと\(words.ja)", en: "\(words.en) left")
  }
}

extension DaysAndTimeDuration {
  /// Days and hours, or hours and minutes below a day.
  fileprivate var spoken: Words {
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3_600, seconds % 3_600 / 60)
    var ja: [String] = []
    var en: [String] = []
    func add(_ count: Int64, _ unitJa: String, _ unitEn: String) {
      if count == 0 { return }
      ja.append("\(count)\(unitJa)")
      en.append("\(count) \(unitEn)\(count == 1 ? "" : "s")")
    }
    add(days, "日", "day")
    add(hours, "時間", "hour")
    if days == 0 { add(minutes, "分", "minute") }
    return ja.isEmpty ? Words(ja: "0分", en: "0 minutes") : Words(ja: ja.joined(), en: en.joined(separator: " "))
  }
}
