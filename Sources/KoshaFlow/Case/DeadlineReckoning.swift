// Deadlines reckoned anew after a calendar was edited: an act of the program itself, with an entry of its own.

import KoshaRules

extension CaseDecider {
  /// What a case becomes by the calendars as they are now; nil where no deadline moves.
  static func reckon(
    _ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> CaseCommit? {
    if record.status != .active || record.deadlines.allSatisfy({ $0.endedAt != nil }) { return nil }
    var world = world
    world.actor = .system
    guard var interpreter = try? Deliberation(record, definition, in: world).interpreter else { return nil }
    let moved = interpreter.reckonDeadlines()
    if moved.isEmpty { return nil }
    func text(_ instant: Instant) -> String { instant.rfc3339(in: world.workspace.zone, zones: world.zones) }
    var builder = CommitBuilder(record, definition, in: world)
    let logs = moved.map { "\($0.id): \(text($0.before)) → \(text($0.after))" }
    builder.addCare(.reckoned, logs: logs) { record in
      record.deadlines = interpreter.snapshot.deadlines
      record.timers = interpreter.snapshot.timers
    }
    return builder.commit
  }
}
