// Times, dates and times, instants and durations: their texts both ways, and arithmetic between them.

import Testing

@testable import KoshaRules

@Suite struct TemporalTextTests {
  @Test(arguments: [
    ("09:00:00", "09:00:00"), ("09:00:00.5", "09:00:00.5"), ("09:00:00.500", "09:00:00.5"),
    ("23:59:59.999999999", "23:59:59.999999999"), ("09:00:00Z", "09:00:00Z"), ("09:00:00+00:00", "09:00:00Z"),
    ("09:00:00-00:00", "09:00:00Z"), ("09:00:00+09:00", "09:00:00+09:00"), ("09:00:00-03:30", "09:00:00-03:30"),
    ("09:00:00+09:18:59", "09:00:00+09:18:59"), ("09:00:00@Asia/Tokyo", "09:00:00@Asia/Tokyo"),
    ("09:00:00@Etc/GMT+5", "09:00:00@Etc/GMT+5"), ("09:00:00z", "09:00:00Z"), ("00:00:00.000", "00:00:00"),
    ("24:00:00", "00:00:00"),
  ])
  func time(_ text: String, _ canonical: String) throws {
    #expect(try #require(TimeOfDay(text)).description == canonical)
  }

  @Test(arguments: [
    "", "9:00:00", "09:00", "24:00:01", "25:00:00", "09:60:00", "09:00:60", "09:00:00.", "09:00:00.1234567890",
    "T09:00:00",
    "09:00:00+9:00", "09:00:00+19:00", "09:00:00+18:00:01", "09:00:00@", "09:00:00@1", "09:00:00Z@Asia/Tokyo",
    "09:00:00 Z", "09:00:00+09", "09:00:00@Asia/東京",
  ])
  func refusedTime(_ text: String) {
    #expect(TimeOfDay(text) == nil)
  }

  @Test(arguments: [
    "2023-04-01T09:00:00", "2023-04-01T09:00:00.123Z", "-0044-03-15T12:00:00+00:50", "2023-04-01T09:00:00@Asia/Tokyo",
    "999999999-12-31T23:59:59.999999999@Europe/Berlin",
  ])
  func dateAndTime(_ text: String) throws {
    #expect(try #require(DateAndTime(text)).description == text)
  }

  @Test func endOfDay() throws {
    #expect(try #require(DateAndTime("2023-12-31T24:00:00.0Z")).description == "2024-01-01T00:00:00Z")
    #expect(DateAndTime("999999999-12-31T24:00:00") == nil)
  }

  @Test(arguments: [
    "2023-04-01", "2023-04-01T", "2023-04-01 09:00:00", "2023-04-01T24:00:01", "2023-04-01t09:00:00",
    "2023-02-30T09:00:00", "2023-04-01T09:00",
  ])
  func refusedDateAndTime(_ text: String) {
    #expect(DateAndTime(text) == nil)
  }

  @Test(arguments: [
    ("P3DT4H", "P3DT4H"), ("-PT0.5S", "-PT0.5S"), ("PT36H", "P1DT12H"), ("PT90M", "PT1H30M"), ("PT3600S", "PT1H"),
    ("P0D", "PT0S"), ("-P0D", "PT0S"), ("PT0S", "PT0S"), ("P1DT1M", "P1DT1M"), ("PT1.000000001S", "PT1.000000001S"),
    ("P106751991167300DT15H30M7S", "P106751991167300DT15H30M7S"), ("PT60.5S", "PT1M0.5S"),
  ])
  func daysAndTime(_ text: String, _ canonical: String) throws {
    let duration = try #require(DaysAndTimeDuration(text))
    #expect(duration.description == canonical)
    #expect(DaysAndTimeDuration(canonical) == duration)
  }

  @Test(arguments: [
    "", "P", "PT", "P1", "P1DT", "P1Y", "P1M", "P1Y1D", "PT1S1M", "PT1H1H", "PT1.5H", "PT.5S", "PT1.S", "P-1D", "+P1D",
    "P1D ", "1D", "P1DT1", "P1W", "P106751991167301D", "PT99999999999999999999S",
  ])
  func refusedDaysAndTime(_ text: String) {
    #expect(DaysAndTimeDuration(text) == nil)
  }

  @Test(arguments: [
    ("P1Y2M", "P1Y2M"), ("-P3M", "-P3M"), ("P14M", "P1Y2M"), ("P0Y", "P0M"), ("P12M", "P1Y"), ("-P1Y1M", "-P1Y1M"),
  ])
  func yearsAndMonths(_ text: String, _ canonical: String) throws {
    #expect(try #require(YearsAndMonthsDuration(text)).description == canonical)
  }

  @Test(arguments: ["", "P", "P1D", "P1M1Y", "P1Y1", "PY", "P1.5Y", "P1YT1H", "-", "P1Y-1M"])
  func refusedYearsAndMonths(_ text: String) {
    #expect(YearsAndMonthsDuration(text) == nil)
  }

