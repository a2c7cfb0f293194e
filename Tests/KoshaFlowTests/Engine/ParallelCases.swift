// Charts of regions, of the history of states and of completion.

extension Chart {
  static let parallel: [Chart] = [
    Chart(
      "all regions are entered",
      """
      states:
        p: {parallel: true, states: {r1: {states: {a: {}, b: {}}}, r2: {states: {c: {}, d: {}}}, r3: {}}}
      """, begins: "a c r3"),
    Chart(
      "one event moves every region that takes it",
      """
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {on: {t: {target: b, by: anyone}}}, b: {}}}
            r2: {states: {c: {on: {t: {target: d, by: anyone}}}, d: {}}}
      """, begins: "a c", [("t", "b d")]),
    Chart(
      "one region alone",
      """
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {on: {t: {target: b, by: anyone}}}, b: {}}}
            r2: {states: {c: {on: {u: {target: d, by: anyone}}}, d: {}}}
      """, begins: "a c", [("u", "a d"), ("t", "b d")]),
    Chart(
      "targets in several regions",
      """
      states:
        s: {on: {t: {target: [b, d], by: anyone}}}
        p:
          parallel: true
          states: {r1: {states: {a: {}, b: {}}}, r2: {states: {c: {}, d: {}}}, r3: {states: {e: {}, f: {}}}}
      """, begins: "s", [("t", "b d e")]),
    Chart(
      "a target in one region enters the others where they begin",
      """
      states:
        s: {on: {t: {target: b, by: anyone}}}
        p: {parallel: true, states: {r1: {states: {a: {}, b: {}}}, r2: {states: {c: {}, d: {}}}}}
      """, begins: "s", [("t", "b c")]),
    Chart(
      "leaving by one region preempts the other: the first in document order wins",
      """
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {on: {t: {target: out, by: anyone}}}}}
            r2: {states: {c: {on: {t: {target: d, by: anyone}}}, d: {}}}
        out: {}
      """, begins: "a c", [("t", "out")]),
    Chart(
      "what stays within an earlier region preempts leaving by a later one",
      """
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {on: {t: {target: b, by: anyone}}}, b: {}}}
            r2: {states: {c: {on: {t: {target: out, by: anyone}}}}}
        out: {}
      """, begins: "a c", [("t", "b c"), ("t", "out")]),
    Chart(
      "a descendant's transition preempts that of the parallel state itself",
      """
      states:
        p:
          parallel: true
          on: {t: {target: out, by: anyone}}
          states:
            r1: {states: {a: {}, b: {}}}
            r2: {states: {c: {on: {t: {target: d, by: anyone}}}, d: {}}}
        out: {}
      """, begins: "a c", [("t", "a d"), ("t", "out")]),
    Chart(
      "a transition without target preempts nothing",
      """
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {on: {t: {by: anyone, actions: [{log: '"a"'}]}}}}}
            r2: {states: {c: {on: {t: {target: out, by: anyone}}}}}
        out: {}
      """, begins: "a c", [("t", "out")], logs: "a"),
    Chart(
      "regions of the workflow itself",
      """
      parallel: true
      states:
        r1: {states: {a: {on: {t: {target: b, by: anyone}}}, b: {}}}
        r2: {states: {c: {on: {t: {target: d, by: anyone}}}, d: {}}}
      """, begins: "a c", [("t", "b d")]),
    Chart(
      "regions within regions",
      """
      states:
        p:
          parallel: true
          states:
            r1: {parallel: true, states: {x: {states: {x1: {on: {t: {target: x2, by: anyone}}}, x2: {}}}, y: {}}}
            r2: {states: {c: {on: {t: {target: d, by: anyone}}}, d: {}}}
      """, begins: "x1 y c", [("t", "x2 y d")]),
    Chart(
      "a region's transition to itself leaves all regions",
      """
      states:
        p:
          parallel: true
          states:
            r1: {on: {t: {target: r1, by: anyone}}, states: {a: {}, b: {}}}
            r2: {exit: [{log: '"-r2"'}], states: {c: {on: {go: {target: d, by: anyone}}}, d: {}}}
      """, begins: "a c", [("go", "a d"), ("t", "a c")], logs: "-r2"),
    Chart(
      "`in state` sees the other region",
      """
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {on: {t: {target: b, guard: 'in state("d")', by: anyone}}}, b: {}}}
            r2: {states: {c: {on: {u: {target: d, by: anyone}}}, d: {}}}
      """, begins: "a c", [("t", "a c"), ("u", "a d"), ("t", "b d")]),
    Chart(
      "a microstep's transitions see the states as they were, the next one's as they are",
      """
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {on: {t: {target: b, by: anyone}}}, b: {}}}
            r2: {states: {c: {always: {target: d, guard: 'in state("b")'}}, d: {}}}
      """, begins: "a c", [("t", "b d")]),
  ]

