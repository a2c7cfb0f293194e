// What does not come to rest is rolled back whole, with the round it goes.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("Limits of a macrostep")
struct MacrostepLimitTests {
  private func failure(_ test: TestCase) -> Words? {
    if case .failed(let words)? = test.decision { words } else { nil }
  }

  @Test("name the circle of eventless transitions and leave the case as it was")
  func circle() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      data: {n: {type: number, initial: 0}}
      states:
        a: {on: {t: {target: b, by: anyone, actions: [{assign: {n: 7}}]}}}
        b: {always: c}
        c: {always: d}
        d: {always: b}
      """)
    test.open()
    try test.send("t")
    #expect(
      failure(test)
        == Words(
          ja: "1000 段の遷移を経ても落ち着かないため、すべて元に戻しました。循環: d → b → c → d",
          en: "the case does not settle within 1000 microsteps and was rolled back; it goes round d → b → c → d"))
    #expect(try test.state == ["a"])
    #expect(test.value("n")?.feelText == "0")
    #expect(test.record?.revision == 1)
  }

  @Test("count the events a case sends itself")
  func events() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      states:
        a:
          on:
            ping: {by: anyone, actions: [{send: {event: pong}}]}
            pong: {actions: [{send: {event: ping}}]}
      """)
    test.open()
    try test.send("ping")
    #expect(
      failure(test)?.en
        == "the events the case sends itself go on after 100 macrosteps and were rolled back; it goes round "
        + "pong → ping → pong")
    #expect(test.record?.revision == 1)
  }

  @Test("bound the queue of raised events")
  func queue() throws {
    var test = try TestCase(
      """
      kosha: 1
      workflow: test
      title: t
      states:
        a: {on: {t: {by: anyone, actions: [{foreach: "[1, 2, 3, 4]", as: x, do: [{raise: u}]}]}, u: {}}}
      """)
    test.limits.queuedEvents = 3
    test.open()
    try test.send("t")
    #expect(failure(test)?.en == "event `u` is more than the queue's limit of 3 and all was rolled back")
  }
}
