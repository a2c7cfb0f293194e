// Files under `Cases/` in, what they expect out: a source with «marks», then each finding with its words.
//
//     ## a name
//     states: {a: «b»}
//     -- a further file
//     …
//     => error KF0606 the Japanese sentence
//     en: the English sentence
//     help: the Japanese mend
//     en: the English mend
//
// The findings stand in the order of the marks, each of which is what one of them underlines.

import Foundation
import KoshaSource
import Testing

/// One case of a file.
struct MessageCase: Sendable, CustomTestStringConvertible {
  /// What is expected of one finding, and what is found.
  struct Finding: Sendable, Equatable, CustomStringConvertible {
    var head: String
    var en: String
    var help: String?
    var helpEn: String?
    var place: String

    var description: String {
      var lines = ["=> \(head)", "en: \(en)"]
      if let help { lines.append("help: \(help)") }
      if let helpEn { lines.append("en: \(helpEn)") }
      return (lines + ["at \(place)"]).joined(separator: "\n")
    }
  }

  var name: String
  /// The texts without marks, the main file first.
  var sources: [String]
  var findings: [Finding]

  var testDescription: String { name }

  /// The cases of a file.
  static func read(_ file: String) -> [MessageCase] {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Cases/\(file)")
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return text.components(separatedBy: "\n## ").dropFirst().map { parse($0) }
  }

  /// The codes that the cases of a file tell.
  static func codes(in file: String) -> Set<String> {
    Set(read(file).flatMap(\.findings).map { String($0.head.split(separator: " ")[1]) })
  }

  private static func parse(_ text: String) -> MessageCase {
    let lines = text.components(separatedBy: "\n")
    var marked = [""]
    var findings: [Finding] = []
    for line in lines.dropFirst() {
      if line.hasPrefix("=> ") {
        findings.append(Finding(head: String(line.dropFirst(3)), en: "", place: ""))
      } else if findings.isEmpty {
        if line.hasPrefix("-- ") { marked.append("") } else { marked[marked.count - 1] += line + "\n" }
      } else if line.hasPrefix("help: ") {
        findings[findings.count - 1].help = String(line.dropFirst(6))
      } else if line.hasPrefix("en: ") {
        let english = String(line.dropFirst(4))
        if findings[findings.count - 1].en.isEmpty {
          findings[findings.count - 1].en = english
        } else {
          findings[findings.count - 1].helpEn = english
        }
      }
    }
    let places = marked.enumerated().flatMap { file, text in marks(in: text).map { "\(file): \($0)" } }
    for index in findings.indices where index < places.count { findings[index].place = places[index] }
    return MessageCase(
      name: lines[0], sources: marked.map { $0.filter { $0 != "«" && $0 != "»" } }, findings: findings)
  }

  /// The byte range that each pair of marks encloses once the marks are gone, and the text in it.
  private static func marks(in text: String) -> [String] {
    var offset = 0
    var start: Int?
    var inside = ""
    var marks: [String] = []
    for character in text {
      switch character {
      case "«":
        start = offset
        inside = ""
      case "»":
        if let start { marks.append("\(start)..<\(offset) \(inside)") }
        start = nil
      default:
        offset += String(character).utf8.count
        inside.append(character)
      }
    }
    return marks
  }
}

extension MessageCase.Finding {
  /// A finding as a case writes it; `files` are the sources in their order, `heading` the bytes before the main one.
  init(_ diagnostic: Diagnostic, files: [SourceFile], heading: Int) {
    head = "\(diagnostic.severity.rawValue) \(diagnostic.code) \(diagnostic.message.ja)"
    en = diagnostic.message.en
    help = diagnostic.help?.ja
    helpEn = diagnostic.help?.en
    guard let span = diagnostic.span, let file = files.firstIndex(of: span.file) else {
      place = "nowhere"
      return
    }
    let shift = file == 0 ? heading : 0
    let text = String(decoding: span.file.bytes[span.range], as: UTF8.self)
    place = "\(file): \(span.range.lowerBound - shift)..<\(span.range.upperBound - shift) \(text)"
  }
}
