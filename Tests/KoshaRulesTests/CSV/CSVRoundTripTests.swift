// Tables in; the same after a way through CSV and back, and edited rows where they were edited.

import Foundation
import KoshaRules
import KoshaSource
import KoshaTestSupport
import KoshaYAML
import Testing

@Suite("Tables to CSV and back")
struct CSVRoundTripTests {
  static let workflows = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Workflows")

  /// A decision file with the CSV files beside it.
  struct Opened {
    let table: TableFile
    let source: SourceFile

    /// Nil where the file holds no table.
    init?(_ text: String, path: String = "rules/d.yaml", beside files: [SourceFile] = []) throws {
      var bag = DiagnosticBag()
      source = SourceFile(path: path, text: text)
      let node = try #require(YAMLComposer.compose(source, limits: .rules, into: &bag), "\(bag.sorted)\n\(text)")
      guard let table = TableFile(node, beside: files, into: &bag) else {
        #expect(bag.sorted.map(\.code) == ["KF0383"], "\(text)")
        return nil
      }
      self.table = table
    }

    /// The file with the rules of a CSV file.
    func taking(_ csv: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws -> TableFile.Replacement {
      var bag = DiagnosticBag()
      let replacement = table.replacing(
        with: SourceFile(path: "t.csv", bytes: csv), scope: Scope(unknownNames: .null), standalone: true, into: &bag)
      let problems = bag.sorted.map { DecisionFixture.line($0, in: .en) }
      return try #require(
        replacement, "\(problems)\n\(String(decoding: csv, as: UTF8.self))", sourceLocation: sourceLocation)
    }
  }

  static func csv(_ opened: Opened) -> String { String(decoding: opened.table.csv, as: UTF8.self) }

  static func text(_ file: SourceFile) -> String { String(decoding: file.bytes, as: UTF8.self) }

