// One spelling for each document, values that come back as they were, headers and sealed values.

import KoshaFlow
import KoshaRules
import Testing

@Suite("Canonical JSON")
struct CanonicalTests {
  @Test(
    "Only the canonical spelling is read",
    arguments: [
      " 1", "1 ", "01", "-0", "+1", "1.", ".5", "tru", "[1,]", "[1 ,2]", "{\"a\":1,}", "{\"a\": 1}", "\"\u{1}\"",
      "\"\\/\"", "\"\\u0041\"", "\"\\u000a\"", "\"\\u001F\"", "\"a", "", "nullx", "{\"a\"}", "\"\\",
    ])
  func refused(text: String) {
    #expect(JSON.read(Array(text.utf8)) == nil)
  }

  @Test("What is not UTF-8 is refused")
  func encoding() {
    #expect(JSON.read([0x22, 0xFF, 0x22]) == nil)
    #expect(JSON.read([0x22, 0x5C, 0x6E, 0xC0, 0x80, 0x22]) == nil)
  }

  @Test("Depth has a limit")
  func depth() {
    let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
    #expect(JSON.read(Array(deep.utf8)) == nil)
  }

  @Test("Members are sorted by their bytes, strings escaped as RFC 8785 says")
  func spelling() {
    let document = JSON.sorted([
      "b": .integer(-3), "a": .string("改行\n\u{1}\"\\\u{7F}"), "é": .null, "z": nil, "B": .array([.boolean(true)]),
    ])
    let text = #"{"B":[true],"a":"改行\n\u0001\"\\"# + "\u{7F}" + #"","b":-3,"é":null}"#
    #expect(String(decoding: document.bytes, as: UTF8.self) == text)
    #expect(JSON.read(document.bytes) == document)
  }

  static let samples: [Value] = [
    .null, .boolean(true), .string("融資\u{0}\u{1F}"), .number(Decimal128(-12)),
    Decimal128("0.0000000000000000000000000000000001").map(Value.number) ?? .null,
    Decimal128("12345678901234567890.123456789").map(Value.number) ?? .null,
    CalendarDate("2023-04-03").map(Value.date) ?? .null,
    TimeOfDay("09:00:00.5@Asia/Tokyo").map(Value.time) ?? .null,
    DateAndTime("2023-04-03T09:00:00+09:00").map(Value.dateAndTime) ?? .null,
    DaysAndTimeDuration("-P3DT4H5M6.7S").map(Value.daysAndTimeDuration) ?? .null,
    YearsAndMonthsDuration("P1Y2M").map(Value.yearsAndMonthsDuration) ?? .null,
    .list([.null, .list([]), .string("")]),
    .context(Context([.init("b", .number(.one)), .init("a", .context(Context()))])),
    .context(Context([.init("@type", .string("date")), .init("@value", .null)])),
    .range(RangeValue(start: .number(.one), end: nil, includesStart: true, includesEnd: false)),
  ]

  @Test("Values come back as they were, entries in their order", arguments: samples.indices)
  func roundTrip(index: Int) throws {
    let value = Self.samples[index]
    let document = JSON(value)
    let read = try #require(JSON.read(document.bytes))
    let back = try #require(read.value)
    #expect(JSON(back) == document)
    #expect(back.feelText == value.feelText)
  }

  @Test("A header has one form and comes back from it")
  func header() throws {
    let digest = String(repeating: "ab", count: 32)
    let header = EntryHeader(
      sequence: 7, time: Instant(milliseconds: 1_680_480_000_123), kind: .event,
      handle: "00112233445566778899aabbccddeeff", previous: 3, definition: digest, commitment: digest)
    let text =
      #"{"case":"00112233445566778899aabbccddeeff","commitment":"\#(digest)","definition":"\#(digest)","kind":"event","#
      + #""prev":3,"seq":7,"time":1680480000123,"v":1}"#
    #expect(String(decoding: header.bytes, as: UTF8.self) == text)
    #expect(EntryHeader(header.bytes) == header)
  }

  @Test("A commitment binds label, salt, length and text")
  func commitment() {
    let salt = [UInt8](repeating: 1, count: 32)
    let text = Array("text".utf8)
    let expected = Hashing.sha256(
      Array("kosha-flow/commit/v1\n".utf8) + salt + [0, 0, 0, 0, 0, 0, 0, 4] + text)
    #expect(Commitment.to(text, salt: salt) == expected)
    #expect(Commitment.to(text, label: Commitment.value, salt: salt) != expected)
  }

  @Test("A sealed value opens with its key, its case, its name, and unchanged")
  func sealing() throws {
    let key = try #require(CaseKey(bytes: [UInt8](repeating: 9, count: 32)))
    let other = try #require(CaseKey(bytes: [UInt8](repeating: 8, count: 32)))
    let nonce = [UInt8](repeating: 3, count: 12)
    let text = Array("山".utf8)
    let sealed = try SealedValue.seal(text, under: key, handle: "h", name: "n", nonce: nonce)
    #expect(SealedValue.open(sealed, with: key, handle: "h", name: "n") == text)
    #expect(SealedValue.open(sealed, with: other, handle: "h", name: "n") == nil)
    #expect(SealedValue.open(sealed, with: key, handle: "x", name: "n") == nil)
    #expect(SealedValue.open(sealed, with: key, handle: "h", name: "x") == nil)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(SealedValue.open(changed, with: key, handle: "h", name: "n") == nil)
    }
  }
}
