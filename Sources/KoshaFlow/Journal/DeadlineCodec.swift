// A case's deadlines as JSON and back.

import KoshaRules

/// Deadlines as JSON.
enum DeadlineCodec {
  static func document(_ deadline: DeadlineRecord) -> JSON {
    func time(_ instant: Instant?) -> JSON { instant.map(RecordCodec.instant) ?? .null }
    return .sorted([
      "breached_at": time(deadline.breachedAt), "budget": .string(deadline.budget), "due": time(deadline.due),
      "ended_at": time(deadline.endedAt), "id": .string(deadline.id), "started_at": time(deadline.startedAt),
      "stops": .array(deadline.stops.map { .array([time($0.from), time($0.until)]) }),
      "warn_before": .text(deadline.warnBefore), "warned_at": time(deadline.warnedAt),
    ])
  }

  static func record(_ document: JSON) -> DeadlineRecord? {
    guard let id = document["id"]?.string, let budget = document["budget"]?.string,
      let startedAt = document["started_at"].flatMap(RecordCodec.instant),
      let due = document["due"].flatMap(RecordCodec.instant),
      let stops = document["stops"].flatMap({ RecordCodec.all($0, stop) })
    else { return nil }
    return DeadlineRecord(
      id: id, budget: budget, warnBefore: document["warn_before"]?.string, startedAt: startedAt, stops: stops, due: due,
      warnedAt: document["warned_at"].flatMap(RecordCodec.instant),
      breachedAt: document["breached_at"].flatMap(RecordCodec.instant),
      endedAt: document["ended_at"].flatMap(RecordCodec.instant))
  }

  private static func stop(_ document: JSON) -> DeadlineRecord.Stop? {
    guard let parts = document.array, parts.count == 2, let from = RecordCodec.instant(parts[0]) else { return nil }
    return DeadlineRecord.Stop(from: from, until: RecordCodec.instant(parts[1]))
  }
}
