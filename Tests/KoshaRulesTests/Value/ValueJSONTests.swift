// JSON of values both ways: exact digits, both shapes, and everything that is refused with its place.

import KoshaSource
import Testing

@testable import KoshaRules

@Suite struct ValueJSONTests {
  private static func decode(_ text: String, _ mode: ValueJSON.Mode = .plain) throws -> Value {
    try ValueJSON.decode(text.utf8, mode: mode).get()
  }

  @Test(arguments: [
    #"null"#, #"[true,false,null]"#, #"{"b":1,"a":[{"c":"日本"}]}"#, #"-0.021"#,
    #"1234567890123456789012345678.901234"#, #"9999999999999999999999999999999999"#, #"[]"#, #"{}"#,
    #""\"\\\n\t\r\u0001""#,
  ])
  func roundTrip(_ text: String) throws {
    #expect(ValueJSON.encode(try Self.decode(text)) == text)
  }

  @Test(arguments: [
    (" 1.50 ", "1.5"), ("1e3", "1000"), ("-0", "0"), (#""\u65e5\ud83d\ude00\/""#, #""日😀/""#), ("1E-2", "0.01"),
    ("[ 1 , 2 ]", "[1,2]"), (#"{"a" : { } }"#, #"{"a":{}}"#),
  ])
  func reading(_ text: String, _ canonical: String) throws {
    #expect(ValueJSON.encode(try Self.decode(text)) == canonical)
  }

  @Test(arguments: [
    #"{"@type":"date","@value":"2023-04-01"}"#, #"{"@type":"time","@value":"09:00:00@Europe/Berlin"}"#,
    #"{"@type":"date and time","@value":"2023-04-01T09:00:00+09:00"}"#,
    #"[{"@type":"days and time duration","@value":"P1DT2H"},{"@type":"years and months duration","@value":"P1Y"}]"#,
    #"{"@type":"range","start":1,"end":{"@type":"date","@value":"2023-04-01"},"start_included":true,"end_included":false}"#,
    #"{"@type":"range","start":null,"end":1,"start_included":false,"end_included":true}"#,
  ])
  func tagged(_ text: String) throws {
    #expect(ValueJSON.encode(try Self.decode(text, .tagged), mode: .tagged) == text)
  }

  @Test func plainTemporals() throws {
    let date = Value.date(try #require(CalendarDate("2023-04-01")))
    #expect(ValueJSON.encode(.list([date])) == #"["2023-04-01"]"#)
    let function = Value.function(FunctionValue(parameters: ["a"]) { _, _ in .null })
    #expect(ValueJSON.encode(function, mode: .tagged) == #"{"@type":"function"}"#)
    #expect(ValueJSON.encode(function) == #""function(a)""#)
  }

  @Test func pretty() throws {
    let value = try Self.decode(#"{"a":[1,{"b":[]}],"c":{}}"#)
    #expect(
      ValueJSON.encode(value, pretty: true) == """
        {
          "a": [
            1,
            {
              "b": []
            }
          ],
          "c": {}
        }
        """)
  }

  @Test(arguments: [
    ("", 1, 1, "the document ends too early"), ("[1,", 1, 4, "the document ends too early"),
    ("[1 2]", 1, 4, "this character cannot stand here"), ("{\n  \"名\": x}", 2, 8, "this character cannot stand here"),
    ("01", 1, 1, "the number is not written as JSON has it"), ("1.", 1, 1, "the number is not written as JSON has it"),
    ("-", 1, 1, "the number is not written as JSON has it"), ("1e", 1, 1, "the number is not written as JSON has it"),
    (".5", 1, 1, "this character cannot stand here"), ("+1", 1, 1, "this character cannot stand here"),
    ("NaN", 1, 1, "this character cannot stand here"), ("tru", 1, 1, "this character cannot stand here"),
    ("12345678901234567890123456789012345", 1, 1, "the number has more than 34 digits"),
    ("1e7000", 1, 1, "the number is out of range"), ("1e-7000", 1, 1, "the number is out of range"),
    ("15e-6177", 1, 1, "the number is out of range"), (#"{"a":1,"a":2}"#, 1, 8, "`a` is given twice"),
    ("\"\u{01}\"", 1, 2, "a control character stands inside the string"),
    (#""\x""#, 1, 2, "what follows `\\` is no escape"),
    (#""\ud800""#, 1, 2, "what follows `\\` is no escape"), (#""\u12""#, 1, 2, "what follows `\\` is no escape"),
    (#""a"#, 1, 3, "the document ends too early"), ("[1,]", 1, 4, "this character cannot stand here"),
    (#"{"a":1,}"#, 1, 8, "this character cannot stand here"), ("1 1", 1, 3, "this character cannot stand here"),
  ])
  func refused(_ text: String, _ line: Int, _ column: Int, _ sentence: String) {
    guard case .failure(let problem) = ValueJSON.decode(text.utf8) else {
      Issue.record("\(text) was read")
      return
    }
    #expect(problem.message.en == "JSON line \(line), column \(column): \(sentence)")
    #expect(problem.message.ja.hasPrefix("JSONの\(line)行\(column)列: "))
    #expect(problem.code == "KF0280")
  }

  @Test func refusedBytesTagsAndSizes() {
    func reason(_ result: Result<Value, JSONProblem>) -> JSONProblem.Reason? {
      if case .failure(let problem) = result { problem.reason } else { nil }
    }
    #expect(reason(ValueJSON.decode([0x22, 0xFF, 0x22])) == .encoding)
    #expect(reason(ValueJSON.decode("[[1]]".utf8, limits: .init(bytes: 10, depth: 1))) == .tooDeep(limit: 1))
    #expect(reason(ValueJSON.decode("[[1]]".utf8, limits: .init(bytes: 4, depth: 9))) == .tooLong(limit: 4))
    #expect(reason(ValueJSON.decode(#"{"@type":"dates","@value":"x"}"#.utf8, mode: .tagged)) == .tag("dates"))
    #expect(reason(ValueJSON.decode(#"{"@type":"date","@value":"2023"}"#.utf8, mode: .tagged)) == .tag("date"))
    #expect(reason(ValueJSON.decode(String(repeating: "[", count: 100_000).utf8)) == .tooDeep(limit: 64))
  }

  @Test func typedFromPlain() throws {
    let type = ValueType.context([
      .init("on", .date), .init("amounts", .list(.number)), .init("fund", .enumeration(["a"])),
    ])
    let value = try Self.decode(#"{"on":"2023-04-01","amounts":[1,2],"fund":"a","more":true}"#)
    #expect(
      try #require(Value.plain(value, as: type)).feelText
        == #"{on: date("2023-04-01"), amounts: [1, 2], fund: "a", more: true}"#)
    #expect(Value.plain(.string("1"), as: .number) == nil)
    #expect(Value.plain(.string("true"), as: .boolean) == nil)
    #expect(Value.plain(.string("2023-4-1"), as: .date) == nil)
    #expect(Value.plain(.number(.one), as: .string) == nil)
    #expect(Value.plain(.null, as: .date)?.isNull == true)
    #expect(Value.plain(.list([.string("x")]), as: .list(.date)) == nil)
    #expect(Value.plain(.context(Context()), as: type) == nil)
  }
}
