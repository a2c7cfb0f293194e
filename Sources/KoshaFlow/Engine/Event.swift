// An event as the engine takes it, and as expressions see it (`event`, language.md §7).

package import KoshaRules

/// An event on a queue.
package struct Event: Sendable {
  /// Where it comes from.
  package enum Kind: String, Sendable, Hashable {
    /// A person sent it.
    case person
    /// An action raised it.
    case `internal`
    /// A case sent it.
    case external
    /// The engine itself: done events, errors, timers.
    case platform
  }

  package var name: String
  package var kind: Kind
  /// Given by its author with `send`.
  package var id: String?
  /// A value that the `to` of `send` accepts; null for internal events.
  package var origin: Value
  /// The id under which this case made the sender; nil for other senders.
  package var child: String?
  package var data: Value
  /// The person, for events of persons.
  package var by: String?
  /// When it happened; for a timer, when it was due.
  package var at: Instant
  /// The state whose timed transition this is, and the timer's id; nil for any other event.
  ///
  /// Such an event is matched by that transition alone, whatever patterns say.
  package var timer: TimerReference?

  /// A timed transition of a state.
  package struct TimerReference: Sendable, Hashable {
    package var state: Int
    package var id: String

    package init(state: Int, id: String) {
      self.state = state
      self.id = id
    }
  }

  package init(
    name: String, kind: Kind, id: String? = nil, origin: Value = .null, child: String? = nil, data: Value = .null,
    by: String? = nil, at: Instant, timer: TimerReference? = nil
  ) {
    self.name = name
    self.kind = kind
    self.id = id
    self.origin = origin
    self.child = child
    self.data = data
    self.by = by
    self.at = at
    self.timer = timer
  }

  /// The value expressions see; `at` in the given zone.
  package func value(in zone: Zone, zones: any ZoneProvider) -> Value {
    .context(
      Context([
        Context.Entry("name", .string(name)),
        Context.Entry("type", .string(kind.rawValue)),
        Context.Entry("id", id.map(Value.string) ?? .null),
        Context.Entry("origin", origin),
        Context.Entry("child", child.map(Value.string) ?? .null),
        Context.Entry("data", data),
        Context.Entry("by", by.map(Value.string) ?? .null),
        Context.Entry("at", at.dateAndTime(in: zone, zones: zones).map(Value.dateAndTime) ?? .null),
      ]))
  }
}