  private static let shallow = """
    states:
      a:
        states:
          h: {history: shallow, target: a2}
          a1: {states: {a11: {on: {n: {target: a12, by: anyone}}}, a12: {}}}
          a2: {}
        on: {out: {target: b, by: anyone}}
      b: {on: {back: {target: h, by: anyone}}}
    """

  static let history: [Chart] = [
    Chart(
      "shallow history remembers the child alone", shallow, begins: "a11",
      [("n", "a12"), ("out", "b"), ("back", "a11")]),
    Chart(
      "deep history remembers the basic state", shallow.replacing("shallow", with: "deep"), begins: "a11",
      [("n", "a12"), ("out", "b"), ("back", "a12")]),
    Chart(
      "a history that remembers nothing takes its default with its actions",
      """
      states:
        b: {on: {go: {target: h, by: anyone}}}
        a:
          entry: [{log: '"a"'}]
          states:
            h: {history: shallow, target: a2, actions: [{log: '"default"'}]}
            a1: {}
            a2: {entry: [{log: '"a2"'}]}
          on: {out: {target: b, by: anyone}}
      """, begins: "b", [("go", "a2"), ("out", "b"), ("go", "a2")], logs: "a default a2 a a2"),
    Chart(
      "history of regions, deep",
      """
      states:
        p:
          parallel: true
          on: {out: {target: b, by: anyone}}
          states:
            h: {history: deep, target: [s1, s2]}
            r1: {states: {s1: {on: {x: {target: t1, by: anyone}}}, t1: {}}}
            r2: {states: {s2: {on: {y: {target: t2, by: anyone}}}, t2: {}}}
        b: {on: {back: {target: h, by: anyone}}}
      """, begins: "s1 s2", [("y", "s1 t2"), ("out", "b"), ("back", "s1 t2"), ("x", "t1 t2")]),
    Chart(
      "history of regions, shallow, begins each anew",
      """
      states:
        p:
          parallel: true
          on: {out: {target: b, by: anyone}}
          states:
            h: {history: shallow, target: [s1, s2]}
            r1: {states: {s1: {on: {x: {target: t1, by: anyone}}}, t1: {}}}
            r2: {states: {s2: {}}}
        b: {on: {back: {target: h, by: anyone}}}
      """, begins: "s1 s2", [("x", "t1 s2"), ("out", "b"), ("back", "s1 s2")]),
    Chart(
      "the last stay counts",
      shallow, begins: "a11", [("out", "b"), ("back", "a11"), ("n", "a12"), ("out", "b"), ("back", "a11")]),
    Chart(
      "history as the place to begin",
      """
      states:
        a:
          initial: h
          states: {h: {history: deep, target: a2}, a1: {on: {n: {target: b, by: anyone}}}, a2: {on: {n: {target: a1, by: anyone}}}}
        b: {on: {back: {target: a, by: anyone}}}
      """, begins: "a2", [("n", "a1"), ("n", "b"), ("back", "a1")]),
  ]
}
