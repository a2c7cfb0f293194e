// Charts of events, actions, completion, errors and time.

extension Chart {
  static let events: [Chart] = [
    Chart(
      "a pattern matches by whole tokens",
      """
      states:
        a: {on: {x.y: {target: b, by: anyone}}}
        b: {on: {x: {target: c, by: anyone}}}
        c: {}
      """, begins: "a", [("x.yz", "a"), ("x", "a"), ("x.y.z", "b"), ("x.q", "c")]),
    Chart(
      "a star at the end, a star alone",
      """
      states:
        a: {on: {"x.*": {target: b, by: anyone}}}
        b: {on: {"*": {target: c, by: anyone}}}
        c: {}
      """, begins: "a", [("y", "a"), ("x.1", "b"), ("whatever.it.is", "c")]),
    Chart(
      "raised events come before anything else, in order",
      """
      states:
        a: {on: {t: {target: b, by: anyone, actions: [{raise: x}, {raise: y}]}}}
        b: {on: {y: {target: wrong}, x: {target: c}}}
        c: {on: {y: {target: d}}}
        d: {}
        wrong: {}
      """, begins: "a", [("t", "d")]),
    Chart(
      "eventless transitions come before raised events",
      """
      states:
        a: {on: {t: {target: b, by: anyone, actions: [{raise: x}]}}}
        b: {always: c, on: {x: {target: wrong}}}
        c: {on: {x: {target: d}}}
        d: {}
        wrong: {}
      """, begins: "a", [("t", "d")]),
    Chart(
      "an event sent without delay comes after the macrostep",
      """
      states:
        a: {on: {t: {target: b, by: anyone, actions: [{send: {event: x}}, {raise: y}]}}}
        b: {on: {x: {target: wrong}, y: {target: c}}}
        c: {on: {x: {target: d, actions: [{log: event.type}]}}}
        d: {}
        wrong: {}
      """, begins: "a", [("t", "d")], logs: "external"),
    Chart(
      "raised data is seen as event.data",
      """
      states:
        a: {on: {t: {by: anyone, actions: [{raise: x, data: "{n: 3}"}]}, x: {actions: [{log: event.data.n}, {log: event.type}]}}}
      """, begins: "a", [("t", "a")], logs: "3 internal"),
    Chart(
      "a compound state's completion raises done.state with the output",
      """
      states:
        a:
          states: {a1: {on: {t: {target: af, by: anyone}}}, af: {final: true, output: 6 * 7}}
          done: {target: b, actions: [{log: event.name}, {log: event.data}]}
        b: {}
      """, begins: "a1", [("t", "b")], logs: "done.state.a 42"),
    Chart(
      "a parallel state completes with its last region",
      """
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {on: {x: {target: f1, by: anyone}}}, f1: {final: true}}}
            r2: {states: {b: {on: {y: {target: f2, by: anyone}}}, f2: {final: true}}}
          done: b2
        b2: {}
      """, begins: "a b", [("x", "f1 b"), ("y", "b2")]),
    Chart(
      "done.state of a region is heard",
      """
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {on: {x: {target: f1, by: anyone}}}, f1: {final: true}}}
            r2: {states: {b: {on: {done.state.r1: {target: c}}}, c: {}}}
      """, begins: "a b", [("x", "f1 c")]),
    Chart(
      "entering a final state at once completes",
      """
      states:
        a: {states: {f: {final: true}}, done: b}
        b: {}
      """, begins: "b"),
    Chart(
      "a final state at the top ends the case: all exits run, last child first",
      """
      exit: [{log: '"root"'}]
      states:
        a: {on: {t: {target: f, by: anyone}, u: {target: a, by: anyone}}}
        f: {final: true, entry: [{log: '"in"'}], exit: [{log: '"f"'}], outcome: over}
      """, begins: "a", [("t", "f"), ("u", "f")], logs: "in f root"),
    Chart(
      "what was raised when the case ended is dropped",
      """
      states:
        a: {on: {t: {target: f, by: anyone, actions: [{raise: x}, {send: {event: y}}]}}}
        f: {final: true}
      on: {x: {actions: [{log: '"x"'}]}, y: {actions: [{log: '"y"'}]}}
      """, begins: "a", [("t", "f")], logs: ""),
    Chart(
      "a workflow of regions ends when all are final",
      """
      parallel: true
      states:
        r1: {states: {a: {on: {x: {target: f1, by: anyone}}}, f1: {final: true}}}
        r2: {states: {b: {on: {x: {target: f2, by: anyone}, y: {target: b, by: anyone}}}, f2: {final: true, exit: [{log: '"end"'}]}}}
      """, begins: "a b", [("x", "f1 f2")], logs: "end"),
    Chart(
      "an error is an event, by name and by pattern",
      """
      states:
        a: {on: {t: {by: anyone, actions: [{assign: {n: 1 / 0}}]}, error.execution: {target: b, actions: [{log: event.data.action}]}}}
        b: {on: {t: {by: anyone, actions: [{assign: {n: 1 / 0}}]}, "error.*": {target: c, actions: [{log: event.type}]}}}
        c: {}
      data: {n: {type: number}}
      """, begins: "a", [("t", "b"), ("t", "c")], logs: "assign platform"),
  ]