  static func files() throws -> [String] {
    let folders = try FileManager.default.contentsOfDirectory(atPath: workflows.path).sorted()
    return folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: workflows.path + "/\(folder)/rules")) ?? []
      return names.sorted().filter { $0.hasSuffix(".yaml") }.map { "\(folder)/rules/\($0)" }
    }
  }

  @Test("Every table of the workflows keeps each byte, and all it says where it is written anew")
  func workflowTables() throws {
    var count = 0
    for path in try Self.files() {
      let folder = Self.workflows.appending(path: path).deletingLastPathComponent()
      let tables = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".csv") }
        .map { SourceFile(path: $0, bytes: Array(try Data(contentsOf: folder.appending(path: $0)))) }
      let text = try String(contentsOf: Self.workflows.appending(path: path), encoding: .utf8)
      guard let opened = try Opened(text, path: "d.yaml", beside: tables) else { continue }
      count += 1
      let same = try opened.taking(opened.table.csv)
      #expect(same.added + same.changed + same.removed == [], "\(path)")
      // A table that is kept as CSV leaves the decision's file as it is.
      func reopened(_ replacement: TableFile.Replacement) throws -> Opened? {
        let isOwn = replacement.file.path == "d.yaml"
        return try Opened(isOwn ? Self.text(replacement.file) : text, path: "d.yaml", beside: [replacement.file])
      }
      if same.file.path == "d.yaml" { #expect(Self.text(same.file) == text, "\(path)") }
      let again = try #require(try reopened(opened.taking(Self.header(of: opened.table.csv))))
      let whole = try #require(try reopened(again.taking(opened.table.csv)))
      #expect(whole.table.csv == opened.table.csv, "\(path)")
    }
    #expect(count > 15)
  }

  /// The first line alone.
  static func header(of csv: [UInt8]) -> [UInt8] { Array(csv.prefix { $0 != 0x0A }) + [0x0A] }

  // MARK: Random tables

  /// Signs that CSV, YAML, FEEL or spreadsheets give a meaning.
  private static let signs = [
    "a", "b", "Z", "0", "7", "あ", "税", "　", " ", " ", ",", "\"", "'", "\n", "\t", "#", ":", "-", "+", "@", "=", "＝",
    "\\",
    "{", "}", "[", "]", "&", "*", "!", "|", ">", "%", "~", "null", "true", "TRUE", "1e3", "..", "😀",
  ]

  private static func odd(_ generator: inout SeededGenerator) -> String {
    let text = (0..<generator.below(6)).map { _ in generator.choice(signs) }.joined()
    return text.hasPrefix("=") ? "x" + text : text
  }

  /// A text in double quotes as YAML reads it.
  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    return "\"" + escaped.replacing("\t", with: "\\t") + "\""
  }

  private static let columns = """
    inputs:
      n: {type: number}
      f: {type: [x, y, "null", TRUE, a b]}
      b: {type: boolean}
      s: {type: string}
      w: {type: any}
    outputs:
      t: {type: string}
      m: {type: number}
      v: {type: [x, y, "yes", a b]}
      o: {type: any}

    """
  private static let tests: [[String]] = [
    ["5", "\"5\"", "-5", "\"< 1\"", "\"[1..5]\"", "null", "\"null\"", "\"-\"", "'not(1, 2)'", "1e3", "\"- 3\"", "+5"],
    ["x", "\"x, y\"", "\"null\"", "null", "TRUE", "'not(\"x\")'", "'\"x\", \"a b\"'", "a b"],
    ["true", "\"true\"", "false", "null"],
    ["'\"a\"'", "'not(\"a\", \"\")'", "'\"a,b\"'", "'starts with(?, \"あ\")'", "'\"''\"'", "null"],
    ["5", "\"5\"", "true", "'\"a\"'", "'@\"2023-04-01\"'", "\"null\"", "null"],
  ]
  private static let answers: [[String]] = [
    ["\"\"", "'= \"a\" + \"b\"'", "null", "\"null\"", "text", "true", "-5", "\"-\""],
    ["5", "\"5\"", "\"-5\"", "\"n + 1\"", "null", "-5", "\"(1 + 2) * n\""],
    ["x", "yes", "'\"x\"'", "'if n > 1 then \"x\" else \"y\"'", "null", "a b"],
    ["5", "'\"a\"'", "'[1, 2]'", "\"null\"", "true", "'@\"2023-04-01\"'"],
  ]

  private static func rule(_ number: Int, _ generator: inout SeededGenerator) -> String {
    var keys: [String] = []
    if generator.below(4) > 0 {
      keys.append("id: " + (generator.below(8) == 0 ? quoted("\(odd(&generator))\(number)") : "R\(number)"))
    }
    let names = (["n", "f", "b", "s", "w"], ["t", "m", "v", "o"])
    let when = names.0.indices.filter { _ in generator.below(2) == 0 }
      .map { "\(names.0[$0]): \(generator.choice(tests[$0]))" }
    if generator.below(5) > 0 { keys.append("when: {\(when.joined(separator: ", "))}") }
    let then = names.1.indices.filter { _ in generator.below(3) > 0 }.map { column in
      let isOdd = column == 0 && generator.below(2) == 0
      return "\(names.1[column]): \(isOdd ? quoted(odd(&generator)) : generator.choice(answers[column]))"
    }
    keys.append("then: {\(then.joined(separator: ", "))}")
    switch generator.below(4) {
    case 0: keys.append("basis: \(quoted("第" + odd(&generator)))")
    case 1: keys.append("basis: {ja: \(quoted(odd(&generator))), en: Article 3}")
    default: break
    }
    let comment = generator.below(3) == 0 ? "  # \"見直す\", '{" + "\n" : "\n"
    let before = generator.below(4) == 0 ? "  # 前の注 # \(number)\n\n  #\n" : ""
    return before
      + (generator.below(3) == 0
        ? keys.enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 }.joined(separator: "\n") + comment
        : "  - {\(keys.joined(separator: ", "))}" + comment)
  }

  @Test("Random tables keep each byte; rows in another order, or written anew, say what they said", arguments: 1...200)
  func randomTables(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let head = "# 表の前\nkosha: 1\ndecision: d  # 名前\n" + Self.columns + "hit: first\nrules:  # 規則\n"
    let rules = (1...1 + generator.below(12)).map { Self.rule($0, &generator) }
    let tail = generator.below(2) == 0 ? "# 表の後\nbasis: 第1条\n" : ""
    let text = head + rules.joined() + tail
    let opened = try #require(try Opened(text))
    let csv = opened.table.csv
    let same = try opened.taking(csv)
    #expect(Self.text(same.file) == text)
    #expect(same.added + same.changed + same.removed == [], "\(text)")
    // Into a file that has no rules: every rule is written anew.
    let empty = try #require(try Opened(head.replacing("rules:  # 規則\n", with: "rules: []\n") + tail))
    let filled = try empty.taking(csv)
    let whole = try #require(try Opened(Self.text(filled.file)))
    #expect(Self.csv(whole) == Self.csv(opened), "\(text)\n\(Self.text(filled.file))")
    // And a table that names the CSV file itself.
    let named = try Opened(
      head.replacing("rules:  # 規則\n", with: "rules: {csv: t.csv}\n"),
      beside: [SourceFile(path: "rules/t.csv", bytes: csv)])
    #expect(named.map(Self.csv) == Self.csv(opened), "\(text)")
    // Rows in another order take their lines with them; those without an id would be numbered anew.
    let isNamed = !text.contains("- {when") && !text.contains("- {then") && !text.contains("- when")
    guard rules.count > 1, !text.contains("\\n"), isNamed, !text.contains("- then") else { return }
    let reversed = try opened.taking(Self.reversingRows(csv))
    let turned = try #require(try Opened(Self.text(reversed.file)))
    let expected = String(decoding: Self.reversingRows(csv), as: UTF8.self)
    #expect(Self.csv(turned) == expected, "\(text)\n\(Self.text(reversed.file))")
    #expect(reversed.added + reversed.changed + reversed.removed == [])
    #expect(Self.text(reversed.file).hasPrefix(head) && Self.text(reversed.file).hasSuffix(tail))
  }

  /// The rows of a file without line ends in its cells in the opposite order.
  private static func reversingRows(_ csv: [UInt8]) -> [UInt8] {
    let lines = String(decoding: csv, as: UTF8.self).components(separatedBy: "\r\n").dropLast()
    return Array(([lines[0]] + lines.dropFirst().reversed()).map { $0 + "\r\n" }.joined().utf8)
  }

  @Test("What is changed, added and removed is told; the rest keeps its lines")
  func edits() throws {
    let text = """
      kosha: 1
      decision: d
      inputs: {n: {type: number}}
      outputs: {o: {type: string}}
      hit: first
      rules:
        # 大口
        - {id: A,  when: {n: "> 100"}, then: {o: 部長}}   # 第3条
        - id: B
          when: {n: "> 10"}
          then: {o: 課長}

        # 残り
        - {id: C, then: {o: 係}}
      title: 決裁

      """
    let opened = try #require(try Opened(text))
    let csv = String(decoding: opened.table.csv, as: UTF8.self)
    #expect(
      csv == "\u{FEFF}id,when.n,then.o,basis,comment\r\nA,> 100,部長,,\"大口\n第3条\"\r\nB,> 10,課長,,\r\nC,,係,,残り\r\n")
    let edited = csv.replacing("C,,係,,残り\r\n", with: "D,> 5,\"主任, 係\",第4条,新設\r\nC,,=\"係\",,\r\n")
      .replacing("B,> 10,課長,,\r\n", with: "")
    let replacement = try opened.taking(Array(edited.utf8))
    #expect(replacement.added == ["D"])
    #expect(replacement.changed == ["C"])
    #expect(replacement.removed == ["B"])
    #expect(
      Self.text(replacement.file) == """
        kosha: 1
        decision: d
        inputs: {n: {type: number}}
        outputs: {o: {type: string}}
        hit: first
        rules:
          # 大口
          - {id: A,  when: {n: "> 100"}, then: {o: 部長}}   # 第3条
          # 新設
          - {id: D, when: {n: "> 5"}, then: {o: "主任, 係"}, basis: 第4条}
          - {id: C, then: {o: '="係"'}}
        title: 決裁

        """)
    let plain = "id,when.n,then.o\nC,,係員\nA,> 100,部長\n"
    let replaced = try opened.taking(Array(plain.utf8))
    #expect(Self.text(replaced.file).contains("  # 残り\n  - {id: C, then: {o: 係員}}\n  # 大口\n  - {id: A,  when"))
  }

  @Test("Cells that a spreadsheet would take for formulas begin with an apostrophe")
  func formulas() throws {
    let text = """
      kosha: 1
      decision: d
      inputs: {n: {type: number}, d: {type: date}}
      outputs: {o: {type: string}}
      hit: first
      rules:
        - {id: "=A", when: {n: "-(1 + 2)", d: '@"2023-04-01"'}, then: {o: '= "a"'}, basis: "+3"}
        - {id: B, when: {n: -5, d: "-"}, then: {o: "-5"}}
        - {id: C, when: {n: "5"}, then: {o: ""}}

      """
    let opened = try #require(try Opened(text))
    #expect(
      String(decoding: opened.table.csv, as: UTF8.self)
        == "\u{FEFF}id,when.n,when.d,then.o,basis\r\n"
        + "'=A,'-(1 + 2),\"'@\"\"2023-04-01\"\"\",\"'= \"\"a\"\"\",'+3\r\n" + "B,-5,-,'-5,\r\nC,5,,',\r\n")
  }
}
