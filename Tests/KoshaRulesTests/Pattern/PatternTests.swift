// Regular expressions against a table of cases, against a reference that tries everything, and against hostile ones.

import Foundation
import KoshaSource
import KoshaTestSupport
import Testing

@testable import KoshaRules

struct PatternTests {
  /// `function, input, pattern, flags, replacement, answer`, parted by tabs; `␊` is a line feed.
  static let rows: [CaseRow] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = (try? String(contentsOf: folder.appending(path: "Cases/patterns.tsv"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").enumerated().dropFirst().map { index, line in
      CaseRow(
        file: "patterns.tsv", line: index + 1,
        fields: line.split(separator: "\t", omittingEmptySubsequences: false).map {
          String($0.replacing("␊", with: "\n"))
        })
    }
  }()

  @Test("there are cases") func size() { #expect(Self.rows.count >= 400) }

  @Test(arguments: rows) func gives(_ row: CaseRow) throws {
    try #require(row.fields.count == 6)
    let quoted = row.fields.map(Value.quoted)
    let expression =
      switch row[0] {
      case "matches":
        row[3].isEmpty ? "matches(\(quoted[1]), \(quoted[2]))" : "matches(\(quoted[1]), \(quoted[2]), \(quoted[3]))"
      case "replace":
        "replace(input: \(quoted[1]), pattern: \(quoted[2]), replacement: \(quoted[4]), flags: \(quoted[3]))"
      default: "split(\(quoted[1]), \(quoted[2]))"
      }
    let evaluation = try FunctionRun.evaluate(expression, in: FunctionRun.environment())
    let answer: String =
      switch evaluation.value {
      case .list(let members): "[" + members.map { $0.plainText ?? "null" }.joined(separator: ", ") + "]"
      case let value: value.plainText ?? "null"
      }
    #expect(answer == row[5], "\(expression)")
    #expect(evaluation.remarks.isEmpty == (answer != "null"), "\(expression)")
  }

  @Test(arguments: [
    (#"matches("a", "(")"#, RemarkReason.argument(function: "matches", parameter: "pattern", value: #""(""#)),
    (#"matches("a", "a", "g")"#, .argument(function: "matches", parameter: "flags", value: #""g""#)),
    ("matches(\"a\", null)", .arguments(function: "matches", kinds: ["string", "null"])),
    ("matches(null, \"a\")", .arguments(function: "matches", kinds: ["null", "string"])),
    (#"matches("a", 1)"#, .arguments(function: "matches", kinds: ["string", "number"])),
    (#"replace("a", "a", "$")"#, .argument(function: "replace", parameter: "replacement", value: #""$""#)),
    (#"replace("a", "a*", "b")"#, .argument(function: "replace", parameter: "pattern", value: #""a*""#)),
    ("replace(\"a\", \"a\", null)", .arguments(function: "replace", kinds: ["string", "string", "null"])),
    (#"split("a", "[")"#, .argument(function: "split", parameter: "delimiter", value: #""[""#)),
    ("split(null, \",\")", .arguments(function: "split", kinds: ["null", "string"])),
    (#"matches("a", "((((a{1,99}){1,99}){1,99}){1,99})")"#, .limit("pattern size")),
  ]) func fails(_ expression: String, _ reason: RemarkReason) throws {
    try FunctionRun.expect(expression, failsBy: reason)
  }

  @Test func wording() {
    #expect(
      RemarkReason.limit("pattern steps").message
        == Words(
          ja: "評価の上限に達しました: 正規表現の照合の手間", en: "a limit of the evaluation was reached: pattern steps"))
    #expect(
      RemarkReason.limit("pattern size").message
        == Words(ja: "評価の上限に達しました: 正規表現の大きさ", en: "a limit of the evaluation was reached: pattern size"))
  }

  @Test func nothingIsSplit() throws {
    try FunctionRun.expect(#"split("", ",")"#, gives: #"[""]"#)
  }

  @Test func flagsMayBeNull() throws {
    try FunctionRun.expect(#"matches("a", "a", null)"#, gives: "true")
    try FunctionRun.expect(#"replace("a", "a", "b", null)"#, gives: #""b""#)
  }

  @Test("the pattern need not be constant") func computed() throws {
    try FunctionRun.expect(
      #"for p in ["a", "b+", "^c"] return matches("abb", p)"#, gives: "[true, true, false]")
    try FunctionRun.expect(#"for s in ["a1", "b", "2"] return replace(s, "\d", "*")"#, gives: #"["a*", "b", "*"]"#)
  }

  /// Time is no part of the expectation: that each ends, within the budget or not, is.
  @Test(arguments: [
    ("(a+)+$", String(repeating: "a", count: 5_000) + "b"), ("(a|aa)+b", String(repeating: "a", count: 5_000)),
    ("(.*)*x", String(repeating: "y", count: 5_000)), ("(x+x+)+y", String(repeating: "x", count: 5_000)),
    ("(a?){50}a{50}", String(repeating: "a", count: 50)),
    ("^(([a-z])+.)+[A-Z]([a-z])+$", String(repeating: "a", count: 5_000)),
  ]) func linear(_ pattern: String, _ input: String) throws {
    let flags = try #require(PatternFlags(""))
    var budget = PatternBudget(visits: 8_000_000)
    let answer = try Pattern(pattern, flags).matches(input, &budget)
    #expect(answer != nil)
  }

  @Test(arguments: [#"(a*)*\1b"#, #"((a|aa)+)\1+c"#, #"(.*)(.*)(.*)(.*)\4\3\2\1x"#])
  func bounded(_ pattern: String) throws {
    let flags = try #require(PatternFlags(""))
    var budget = PatternBudget(visits: 300_000)
    let answer = try Pattern(pattern, flags).matches(String(repeating: "a", count: 300), &budget)
    #expect(answer != true)
  }

  @Test func deepPatternsAreRefused() throws {
    let flags = try #require(PatternFlags(""))
    for (open, close) in [("(", ")"), ("(?:", ")"), ("[a-", "]")] {
      let pattern = String(repeating: open, count: 10_000) + "a" + String(repeating: close, count: 10_000)
      #expect(throws: PatternError.tooLarge) { try Pattern(pattern, flags) }
    }
    let deep = String(repeating: "(", count: 3_000) + String(repeating: ")", count: 3_000)
    #expect(throws: PatternError.tooLarge) { try Pattern(deep, flags) }
    #expect(throws: PatternError.tooLarge) { try Pattern("((a{1,100}){1,100}){1,100}", flags) }
    #expect(throws: PatternError.tooLarge) { try Pattern("a{99999999999}", flags) }
  }

  // MARK: Against the reference

  /// Every position at which a match from one of `starts` can end, found by trying everything.
  private static func ends(_ node: PatternNode, from starts: Set<Int>, in text: [UInt32]) -> Set<Int> {
    switch node {
    case .empty: starts
    case .character(let code): Set(starts.filter { $0 < text.count && text[$0] == code }.map { $0 + 1 })
    case .set(let set): Set(starts.filter { $0 < text.count && set.contains(text[$0]) }.map { $0 + 1 })
    case .sequence(let parts): parts.reduce(starts) { ends($1, from: $0, in: text) }
    case .alternatives(let branches): branches.reduce(into: []) { $0.formUnion(ends($1, from: starts, in: text)) }
    case .group(_, let content): ends(content, from: starts, in: text)
    case .repetition(let content, let atLeast, let atMost, _):
      repeated(content, atLeast, atMost, from: starts, in: text)
    case .start: starts.filter { $0 == 0 }
    case .end: starts.filter { $0 == text.count }
    case .backReference: []
    }
  }

  private static func repeated(
    _ content: PatternNode, _ atLeast: Int, _ atMost: Int?, from starts: Set<Int>, in text: [UInt32]
  ) -> Set<Int> {
    var current = starts
    for _ in 0..<atLeast { current = ends(content, from: current, in: text) }
    var all = current
    for _ in 0..<min((atMost ?? Int.max) - atLeast, text.count + 1) {
      current = ends(content, from: current, in: text)
      all.formUnion(current)
    }
    return all
  }

  private static func pattern(_ depth: Int, _ random: inout SeededGenerator) -> String {
    guard depth > 0 else { return random.choice(["a", "b", "c", ".", "[ab]", "[^a]", "[a-c-[b]]"]) }
    let inner = pattern(depth - 1, &random)
    switch random.below(10) {
    case 0: return "(\(inner))" + random.choice(["*", "+", "?", "*?", "+?", "??"])
    case 1: return "(?:\(inner))" + random.choice(["{2}", "{0,2}", "{1,}", "{2,3}?"])
    case 2: return "(\(inner)|\(pattern(depth - 1, &random)))"
    case 3: return "(\(inner)|)"
    case 4: return inner + pattern(depth - 1, &random)
    case 5: return "^" + inner
    case 6: return inner + "$"
    case 7: return "(|\(inner))*"
    default: return pattern(depth - 1, &random) + inner
    }
  }

  @Test(arguments: [1, 2, 3, 4]) func asTheReferenceHasIt(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let flags = try #require(PatternFlags(""))
    for _ in 0..<400 {
      let written = Self.pattern(1 + random.below(4), &random)
      let (tree, groupCount) = try PatternParser.read(written, flags)
      let program = try PatternProgram(tree, groupCount: groupCount, flags)
      let compiled = try Pattern(written, flags)
      // The same pattern for the other matcher: a back-reference to a group that takes no part.
      let (doubled, doubledCount) = try PatternParser.read("(?:\(written))(?:()\\\(groupCount + 1))", flags)
      let backtracking = try PatternProgram(doubled, groupCount: doubledCount, flags)
      for _ in 0..<8 {
        let input = String((0..<random.below(7)).map { _ in Character(random.choice(["a", "b", "c"])) })
        let codes = input.unicodeScalars.map(\.value)
        let expected = !Self.ends(tree, from: Set(0...codes.count), in: codes).isEmpty
        var budget = PatternBudget(visits: 1_000_000)
        #expect(compiled.matches(input, &budget) == expected, "\(written) in \(input)")
        let first = program.firstMatch(in: codes, from: 0, capturing: true, &budget)
        let second = backtracking.firstMatch(in: codes, from: 0, capturing: true, &budget)
        // Where a loop over what may be empty ends is the one thing the two may see differently.
        #expect(first?.first == second?.first, "\(written) in \(input)")
        if let first, let start = first.first {
          // Leftmost, and an end that the pattern allows.
          #expect(Self.ends(tree, from: [start], in: codes).contains(first[1]), "\(written) in \(input)")
          let earlier = Self.ends(tree, from: Set(0..<start), in: codes)
          #expect(earlier.isEmpty, "\(written) in \(input)")
        }
      }
    }
  }
}
