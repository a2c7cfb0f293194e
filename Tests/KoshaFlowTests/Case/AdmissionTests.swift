// Which of several transitions a person's event may set off.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Admission")
struct AdmissionTests {
  @Test("moves only the regions whose transitions admit the person")
  func regions() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      states:
        p:
          parallel: true
          states:
            r1: {states: {a: {on: {sign: {target: a2, by: [clerk]}}}, a2: {}}}
            r2: {states: {b: {on: {sign: {target: b2, by: [manager]}}}, b2: {}}}
      """)
    test.open()
    try test.send("sign", as: "chief")
    #expect(try test.state == ["a", "b2"])
    try test.send("sign", as: "chief")
    #expect(test.refusal() == "role: `sign` is for `clerk` (Clerk)")
    try test.send("sign", as: "desk-1")
    #expect(try test.state == ["a2", "b2"])
  }

  @Test("falls through to the ancestor whose transition admits the person")
  func ancestors() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      states:
        a:
          on: {go: {target: c, by: [clerk]}}
          states: {a1: {on: {go: {target: b, by: [manager]}}}}
        b: {}
        c: {}
      """)
    test.open()
    try test.send("go", as: "desk-1")
    #expect(try test.state == ["c"])
  }

  @Test("is not asked of events that the case raises itself")
  func raised() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      states:
        a: {on: {start: {by: [clerk], actions: [{raise: go}]}, go: {target: b, by: [manager], comment: required, input: [{field: n, required: true}]}}}
        b: {}
      data: {n: {type: number}}
      """)
    test.open()
    try test.send("start")
    #expect(try test.state == ["b"])
  }

  @Test("takes the first transition of a list whose input, guard and persons fit")
  func lists() throws {
    let workflow = """
      kosha: 1
      workflow: test
      title: t
      data: {n: {type: number}, m: {type: number}}
      states:
        a:
          on:
            go:
              - {target: b, by: [clerk], input: [{field: n, required: true}], guard: n > 10}
              - {target: c, by: [clerk], input: [{field: n, type: number, keep: false}, m], guard: event.data.n > 5}
              - {target: d, by: [clerk]}
        b: {}
        c: {}
        d: {}
      """
    let cases: [([InputValue], String, String)] = [
      ([InputValue("n", .typed("11"))], "b", "11"), ([InputValue("n", .typed("7"))], "c", "null"),
      ([InputValue("m", .typed("1")), InputValue("n", .typed("7"))], "c", "null"), ([], "d", "null"),
    ]
    for (input, state, kept) in cases {
      var test = try TestCase(workflow)
      test.open()
      try test.send("go", input)
      #expect(try test.state == [state])
      #expect(test.value("n")?.feelText == kept)
    }
    var test = try TestCase(workflow)
    test.open()
    try test.send("go", [InputValue("n", .typed("3"))])
    #expect(test.refusal() == "guard: guard `n > 10` does not hold (n = 3)")
    #expect(test.value("n")?.feelText == "null")
  }

  @Test("knows who had the task of a state that is left")
  func assignee() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      data: {by: {type: string}}
      states:
        a:
          task: {for: [clerk]}
          on: {go: {target: b, by: [clerk], assignee_only: true, actions: [{assign: {by: assignee}}]}}
        b: {entry: [{log: assignee}], on: {look: {by: [clerk], actions: [{log: assignee}]}}}
      """)
    test.open()
    try test.command(.claim(task: nil), as: "desk-2")
    try test.send("go", as: "desk-2")
    #expect(test.value("by")?.feelText == "\"desk-2\"")
    try test.send("look")
    #expect(test.logs == ["desk-2", "null"])
  }

  @Test("reads people from expressions, and excludes where they cannot be told")
  func people() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      data: {owner: {type: string, initial: '"chief"'}, x: {type: any, initial: 3}}
      states:
        a:
          task: {for: ["= owner"]}
          on:
            one: {by: ["= case.opened_by"]}
            two: {by: ["= [owner]"], not_by: ["= case.opened_by"]}
            three: {by: [clerk], not_by: ["= x"]}
      """)
    test.open()
    try test.send("one", as: "desk-2")
    #expect(test.refusal() == "role: `one` is for whoever opened the case")
    try test.send("one")
    #expect(test.refusal() == nil)
    try test.send("two", as: "chief")
    #expect(test.refusal() == nil)
    try test.send("two", as: "chief", operatorID: "desk-1")
    #expect(test.refusal() == "four_eyes: `two` is for others than whoever opened the case")
    try test.send("three", as: "desk-2")
    #expect(test.refusal() == "four_eyes: `three` is for others than `= x`")
    #expect(test.record?.tasks.first?.people == ["chief"])
    try test.command(.claim(task: nil), as: "chief")
    #expect(test.record?.tasks.first?.claimedBy == "chief")
  }
}
