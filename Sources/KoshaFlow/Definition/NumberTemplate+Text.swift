// The pattern of case numbers: `融資-{fiscal_year}-{seq:5}` in, its parts out; and what it gives on a day.

public import KoshaRules
import KoshaSource

extension NumberTemplate {
  /// What stands between braces.
  static let placeholders = ["fiscal_year", "year", "era", "month", "seq:4"]

  /// Reads a pattern; tells unknown placeholders, open braces, and a running number that is missing or given twice.
  init?(_ text: LocatedText, into bag: inout DiagnosticBag) {
    var parts: [Part] = []
    var plain: [UInt8] = []
    let bytes = Array(text.text.utf8)
    var isReadable = true
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "{") else {
        plain.append(bytes[index])
        index += 1
        continue
      }
      let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) ?? bytes.count
      let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
      if !plain.isEmpty { parts.append(.text(String(decoding: plain, as: UTF8.self))) }
      plain = []
      if end < bytes.count, let part = NumberTemplate.part(name) {
        parts.append(part)
      } else {
        let nearest = Suggestion.nearest(to: name, in: NumberTemplate.placeholders)
        let place = text.span(of: index..<min(end + 1, bytes.count))
        bag.add(WorkflowProblem.unknown(.placeholder, name, nearest: nearest), at: place)
        isReadable = false
      }
      index = end + 1
    }
    if !plain.isEmpty { parts.append(.text(String(decoding: plain, as: UTF8.self))) }
    guard isReadable else { return nil }
    let sequences = parts.count { if case .sequence = $0 { true } else { false } }
    guard sequences == 1 else {
      bag.add(WorkflowProblem.runningNumbers(sequences), at: text.span)
      return nil
    }
    self.init(parts: parts)
  }

  /// The pattern where a workflow gives none: its id, the year, a running number of four digits.
  init(workflow: String) {
    self.init(parts: [.text("\(workflow)-"), .year, .text("-"), .sequence(width: 4)])
  }

  private static func part(_ name: String) -> Part? {
    switch name {
    case "fiscal_year": .fiscalYear
    case "year": .year
    case "era": .era
    case "month": .month
    default: sequence(name)
    }
  }

  /// `seq`, or `seq:` with a width of 1 to 18 digits.
  private static func sequence(_ name: String) -> Part? {
    if name == "seq" { return .sequence(width: 1) }
    guard name.hasPrefix("seq:"), let width = Int(name.dropFirst(4)), (1...18).contains(width) else { return nil }
    return .sequence(width: width)
  }

  /// What stands before and after the running number on a day; the counter's key is what stands before.
  public func frame(on date: CalendarDate) -> (before: String, width: Int, after: String) {
    var before = ""
    var after = ""
    var width: Int?
    for part in parts {
      let text: String
      switch part {
      case .text(let plain): text = plain
      case .fiscalYear: text = String(FiscalYear(containing: date).year)
      case .year: text = String(date.year)
      case .era: text = Era.of(date).map { "\($0.letter)\($0.year(of: date))" } ?? String(date.year)
      case .month: text = (date.month < 10 ? "0" : "") + String(date.month)
      case .sequence(let digits):
        width = digits
        continue
      }
      if width == nil { before += text } else { after += text }
    }
    return (before, width ?? 1, after)
  }
}