  @Test(arguments: [
    ("2023-04-03T09:00:00+09:00", "2023-04-03T09:00:00+09:00"), ("2023-04-03T00:00:00Z", "2023-04-03T09:00:00+09:00"),
    ("2023-04-03T00:00:00.250Z", "2023-04-03T09:00:00.25+09:00"),
    ("1969-12-31T23:59:59.999Z", "1970-01-01T08:59:59.999+09:00"),
  ])
  func instants(_ text: String, _ inTokyo: String) throws {
    let instant = try #require(Instant(rfc3339: text))
    #expect(instant.rfc3339(in: .named("Asia/Tokyo"), zones: FixedZones()) == inTokyo)
    let local = try #require(instant.dateAndTime(in: .named("Asia/Tokyo"), zones: FixedZones()))
    #expect(local.zone == .named("Asia/Tokyo"))
    #expect(local.instant(in: .offset(seconds: 0), zones: FixedZones()) == instant)
  }

  @Test func extremeInstants() {
    for milliseconds in [Int64.min, Int64.max] {
      let instant = Instant(milliseconds: milliseconds)
      #expect(Instant(rfc3339: instant.rfc3339(in: .offset(seconds: 0), zones: FixedZones())) == instant)
    }
    #expect(DateAndTime("999999999-01-01T00:00:00Z")?.instant(in: .offset(seconds: 0), zones: FixedZones()) == nil)
    #expect(Instant(rfc3339: "2023-04-03T09:00:00") == nil)
    #expect(Instant(rfc3339: "2023-04-03T09:00:00@Asia/Tokyo") == nil)
  }
}

@Suite struct TemporalArithmeticTests {
  private let zones = CaseZones()