  static let actions: [Chart] = [
    Chart(
      "assignments see the ones before",
      """
      data: {n: {type: number, initial: 1}, m: {type: number}}
      states:
        a: {on: {t: {by: anyone, actions: [{assign: {n: n + 1, m: n * 10}}, {log: m}]}}}
      """, begins: "a", [("t", "a")], logs: "20"),
    Chart(
      "a failing action ends its block alone",
      """
      data: {n: {type: number, initial: 1}}
      states:
        a:
          on:
            t: {target: b, by: anyone, actions: [{log: '"1"'}, {assign: {n: n / 0}}, {log: '"2"'}]}
        b: {entry: [[{log: n / 0}, {log: '"3"'}], [{log: '"4"'}]], on: {"error.*": {actions: [{log: '"!"'}]}}}
      """, begins: "a", [("t", "b")], logs: "1 4 ! !"),
    Chart(
      "a value of another type is not assigned",
      """
      data: {n: {type: number, initial: 1}, x: {type: any, initial: '"text"'}}
      states:
        a: {on: {t: {by: anyone, actions: [{assign: {n: x}}]}, error.execution: {actions: [{log: n}]}}}
      """, begins: "a", [("t", "a")], logs: "1"),
    Chart(
      "either list",
      """
      data: {n: {type: number, initial: 1}}
      states:
        a:
          on:
            t:
              by: anyone
              actions:
                - {if: n = 1, then: [{log: '"one"'}], else: [{log: '"other"'}]}
                - assign: {n: n + 1}
                - {if: n = 1, then: [{log: '"one"'}], else: [{log: '"other"'}]}
                - {if: n = 1, then: [{log: '"one"'}]}
      """, begins: "a", [("t", "a")], logs: "one other"),
    Chart(
      "a list is visited with its numbers from 1",
      """
      data: {sum: {type: number, initial: 0}}
      states:
        a:
          on:
            t:
              by: anyone
              actions:
                - {foreach: "[5, 6, 7]", as: item, index: i, do: [{assign: {sum: sum + item * i}}]}
                - log: sum
      """, begins: "a", [("t", "a")], logs: "38"),
    Chart(
      "lists within lists",
      """
      states:
        a:
          on:
            t:
              by: anyone
              actions:
                - {foreach: "[1, 2]", as: x, do: [{foreach: "[10, 20]", as: y, index: j, do: [{log: x * y + j}]}, {log: x}]}
      """, begins: "a", [("t", "a")], logs: "11 22 1 21 42 2"),
    Chart(
      "what is no list fails",
      """
      data: {x: {type: any, initial: 3}}
      states:
        a:
          on:
            t: {by: anyone, actions: [{foreach: x, as: item, do: [{log: item}]}, {log: '"after"'}]}
            error.execution: {actions: [{log: event.data.action}]}
      """, begins: "a", [("t", "a")], logs: "foreach"),
    Chart(
      "a failing member ends the whole block and leaves no locals",
      """
      data: {x: {type: any, initial: "[1, 0, 2]"}}
      states:
        a:
          on:
            t: {by: anyone, actions: [{foreach: x, as: item, do: [{log: 2 / item}]}, {log: '"after"'}]}
            u: {by: anyone, actions: [{foreach: "[7]", as: item, do: [{log: item}]}]}
      """, begins: "a", [("t", "a"), ("u", "a")], logs: "2 7"),
    Chart(
      "a guard that fails counts as false and is an error once",
      """
      data: {n: {type: any, initial: '"x"'}}
      states:
        a:
          always: {target: wrong, guard: n > 1 / 0}
          on: {t: {by: anyone, actions: [{log: '"t"'}]}, error.execution: {actions: [{log: event.data.action}]}}
        wrong: {}
      """, begins: "a", [("t", "a")], logs: "guard t guard"),
    Chart(
      "a guard that is null is false without an error",
      """
      data: {b: {type: boolean}}
      states:
        a:
          always: {target: wrong, guard: b}
          on: {t: {by: anyone, actions: [{log: '"t"'}]}, error.execution: {actions: [{log: '"error"'}]}}
        wrong: {}
      """, begins: "a", [("t", "a")], logs: "t"),
    Chart(
      "a guard that is neither true nor false is an error",
      """
      data: {b: {type: any, initial: 3}}
      states:
        a:
          always: {target: wrong, guard: b}
          on: {error.execution: {actions: [{log: event.data.reason.en}]}}
        wrong: {}
      """, begins: "a", logs: "`3` is neither true nor false"),
    Chart(
      "an initial value that fails is null and an error",
      """
      data: {n: {type: number, initial: 1 / 0}}
      states:
        a: {on: {error.execution: {actions: [{log: event.data.action}, {log: n}]}}}
      """, begins: "a", logs: "initial null"),
    Chart(
      "an output that fails is null and an error",
      """
      states:
        a:
          states: {f: {final: true, output: 1 / 0}}
          on: {error.execution: {actions: [{log: event.data.action}]}, done.state.a: {actions: [{log: event.data}]}}
      """, begins: "f", logs: "output null"),
    Chart(
      "a computed event's name",
      """
      data: {n: {type: string, initial: '"x"'}}
      states:
        a: {on: {t: {by: anyone, actions: [{raise: '= n + ".y"'}]}, x.y: {target: b}}}
        b: {}
      """, begins: "a", [("t", "b")]),
  ]

