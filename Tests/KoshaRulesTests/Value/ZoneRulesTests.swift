// Zone files against a table of offsets of an independent implementation.

import Foundation
import Testing

@testable import KoshaRules

/// Zones from the files under `Cases/zones`.
struct CaseZones: ZoneProvider {
  static func bytes(_ identifier: String) -> [UInt8]? {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let name = identifier.replacingOccurrences(of: "/", with: "-")
    return (try? Data(contentsOf: folder.appending(path: "Cases/zones/\(name).tzif"))).map(Array.init)
  }

  func rules(for identifier: String) -> ZoneRules? { Self.bytes(identifier).flatMap(ZoneRules.init(tzif:)) }
}

@Suite struct ZoneRulesTests {
  @Test func table() throws {
    var known: [String: ZoneRules] = [:]
    for row in try CaseTable.rows("zones.csv", columns: 4) {
      let rules = try #require(known[row[0]] ?? CaseZones().rules(for: row[0]), "\(row)")
      known[row[0]] = rules
      let seconds = try #require(Int64(row[2]))
      let offset = row[1] == "utc" ? rules.offset(atUTC: seconds) : rules.offset(atLocal: seconds)
      #expect(offset == Int32(row[3]), "\(row)")
    }
  }

  @Test func brokenFiles() throws {
    let bytes = try #require(CaseZones.bytes("Europe/Berlin"))
    #expect(ZoneRules(tzif: []) == nil)
    #expect(ZoneRules(tzif: Array("TZif".utf8)) == nil)
    #expect(ZoneRules(tzif: Array(bytes.dropFirst())) == nil)
    // Cut anywhere before the footer, a file is refused and never read past its end.
    for count in stride(from: 0, to: bytes.count - 40, by: 7) {
      #expect(ZoneRules(tzif: Array(bytes.prefix(count))) == nil, "\(count)")
    }
    var flooded = bytes
    for index in 20..<44 { flooded[index] = 0xFF }
    #expect(ZoneRules(tzif: flooded) == nil)
  }

  @Test(arguments: [
    ("JST-9", 1_700_000_000, 32_400), ("<+0330>-3:30", 0, 12_600), ("CET-1CEST,M3.5.0,M10.5.0/3", 1_690_000_000, 7200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", 1_700_000_000, 3600), ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_704_067_200, 39_600),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_700_000_000, 0), ("EST5EDT4,J60/0,300/24", 1_690_000_000, -14_400),
  ])
  func footers(_ text: String, _ seconds: Int64, _ offset: Int32) throws {
    #expect(try #require(ZoneRule(posix: Array(text.utf8))).offset(atUTC: seconds) == offset)
  }

  @Test(arguments: ["", "JST", "J-9", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST", "JST-9 ", "<+03-3"])
  func brokenFooters(_ text: String) {
    #expect(ZoneRule(posix: Array(text.utf8)) == nil)
  }
}
