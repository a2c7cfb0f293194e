// What coverage wants to know of a run beside its journal: every state entered, every outcome of a guard.

/// How a guard came out once.
package struct GuardOutcome: Sendable, Hashable {
  package var transition: Int
  /// Its place among the transition's guards, from 0.
  package var number: Int
  package var holds: Bool
}

/// Collects over many commands of one workflow.
package struct Observation: Sendable {
  package var entered = StateSet()
  package private(set) var guards: Set<GuardOutcome> = []

  package init() {}

  mutating func note(_ outcome: GuardOutcome) {
    guards.insert(outcome)
  }
}
