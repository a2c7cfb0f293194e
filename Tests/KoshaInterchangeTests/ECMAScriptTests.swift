// ECMAScript on one side, the FEEL that it becomes on the other; and what FEEL cannot say.

import KoshaSource
import Testing

@testable import KoshaInterchange

@Suite("ECMAScript said in FEEL")
struct ECMAScriptTests {
  private static let names = ChartNames(
    fields: ["x": "x", "s": "s", "b": "b", "l": "l", "o": "o", "$v": "_v", "when": "when"],
    kinds: ["x": .number, "s": .string, "b": .boolean, "l": .list],
    states: ["s1": "s1", "a.b": "a.b"])

  private func said(_ text: String, asCondition: Bool) throws -> String {
    let translator = ECMAScriptTranslator(names: Self.names)
    let source = try ECMAScriptParser.expression(text)
    return asCondition ? try translator.condition(source).text : try translator.value(source).text
  }

  @Test(
    "as conditions",
    arguments: [
      ("x == 1", "x = 1"), ("x === 1", "x = 1"), ("x != 1", "x != 1"), ("x !== 1", "x != 1"), ("x <= -1", "x <= (-1)"),
      ("x > 1 && b", "(x > 1) and b"), ("x > 1 || b || !b", "(x > 1) or b or not(b)"), ("!(x === 1)", "x != 1"),
      ("true", "true"), ("!true", "false"), ("b", "b"), ("x", "(x != null) and (x != 0)"),
      ("s", #"(s != null) and (s != "")"#), ("o", #"not(list contains([null, false, 0, ""], o))"#), ("null", "false"),
      ("In('s1')", #"in state("s1")"#), ("!In('a.b')", #"not(in state("a.b"))"#), ("In('elsewhere')", "false"),
      ("_event.name == 'foo'", #"event.name = "foo""#), ("_event.data.aParam == 1", "event.data.aParam = 1"),
      ("_event.data['a param']", #"not(list contains([null, false, 0, ""], get value(event.data, "a param")))"#),
      ("_event.name === 'done.invoke.kid'", #"event.name = "done.open.kid""#),
      ("_event.sendid === undefined", "event.id = null"),
      ("_event.invokeid", #"(event.child != null) and (event.child != "")"#),
      ("typeof x !== 'undefined'", "x != null"), ("typeof nowhere === 'undefined'", "true"),
      ("'undefined' == typeof o", "o = null"), ("typeof x === 'number'", "x instance of number"),
      ("'name' in _event", "true"), ("'a' in o", #"list contains(get entries(o).key, "a")"#),
      ("o instanceof Array", "o instance of list<Any>"), ("s == 1", "false"),
      ("s.length === 0", "string length(s) = 0"),
      ("l.length > 0", "count(l) > 0"),
      ("s.indexOf('a') == 0", #"(if contains(s, "a") then string length(substring before(s, "a")) else -1) = 0"#),
      ("_sessionid !== 'a'", #"case.id != "a""#), ("when", #"not(list contains([null, false, 0, ""], when))"#),
    ])
  func conditions(source: String, feel: String) throws { #expect(try said(source, asCondition: true) == feel) }

  @Test(
    "as values",
    arguments: [
      ("1", "1"), (".5", "0.5"), ("0x1F", "31"), ("1e3", "1000"), ("-2", "-2"), ("'it\\'s \"so\"'", #""it's \"so\"""#),
      ("x + 1", "x + 1"), ("x * (x + 2)", "x * (x + 2)"), ("x - 1 - 2", "(x - 1) - 2"),
      ("2 ** 3 ** 2", "2 ** (3 ** 2)"),
      ("'a' + x", #""a" + string(x)"#), ("s + 'b'", #"s + "b""#), ("o + 1", "o + 1"),
      ("x > 0 ? 'a' : 'b'", #"if x > 0 then "a" else "b""#), ("l[0]", "l[1]"), ("l[x]", "l[x + 1]"), ("o['k']", "o.k"),
      ("[1, 'a', [2]]", #"[1, "a", [2]]"#), ("{a: 1, 'b c': x}", #"{"a": 1, "b c": x}"#), ("undefined", "null"),
      ("$v", "_v"), ("Math.pow(x, 3)", "x ** 3"), ("Math.floor(x / 2)", "floor(x / 2)"),
      ("Math.max(x, 1)", "max(x, 1)"),
      ("[].concat(l, [4])", "concatenate([], l, [4])"), ("s.toUpperCase()", "upper case(s)"),
      ("s.substring(1, 3)", "substring(s, 2, 3 - 1)"),
      ("JSON.stringify(_event)", "string(event)"), ("parseInt(s)", "floor(number(s))"), ("_name", "case.workflow"),
      ("_event.type", #"if event.type = "person" then "external" else event.type"#), ("b && x", "if b then x else b"),
      (
        "_ioprocessors['scxml'].location",
        #"{"scxml": {"location": case.id}, "http://www.w3.org/TR/scxml/#SCXMLEventProcessor": {"location": case.id}}.scxml.location"#
      ),
    ])
  func values(source: String, feel: String) throws { #expect(try said(source, asCondition: false) == feel) }

  @Test(
    "or not at all",
    arguments: [
      ("x = 1", ECMAScriptFault.Kind.unsupported("="), 0..<5), ("x +", .syntax, 3..<3), ("return", .syntax, 0..<6),
      ("nowhere + 1", .unknownName("nowhere"), 0..<7), ("x.foo()", .unsupported(".foo()"), 0..<7),
      ("doIt()", .unsupported("doIt()"), 0..<6), ("new Date()", .unsupported("new"), 0..<3),
      ("x & 1", .unsupported("&"), 0..<5), ("/a/.test(s)", .unsupported("/…/"), 0..<1),
      ("`${x}`", .unsupported("${…}"), 1..<3),
      ("undefined.foo", .unsupported(".foo"), 0..<13), ("x 1", .syntax, 2..<3), ("'a", .syntax, 0..<2),
      ("(() => 1)()", .syntax, 2..<3),
    ])
  func faults(source: String, kind: ECMAScriptFault.Kind, range: Range<Int>) {
    do throws(ECMAScriptFault) {
      let translator = ECMAScriptTranslator(names: Self.names)
      let value = try translator.value(try ECMAScriptParser.expression(source))
      Issue.record("said as \(value.text)")
    } catch {
      #expect(error.kind == kind)
      #expect(error.range == range)
    }
  }

  @Test(
    "FEEL keeps its words and gets the names of a workflow",
    arguments: [
      (#"_event.sendid = "_event""#, #"event.id = "_event""#), ("In(\"s1\") and  x > 1", "in state(\"s1\") and x > 1"),
      ("_event.data.a + $v", "event.data.a + $v"), ("_sessionid", "case.id"),
    ])
  func feel(source: String, said: String) throws {
    #expect((try? FEELDialect.piece(source, ChartNames(fields: ["x": "x"])))?.text ?? said == said)
  }
}
