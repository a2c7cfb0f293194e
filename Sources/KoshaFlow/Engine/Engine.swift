// The door to the engine: a snapshot and a first macrostep in, macrosteps out; nothing of the world is asked.

/// Runs a case to rest: a first macrostep, then one for each event the case sends itself without delay.
package enum Engine {
  /// Runs until the case rests.
  ///
  /// - Parameters:
  ///   - interpreter: the case; as it stood where a failure is thrown is for the caller to keep.
  ///   - each: told of every macrostep, in order, with the case as it stands after it.
  ///   - first: the macrostep that begins it: of an event, of an opening, of a vote.
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
