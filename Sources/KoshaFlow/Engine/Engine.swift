// The door to the engine: a snapshot and an event in, macrosteps out; nothing of the world is asked.

/// Runs events to rest: the macrostep of the event itself, then one for each event the case sends itself without delay.
package enum Engine {
  /// Runs until the case rests.
  ///
  /// - Parameters:
  ///   - interpreter: the case; as it stood where a failure is thrown is for the caller to keep.
  ///   - event: nil opens the case.
  ///   - allowed: the transitions that a person's event may set off; nil for other events.
  ///   - each: told of every macrostep, in order, with the case as it stands after it.
  package static func run(
    _ interpreter: inout Interpreter, _ event: Event?, allowed: [Int]? = nil,
    each: (Macrostep, inout Interpreter) -> Void
  ) throws(EngineFailure) {
    try run(&interpreter, each: each) { (interpreter: inout Interpreter) throws(EngineFailure) -> Macrostep in
      if let event { try interpreter.macrostep(event, allowed: allowed) } else { try interpreter.open() }
    }
  }

  /// As above, with a first macrostep that is no event's own.
  package static func run(
    _ interpreter: inout Interpreter, each: (Macrostep, inout Interpreter) -> Void,
    first: (inout Interpreter) throws(EngineFailure) -> Macrostep
  ) throws(EngineFailure) {
    each(try first(&interpreter), &interpreter)
    let limit = interpreter.world.limits.macrosteps
    var sent: [String] = []
    while let next = interpreter.dequeueExternal() {
      if sent.count == limit { throw .doesNotRest(limit: limit, events: shortestRound(of: sent)) }
      sent.append(next.name)
      each(try interpreter.macrostep(next), &interpreter)
    }
  }

  /// The shortest round with which a list ends twice over; its last few members where there is none.
  static func shortestRound(of names: [String]) -> [String] {
    for length in 1...max(1, names.count / 2) where names.count >= 2 * length {
      let last = names.suffix(length)
      if last.elementsEqual(names.dropLast(length).suffix(length)) { return Array(last) }
    }
    return Array(names.suffix(8))
  }
}
