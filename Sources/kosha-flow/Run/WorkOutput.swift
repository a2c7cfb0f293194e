// What a worker tells, as lines or as JSON.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaWorker

/// Words for the events of a worker.
struct WorkOutput: Sendable {
  let language: Language
  let display: ValueDisplay

  /// The event on one line.
  func text(_ event: WorkEvent) -> String {
    switch event {
    case .fired(let number, let timer): "\(number)  \(timer)"
    case .timerFailed(let number, let timer, let why): "\(number)  \(timer): \(why[language])"
    case .opened(let workflow, let schedule, let occurrence, let number):
      "\(number)  " + say("予定による受付", "opened by schedule") + " \(workflow)/\(schedule) \(occurrence)"
    case .missed(let workflow, let schedule, let occurrence):
      say("過ぎた予定は受け付けません", "a missed occurrence is not opened") + ": \(workflow)/\(schedule) \(occurrence)"
    case .scheduleFailed(let workflow, let schedule, let occurrence, let why):
      "\(workflow)/\(schedule) \(occurrence): \(why[language])"
    case .reckoned(let number): "\(number)  " + say("期限の再計算", "deadlines reckoned anew")
    case .clockJumped(let from, let to):
      say(
        "時計が \(display.time(from)) から \(display.time(to)) に変わりました",
        "the clock was set from \(display.time(from)) to \(display.time(to))")
    case .trouble(let words): words[language]
    case .reloaded: say("ワークスペースを読み直しました", "the workspace was read anew")
    }
  }

  /// Whether the event is one of those that somebody should look at.
  static func isTrouble(_ event: WorkEvent) -> Bool {
    switch event {
    case .timerFailed, .scheduleFailed, .missed, .clockJumped, .trouble: true
    case .fired, .opened, .reckoned, .reloaded: false
    }
  }

  /// The event as a JSON object of a worker that stays.
  func value(_ event: WorkEvent, at now: Instant) -> Value {
    .object([("at", .string(display.stamp(now))), ("event", .string(Self.name(of: event)))] + members(event))
  }

  /// What was done once: a list for each kind of event.
  func value(_ events: [WorkEvent]) -> Value {
    .object(
      ["fired", "failed", "opened", "missed", "reckoned"].map { kind in
        (kind, .list(events.filter { Self.list(of: $0) == kind }.map { .object(members($0)) }))
      })
  }

  private static func name(of event: WorkEvent) -> String {
    switch event {
    case .fired: "fired"
    case .timerFailed: "timer_failed"
    case .opened: "opened"
    case .missed: "missed"
    case .scheduleFailed: "schedule_failed"
    case .reckoned: "reckoned"
    case .clockJumped: "clock_jumped"
    case .trouble: "trouble"
    case .reloaded: "reloaded"
    }
  }

  private static func list(of event: WorkEvent) -> String {
    switch event {
    case .timerFailed, .scheduleFailed: "failed"
    default: name(of: event)
    }
  }

  private func members(_ event: WorkEvent) -> [(String, Value)] {
    switch event {
    case .fired(let number, let timer): [("case", .string(number)), ("timer", .string(timer))]
    case .timerFailed(let number, let timer, let why):
      [("case", .string(number)), ("timer", .string(timer)), ("why", .string(why[language]))]
    case .opened(let workflow, let schedule, let occurrence, let number):
      of(workflow, schedule, occurrence) + [("case", .string(number))]
    case .missed(let workflow, let schedule, let occurrence): of(workflow, schedule, occurrence)
    case .scheduleFailed(let workflow, let schedule, let occurrence, let why):
      of(workflow, schedule, occurrence) + [("why", .string(why[language]))]
    case .reckoned(let number): [("case", .string(number))]
    case .clockJumped(let from, let to): [("from", .string(display.stamp(from))), ("to", .string(display.stamp(to)))]
    case .trouble(let words): [("message", .string(words[language]))]
    case .reloaded: []
    }
  }

  private func of(_ workflow: String, _ schedule: String, _ occurrence: String) -> [(String, Value)] {
    [("workflow", .string(workflow)), ("schedule", .string(schedule)), ("occurrence", .string(occurrence))]
  }

  private func say(_ ja: String, _ en: String) -> String { language == .ja ? ja : en }
}