  private func duration(_ text: String) throws -> DaysAndTimeDuration { try #require(DaysAndTimeDuration(text)) }

  @Test(arguments: [
    ("2023-04-01T23:00:00", "PT2H", "2023-04-02T01:00:00"),
    ("2023-01-01T00:00:00Z", "-PT0.001S", "2022-12-31T23:59:59.999Z"),
    ("2023-03-26T01:30:00@Europe/Berlin", "PT1H", "2023-03-26T03:30:00@Europe/Berlin"),
    ("2023-03-25T12:00:00@Europe/Berlin", "P1D", "2023-03-26T13:00:00@Europe/Berlin"),
    ("1969-12-31T23:59:59.5", "PT0.5S", "1970-01-01T00:00:00"),
  ])
  func dateAndTimePlusDuration(_ start: String, _ length: String, _ end: String) throws {
    let value = try #require(DateAndTime(start))
    #expect(value.adding(try duration(length), zones: zones)?.description == end)
  }

  @Test(arguments: [
    ("2023-04-02T01:00:00", "2023-04-01T23:00:00", "PT2H"),
    ("2023-04-02T01:00:00+09:00", "2023-04-01T16:00:00Z", "PT0S"),
    ("2023-03-27T00:00:00@Europe/Berlin", "2023-03-26T00:00:00@Europe/Berlin", "PT23H"),
    ("2023-04-02T01:00:00.25", "2023-04-02T01:00:00.5", "-PT0.25S"),
  ])
  func dateAndTimeDifference(_ end: String, _ start: String, _ length: String) throws {
    let (end, start) = (try #require(DateAndTime(end)), try #require(DateAndTime(start)))
    #expect(end.since(start, zones: zones) == (try duration(length)))
  }

  @Test func differenceOfLocalAndZoned() throws {
    let local = try #require(DateAndTime("2023-04-02T01:00:00"))
    let zoned = try #require(DateAndTime("2023-04-02T01:00:00Z"))
    let unknown = try #require(DateAndTime("2023-04-02T01:00:00@Nowhere/City"))
    #expect(local.since(zoned, zones: zones) == nil)
    #expect(zoned.since(local, zones: zones) == nil)
    #expect(zoned.since(unknown, zones: zones) == nil)
  }

  @Test func times() throws {
    let evening = try #require(TimeOfDay("23:00:00+09:00"))
    #expect(evening.adding(try duration("PT2H")).description == "01:00:00+09:00")
    #expect(evening.adding(try duration("-P2DT23H30M")).description == "23:30:00+09:00")
    #expect(evening.since(try #require(TimeOfDay("12:00:00Z")), zones: zones) == (try duration("PT2H")))
    #expect(evening.since(try #require(TimeOfDay("12:00:00")), zones: zones) == nil)
  }

  @Test func dates() throws {
    let date = try #require(CalendarDate("2023-04-01"))
    #expect(date.adding(try duration("-PT1S"))?.description == "2023-03-31")
    #expect(date.adding(try duration("PT23H"))?.description == "2023-04-01")
    #expect(date.adding(try duration("P1D"))?.description == "2023-04-02")
    #expect(date.since(try #require(CalendarDate("2023-03-01"))).description == "P31D")
  }

  @Test(arguments: [
    ("2020-01-31", "2020-02-29", 0), ("2000-02-29", "2023-02-28", 275), ("2023-04-01", "2022-04-02", -11),
    ("2022-12-31", "2023-01-31", 1), ("2023-05-15", "2023-05-15", 0),
  ])
  func monthsBetween(_ start: String, _ end: String, _ months: Int64) throws {
    let (start, end) = (try #require(CalendarDate(start)), try #require(CalendarDate(end)))
    #expect(YearsAndMonthsDuration(from: start, to: end).months == months)
  }

  @Test func durationsAndNumbers() throws {
    let half = try #require(Decimal128("0.5"))
    #expect(try duration("P1DT1S").multiplied(by: half)?.description == "PT12H0.5S")
    #expect(try duration("-PT1S").divided(by: Decimal128(3))?.description == "-PT0.333333333S")
    #expect(try duration("P1D").divided(by: try duration("PT1H")) == Decimal128(24))
    #expect(try duration("P1D").divided(by: Decimal128.zero) == nil)
    #expect(try duration("P1D").divided(by: try duration("PT0S")) == nil)
    #expect(try duration("P100000000000000D").multiplied(by: Decimal128(1000)) == nil)
    #expect(DaysAndTimeDuration(seconds: .max).adding(DaysAndTimeDuration(seconds: 1)) == nil)
    #expect(DaysAndTimeDuration(seconds: .min).negated == nil)
    #expect(DaysAndTimeDuration(seconds: .max).decimalSeconds.exactInt == .max)
    #expect(DaysAndTimeDuration(decimalSeconds: DaysAndTimeDuration(seconds: .min).decimalSeconds)?.seconds == .min)
    #expect(try duration("PT1S").subtracting(try duration("PT1.5S"))?.description == "-PT0.5S")
    let year = YearsAndMonthsDuration(months: 12)
    #expect(year.multiplied(by: half)?.months == 6)
    #expect(year.divided(by: Decimal128(5))?.months == 2)
    #expect(year.divided(by: YearsAndMonthsDuration(months: 5)) == Decimal128("2.4"))
    #expect(year.divided(by: YearsAndMonthsDuration(months: 0)) == nil)
    #expect(YearsAndMonthsDuration(months: .max).adding(year) == nil)
    #expect(YearsAndMonthsDuration(months: .min).negated == nil)
  }
}

@Suite struct ValuePropertyTests {
  @Test(arguments: [
    ("date", "2023-04-01", "year", "2023"), ("date", "2023-04-01", "weekday", "6"),
    ("date", "-0044-03-15", "year", "-44"),
    ("date and time", "2023-04-01T09:08:07.5@Asia/Tokyo", "hour", "9"),
    ("date and time", "2023-04-01T09:08:07.5@Asia/Tokyo", "second", "7"),
    ("date and time", "2023-04-01T09:08:07.5@Asia/Tokyo", "time offset", "duration(\"PT9H\")"),
    ("date and time", "2023-04-01T09:08:07.5@Asia/Tokyo", "timezone", "\"Asia/Tokyo\""),
    ("date and time", "2023-07-01T09:08:07@Europe/Berlin", "time offset", "duration(\"PT2H\")"),
    ("time", "09:08:07-03:30", "time offset", "duration(\"-PT3H30M\")"), ("time", "09:08:07-03:30", "timezone", "null"),
    ("time", "09:08:07", "time offset", "null"), ("time", "09:08:07", "minute", "8"),
    ("days and time duration", "-P1DT2H3M4.5S", "days", "-1"), ("days and time duration", "P1DT2H3M4.5S", "hours", "2"),
    ("days and time duration", "P1DT2H3M4.5S", "minutes", "3"),
    ("days and time duration", "P1DT2H3M4.5S", "seconds", "4"), ("years and months duration", "-P14M", "years", "-1"),
    ("years and months duration", "P14M", "months", "2"),
  ])
  func properties(_ type: String, _ text: String, _ name: String, _ expected: String) throws {
    let types: [ValueType] = [.date, .time, .dateAndTime, .daysAndTimeDuration, .yearsAndMonthsDuration]
    let valueType = try #require(types.first { $0.text == type })
    let value = try #require(Value.plain(.string(text), as: valueType))
    #expect(value.property(name, zones: CaseZones())?.feelText == expected)
  }

  @Test func noSuchProperty() throws {
    let date = Value.date(try #require(CalendarDate("2023-04-01")))
    #expect(date.property("hour", zones: FixedZones()) == nil)
    #expect(Value.number(.one).property("year", zones: FixedZones()) == nil)
  }

  @Test func ranges() {
    let range = Value.range(RangeValue(start: .number(.one), end: nil, includesStart: true, includesEnd: false))
    #expect(range.property("start", zones: FixedZones())?.feelText == "1")
    #expect(range.property("end", zones: FixedZones())?.feelText == "null")
    #expect(range.property("start included", zones: FixedZones())?.feelText == "true")
    #expect(range.property("end included", zones: FixedZones())?.feelText == "false")
  }
}
