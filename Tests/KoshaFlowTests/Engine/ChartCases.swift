// Charts of single transitions, their order, and the order of entry and exit.

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
    Chart(
      "the first child is where a compound state begins",
      """
      states:
        a: {states: {a1: {states: {a11: {}, a12: {}}}, a2: {}}}
      """, begins: "a11"),
    Chart(
      "`initial` names another, at any depth",
      """
      initial: a12
      states:
        a: {states: {a1: {states: {a11: {}, a12: {}}}, a2: {}}}
      """, begins: "a12"),
    Chart(
      "`initial` may run actions, after the parent's entry and before the child's",
      """
      entry: [{log: '"root"'}]
      initial: {target: b, actions: [{log: '"initial"'}]}
      states:
        a: {}
        b: {entry: [{log: '"b"'}]}
      """, begins: "b", logs: "root initial b"),
    Chart(
      "a transition without target leaves no state",
      """
      states:
        a:
          entry: [{log: '"in"'}]
          exit: [{log: '"out"'}]
          on: {t: {by: anyone, actions: [{log: '"t"'}]}}
      """, begins: "a", [("t", "a"), ("t", "a")], logs: "in t t"),
    Chart(
      "a transition to its own state leaves it and enters it",
      """
      states:
        a:
          entry: [{log: '"in"'}]
          exit: [{log: '"out"'}]
          on: {t: {target: a, by: anyone, actions: [{log: '"t"'}]}}
      """, begins: "a", [("t", "a")], logs: "in out t in"),
    Chart(
      "a transition to a descendant leaves its source",
      """
      states:
        a:
          entry: [{log: '"in"'}]
          exit: [{log: '"out"'}]
          on: {t: {target: a2, by: anyone}}
          states: {a1: {}, a2: {}}
      """, begins: "a1", [("t", "a2")], logs: "in out in"),
    Chart(
      "an internal transition to a descendant does not leave its source",
      """
      states:
        a:
          entry: [{log: '"in"'}]
          exit: [{log: '"out"'}]
          on: {t: {target: a2, internal: true, by: anyone}}
          states: {a1: {exit: [{log: '"out1"'}]}, a2: {entry: [{log: '"in2"'}]}}
      """, begins: "a1", [("t", "a2"), ("t", "a2")], logs: "in out1 in2 in2"),
    Chart(
      "an internal transition out of its source leaves it",
      """
      states:
        a:
          exit: [{log: '"out"'}]
          on: {t: {target: b, internal: true, by: anyone}}
          states: {a1: {}}
        b: {}
      """, begins: "a1", [("t", "b")], logs: "out"),
    Chart(
      "a transition of the workflow itself does not leave the workflow",
      """
      entry: [{log: '"root"'}]
      exit: [{log: '"never"'}]
      on: {t: {target: b, by: anyone}}
      states: {a: {}, b: {exit: [{log: '"out"'}]}}
      """, begins: "a", [("t", "b"), ("t", "b")], logs: "root out"),
    Chart(
      "a transition to an ancestor's sibling leaves every level",
      """
      states:
        a:
          exit: [{log: '"a"'}]
          states:
            a1:
              exit: [{log: '"a1"'}]
              states: {a11: {exit: [{log: '"a11"'}], on: {t: {target: b1, by: anyone}}}}
        b:
          entry: [{log: '"b"'}]
          states: {b0: {}, b1: {entry: [{log: '"b1"'}]}}
      """, begins: "a11", [("t", "b1")], logs: "a11 a1 a b b1"),
    Chart(
      "a transition to an ancestor begins it anew",
      """
      states:
        a:
          entry: [{log: '"a"'}]
          states: {a1: {}, a2: {on: {t: {target: a, by: anyone}}}}
        b: {}
      on: {go: {target: a2, by: anyone}}
      """, begins: "a1", [("go", "a2"), ("t", "a1")], logs: "a a a"),
    Chart(
      "eventless transitions run until none is left",
      """
      states:
        a: {always: b}
        b: {always: [c]}
        c: {on: {t: {target: a, by: anyone}}}
      """, begins: "c", [("t", "c")]),
    Chart(
      "eventless transitions of an ancestor wait for those of its descendants",
      """
      states:
        a:
          always: {target: b, guard: n >= 1}
          states:
            a1: {always: {target: a2, actions: [{assign: {n: n + 1}}, {log: '"a1"'}]}}
            a2: {}
        b: {}
      data: {n: {type: number, initial: 0}}
      """, begins: "b", logs: "a1"),
  ]

  static let order: [Chart] = [
    Chart(
      "among a state's own transitions the first in the file",
      """
      states:
        a: {on: {t: [{target: b, by: anyone}, {target: c, by: anyone}]}}
        b: {}
        c: {}
      """, begins: "a", [("t", "b")]),
    Chart(
      "the first whose guard holds",
      """
      states:
        a: {on: {t: [{target: b, guard: 1 > 2, by: anyone}, {target: c, guard: 2 > 1, by: anyone}, {target: b, by: anyone}]}}
        b: {}
        c: {}
      """, begins: "a", [("t", "c")]),
    Chart(
      "a list of transitions in file order, each with patterns",
      """
      states:
        a:
          on:
            - {event: [x, y], target: b, by: anyone}
            - {event: y, target: c, by: anyone}
        b: {}
        c: {}
      """, begins: "a", [("y", "b")]),
    Chart(
      "a descendant's transition wins over its ancestor's",
      """
      states:
        a:
          on: {t: {target: b, by: anyone}}
          states: {a1: {on: {t: {target: a2, by: anyone}}}, a2: {}}
        b: {}
      """, begins: "a1", [("t", "a2"), ("t", "b")]),
    Chart(
      "the ancestor's stands in where the descendant's guard does not hold",
      """
      states:
        a:
          on: {t: {target: b, by: anyone}}
          states: {a1: {on: {t: {target: a2, guard: 1 = 2, by: anyone}}}, a2: {}}
        b: {}
      """, begins: "a1", [("t", "b")]),
    Chart(
      "the workflow's own transitions come last",
      """
      on: {t: {target: c, by: anyone}}
      states:
        a: {on: {t: {target: b, by: anyone}}}
        b: {}
        c: {}
      """, begins: "a", [("t", "b"), ("t", "c")]),
    Chart(
      "exits deepest first and last child first, then actions, then entries in document order",
      """
      states:
        p:
          parallel: true
          exit: [{log: '"-p"'}]
          on: {t: {target: q, by: anyone, actions: [{log: '"t"'}]}}
          states:
            r1: {exit: [{log: '"-r1"'}], states: {s1: {exit: [{log: '"-s1"'}]}}}
            r2: {exit: [{log: '"-r2"'}], states: {s2: {exit: [{log: '"-s2"'}]}}}
        q:
          parallel: true
          entry: [{log: '"+q"'}]
          states:
            u1: {entry: [{log: '"+u1"'}], states: {v1: {entry: [{log: '"+v1"'}]}}}
            u2: {entry: [{log: '"+u2"'}], states: {v2: {entry: [{log: '"+v2"'}]}}}
      """, begins: "s1 s2", [("t", "v1 v2")], logs: "-s2 -r2 -s1 -r1 -p t +q +u1 +v1 +u2 +v2"),
    Chart(
      "several blocks of entry run one after another",
      """
      states:
        a: {entry: [[{log: '"1"'}, {log: '"2"'}], [{log: '"3"'}]]}
      """, begins: "a", logs: "1 2 3"),
  ]
}
