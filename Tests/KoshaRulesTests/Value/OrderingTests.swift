// FEEL's equality and order, and sameness.

import Testing

@testable import KoshaRules

@Suite struct OrderingTests {
  private static func value(_ type: ValueType, _ text: String) throws -> Value {
    try #require(Value.plain(.string(text), as: type))
  }

  @Test(arguments: [
    (ValueType.dateAndTime, "2023-04-01T09:00:00+09:00", "2023-04-01T00:00:00Z", true as Bool?, false as Bool?),
    (.dateAndTime, "2023-04-01T09:00:00@Asia/Tokyo", "2023-04-01T00:00:00Z", true, false),
    (.dateAndTime, "2023-04-01T09:00:00", "2023-04-01T09:00:00Z", false, nil),
    (.dateAndTime, "2023-04-01T09:00:00", "2023-04-01T09:00:00.000000001", true, true),
    (.dateAndTime, "2023-04-01T09:00:00@Nowhere/City", "2023-04-01T00:00:00Z", nil, nil),
    (.dateAndTime, "2023-04-01T09:00:00@Nowhere/City", "2023-04-01T09:00:00@Nowhere/City", true, nil),
    (.time, "09:00:00+09:00", "00:00:00Z", true, false), (.time, "09:00:00", "09:00:01", false, true),
    (.time, "09:00:00", "09:00:00Z", false, nil), (.time, "09:00:00+09:00", "09:00:00Z", false, true),
    (.date, "2023-04-01", "2023-04-02", false, true), (.daysAndTimeDuration, "PT24H", "P1D", true, false),
    (.yearsAndMonthsDuration, "P12M", "P1Y1M", false, true), (.string, "a", "b", false, true),
    (.string, "が", "か\u{3099}", false, false), (.string, "", "a", false, true), (.string, "\u{FF5E}", "😀", false, true),
  ])
  func table(_ type: ValueType, _ left: String, _ right: String, _ equal: Bool?, _ less: Bool?) throws {
    let (left, right) = (try Self.value(type, left), try Self.value(type, right))
    #expect(left.feelEquals(right) == equal)
    #expect(right.feelEquals(left) == equal)
    #expect(left.feelLess(right) == less)
  }

  @Test func nullsAndKinds() {
    let one = Value.number(.one)
    #expect(Value.null.feelEquals(.null) == true)
    #expect(Value.null.feelEquals(one) == false)
    #expect(one.feelEquals(.null) == false)
    #expect(one.feelEquals(.string("1")) == nil)
    #expect(Value.null.feelLess(one) == nil)
    #expect(one.feelLess(.string("1")) == nil)
    #expect(Value.boolean(false).feelLess(.boolean(true)) == nil)
  }

  @Test func containers() {
    let (one, two) = (Value.number(.one), Value.number(Decimal128(2)))
    #expect(Value.list([one, two]).feelEquals(.list([one, two])) == true)
    #expect(Value.list([one]).feelEquals(.list([one, two])) == false)
    #expect(Value.list([one, .string("x")]).feelEquals(.list([one, two])) == nil)
    #expect(Value.list([two, .string("x")]).feelEquals(.list([one, two])) == false)
    let left = Value.context(Context([.init("a", one), .init("b", two)]))
    let right = Value.context(Context([.init("b", two), .init("a", one)]))
    #expect(left.feelEquals(right) == true)
    #expect(left.isSame(as: right))
    #expect(left.feelEquals(.context(Context([.init("a", one), .init("c", two)]))) == false)
    let closed = RangeValue(start: one, end: two, includesStart: true, includesEnd: true)
    var open = closed
    open.includesEnd = false
    #expect(Value.range(closed).feelEquals(.range(closed)) == true)
    #expect(Value.range(closed).feelEquals(.range(open)) == false)
  }

  @Test func sameness() throws {
    #expect(try Value.number(#require(Decimal128("2.0"))).isSame(as: .number(Decimal128(2))))
    let tokyo = try Self.value(.dateAndTime, "2023-04-01T09:00:00+09:00")
    #expect(!tokyo.isSame(as: try Self.value(.dateAndTime, "2023-04-01T00:00:00Z")))
    #expect(!Value.null.isSame(as: .boolean(false)))
    #expect(Value.list([.null]).isSame(as: .list([.null])))
  }

  @Test func layout() {
    #expect(MemoryLayout<Value>.stride <= 32)
    #expect(MemoryLayout<Decimal128>.stride == 24)
    #expect(MemoryLayout<CalendarDate>.stride == 8)
  }
}

@Suite struct ValueTextTests {
  @Test func feelText() throws {
    let date = Value.date(try #require(CalendarDate("2023-04-01")))
    let context = Value.context(
      Context([.init("氏名", .string("世田谷\"太郎\"")), .init("first name", .null), .init("days", .list([date]))]))
    #expect(
      context.feelText == #"{氏名: "世田谷\"太郎\"", "first name": null, days: [date("2023-04-01")]}"#)
    #expect(date.plainText == "2023-04-01")
    #expect(Value.null.plainText == nil)
    #expect(Value.list([.string("a"), .boolean(true)]).plainText == "[\"a\", true]")
    #expect(Value.string("a\nb\\").feelText == #""a\nb\\""#)
    let range = RangeValue(start: .number(.one), end: nil, includesStart: true, includesEnd: false)
    #expect(Value.range(range).feelText == ">= 1")
  }

  @Test(arguments: [
    (ValueType.list(.number), "list of number"), (.daysAndTimeDuration, "days and time duration"),
    (.enumeration(["a", "b"]), "[a, b]"), (.context([.init("a", .list(.date))]), "{a: list of date}"),
    (.range(.number), "range of number"), (.document, "document"),
    (.function(parameters: [], result: .any), "function"),
  ])
  func typeText(_ type: ValueType, _ text: String) {
    #expect(type.text == text)
  }

  @Test func admission() {
    let file = Value.context(
      Context([
        .init("name", .string("a.pdf")), .init("size", .number(.one)), .init("media_type", .string("application/pdf")),
        .init("sha256", .string("00")),
      ]))
    #expect(ValueType.document.admits(file))
    #expect(!ValueType.document.admits(.context(Context([.init("name", .string("a.pdf"))]))))
    #expect(ValueType.number.admits(.null))
    #expect(ValueType.enumeration(["small"]).admits(.string("small")))
    #expect(!ValueType.enumeration(["small"]).admits(.string("large")))
    #expect(ValueType.context([.init("a", .number)]).admits(.context(Context([.init("a", .null), .init("b", .null)]))))
    #expect(!ValueType.context([.init("a", .number)]).admits(.context(Context([.init("b", .null)]))))
    #expect(!ValueType.list(.number).admits(.list([.string("a")])))
    #expect(!ValueType.null.admits(.boolean(true)))
  }
}
