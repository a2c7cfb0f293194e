// The service's answers that are no receipt, as failures with their exit status.

import KoshaFlow
import KoshaRules
import KoshaSource

extension CommandFailure {
  /// A refusal (77), with what can be done instead and why each other event cannot.
  init(_ refusal: Refusal) {
    var details: [Context.Entry] = []
    details.append(Context.Entry("event", refusal.event.map(Value.string) ?? .null))
    details.append(Context.Entry("state", .list(refusal.state.map(Value.string))))
    details.append(Context.Entry("guard", refusal.condition.map(Value.string) ?? .null))
    details.append(Context.Entry("missing", .list(refusal.missing.map(Value.string))))
    self.init(
      .refused, code: refusal.code.rawValue, refusal.message, details: details,
      lines: Self.alternatives(refusal.alternatives, besides: refusal.event))
  }

  private static func alternatives(_ events: [EventAvailability], besides event: String?) -> [Words] {
    let possible = events.filter { $0.whyNot == nil && $0.event != event }
    let others = events.filter { $0.whyNot != nil && $0.event != event }
    var lines: [Words] = []
    if !possible.isEmpty {
      lines.append(Words(ja: "できること:", en: "what can be done:"))
      lines += possible.map {
        Words(ja: "  \($0.event)  \($0.title.ja)", en: "  \($0.event)  \($0.title.en)")
      }
    }
    if !others.isEmpty {
      lines.append(Words(ja: "できないこと:", en: "what cannot, and why:"))
      lines += others.compactMap { other in
        other.reason.map { Words(ja: "  \(other.event)  \($0.ja)", en: "  \(other.event)  \($0.en)") }
      }
    }
    return lines
  }

  /// Values that cannot be read (65).
  init(unreadable problems: [UnreadableInput]) {
    let words = problems.map(\.sentence)
    self.init(
      .badData, code: "value", words.first ?? Words(ja: "値を読めません", en: "a value cannot be read"),
      help: Self.help(problems),
      details: [Context.Entry("missing", .list(problems.map { .string($0.field) }))],
      lines: Array(words.dropFirst()))
  }

  /// The mends of values that cannot be read, each with its field where there are several.
  static func help(_ problems: [UnreadableInput]) -> Words? {
    if problems.count == 1 { return problems.first?.help }
    let mends = problems.compactMap { problem in
      problem.help.map { Words(ja: "`\(problem.field)` \($0.ja)", en: "`\(problem.field)` \($0.en)") }
    }
    if mends.isEmpty { return nil }
    return Words(ja: mends.map(\.ja).joined(separator: "；"), en: mends.map(\.en).joined(separator: "; "))
  }

  /// A stale revision (75).
  init(expected: Int, actual: Int, by person: String, at time: String) {
    self.init(
      .tryAgain, code: "stale",
      Words(
        ja: expected < actual
          ? "案件は版 \(expected) から版 \(actual) に進んでいます（\(time) に \(person) が変更）"
          : "案件は版 \(actual) で、指定は版 \(expected) です（\(time) に \(person) が変更）",
        en: expected < actual
          ? "the case has moved from revision \(expected) to \(actual) (\(person) changed it at \(time))"
          : "the case stands at revision \(actual) and \(expected) was given (\(person) changed it at \(time))"),
      help: Words(
        ja: "`case show` で今の内容を確かめてから、もう一度実行してください",
        en: "look at it with `case show`, then try again"),
      details: [
        Context.Entry("expected", .number(Decimal128(expected))), Context.Entry("actual", .number(Decimal128(actual))),
        Context.Entry("by", .string(person)), Context.Entry("at", .string(time)),
      ])
  }
}

extension UnreadableInput {
  /// The sentence with its field.
  var sentence: Words { Words(ja: "`\(field)`: \(message.ja)", en: "`\(field)`: \(message.en)") }
}

extension EventAvailability {
  /// Why it cannot be sent, short where only the state is wrong; nil where it can.
  var reason: Words? {
    guard let whyNot else { return nil }
    if states.isEmpty { return whyNot.message }
    return Words(
      ja: "\(title.ja)は状態「\(states.map(\.ja).joined(separator: "」「"))」で行えます",
      en: "`\(title.en)` belongs to " + states.map { "`\($0.en)`" }.joined(separator: ", "))
  }
}