  static let timed: [Chart] = [
    Chart(
      "a timed transition",
      """
      states:
        a: {after: [{delay: PT10S, target: b}]}
        b: {}
      """, begins: "a", [("+9", "a"), ("+1", "b")]),
    Chart(
      "the shorter delay first",
      """
      states:
        a: {after: [{delay: PT20S, target: c}, {delay: PT10S, target: b}]}
        b: {}
        c: {}
      """, begins: "a", [("+30", "b")]),
    Chart(
      "a timer ends with its state",
      """
      states:
        a: {after: [{delay: PT10S, target: c}], on: {t: {target: b, by: anyone}}}
        b: {}
        c: {}
      """, begins: "a", [("t", "b"), ("+60", "b")]),
    Chart(
      "a timer begins anew with its state",
      """
      states:
        a: {after: [{delay: PT10S, target: b}], on: {t: {target: a, by: anyone}}}
        b: {}
      """, begins: "a", [("+9", "a"), ("t", "a"), ("+9", "a"), ("+1", "b")]),
    Chart(
      "a timer outlives what happens within its state",
      """
      states:
        a:
          after: [{delay: PT10S, target: b}]
          states: {a1: {on: {t: {target: a2, by: anyone}}}, a2: {}}
        b: {}
      """, begins: "a1", [("+9", "a1"), ("t", "a2"), ("+1", "b")]),
    Chart(
      "a timer whose guard does not hold is used up",
      """
      data: {n: {type: number, initial: 0}}
      states:
        a: {after: [{delay: PT10S, target: b, guard: n = 1}], on: {t: {by: anyone, actions: [{assign: {n: 1}}]}}}
        b: {}
      """, begins: "a", [("+20", "a"), ("t", "a"), ("+60", "a")]),
    Chart(
      "a timer without target reminds and stays",
      """
      states:
        a: {after: [{delay: PT5S, actions: [{log: '"remind"'}]}, {delay: PT10S, target: b}]}
        b: {}
      """, begins: "a", [("+7", "a"), ("+3", "b")], logs: "remind"),
    Chart(
      "a timer moves its region alone",
      """
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {after: [{delay: PT10S, target: b}]}, b: {}}}
            r2: {states: {c: {}}}
      """, begins: "a c", [("+10", "b c")]),
    Chart(
      "a delayed event comes in time and can be cancelled",
      """
      states:
        a:
          entry: [{send: {event: x, delay: PT10S, id: one}}, {send: {event: y, delay: PT20S, id: two}}]
          on: {t: {by: anyone, actions: [{cancel: one}]}, x: {target: wrong}, y: {target: b, actions: [{log: event.id}]}}
        b: {}
        wrong: {}
      """, begins: "a", [("+5", "a"), ("t", "a"), ("+20", "b")], logs: "two"),
    Chart(
      "a delayed event outlives its state",
      """
      states:
        a: {entry: [{send: {event: x, delay: PT10S}}], on: {t: {target: b, by: anyone}}}
        b: {on: {x: {target: c}}}
        c: {}
      """, begins: "a", [("t", "b"), ("+10", "c")]),
    Chart(
      "a computed delay",
      """
      data: {n: {type: number, initial: 3}}
      states:
        a: {after: [{delay: '= duration("PT" + string(n) + "S")', target: b}]}
        b: {}
      """, begins: "a", [("+2", "a"), ("+1", "b")]),
    Chart(
      "a null moment arms nothing",
      """
      data: {d: {type: date}}
      states:
        a: {after: [{at: d, target: b}]}
        b: {}
      """, begins: "a", [("+99999999", "a")]),
    Chart(
      "timers do not answer to patterns",
      """
      states:
        a: {after: [{delay: PT10S, actions: [{log: event.name}]}], on: {"*": {target: wrong, by: anyone}}}
        wrong: {}
      """, begins: "a", [("+10", "a")], logs: "a.after.1"),
    Chart(
      "a state passed through arms nothing",
      """
      states:
        a: {on: {t: {target: b, by: anyone}}}
        b: {always: c, after: [{delay: PT10S, target: wrong}]}
        c: {}
        wrong: {}
      """, begins: "a", [("t", "c"), ("+20", "c")]),
  ]
}
