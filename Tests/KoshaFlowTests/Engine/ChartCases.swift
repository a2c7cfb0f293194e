// Charts of basic, compound and parallel states.

extension Chart {
  static let all = basic + order + parallel + history + events + actions + timed

  static let basic: [Chart] = [
    Chart(
      "one transition",
      """
      states:
        a: {on: {t: {target: b, by: anyone}}}
        b: {}
      """, begins: "a", [("t", "b")]),
    Chart(
      "an event that nothing takes leaves all as it is",
      """
      states:
        a: {on: {t: {target: b, by: anyone}}}
        b: {}
      """, begins: "a", [("u", "a"), ("t", "b"), ("t", "b")]),
  ]
  static let order: [Chart] = []
  static let parallel: [Chart] = []
  static let history: [Chart] = []
  static let events: [Chart] = []
  static let actions: [Chart] = []
  static let timed: [Chart] = []
}
