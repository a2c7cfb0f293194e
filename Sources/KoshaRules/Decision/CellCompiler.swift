// A cell as written and its column in, a test or an answer out (language.md §4: how a cell is read follows from its
// column alone).

import KoshaSource
import KoshaYAML

/// Compiles the cells of one column.
struct CellCompiler {
  let column: String
  let type: ValueType
  let scope: Scope

  // MARK: Tests

  /// A `when` cell or an `allowed`; nil, with everything that is wrong in `bag`, where it holds an error.
  func test(_ cell: CellSyntax, into bag: inout DiagnosticBag) -> CellTest? {
    if cell.trimmed == "-" { return .any }
    if case .enumeration(let allowed) = type, let words = bareWords(cell) {
      return row(words, allowed, cell, into: &bag)
    }
    if let constant = constant(cell, into: &bag) { return constant.map { .equals([$0]) } }
    if reportPlainText(cell, meant: type.literal(cell.trimmed) ?? quotedWords(cell), into: &bag) { return nil }
    return FEEL.compile(cell.text, scope: scope, grammar: .unaryTests(input: type), into: &bag).map(CellTest.program)
  }

  /// The test as a program, for displays and checks; nil where any value matches.
  func program(_ test: CellTest, of cell: CellSyntax) -> Program? {
    switch test {
    case .any: nil
    case .program(let program): program
    case .equals(let values):
      Program(source: cell.text, type: .boolean, slots: [], box: CellBox(equalTo: values)) { frame in
        .boolean(values.contains { $0.feelEquals(frame.input) == true })
      }
    }
  }

  /// What YAML's own `null`, `true`, `false` and numbers stand for: nil where the cell is none of them, an inner nil
  /// where it is not of the column's type.
  private func constant(_ cell: CellSyntax, into bag: inout DiagnosticBag) -> Value?? {
    switch cell.core {
    case .null: return .some(.null)
    case .boolean(let value):
      guard ValueType.boolean.mayBe(type) else {
        reportType("boolean", cell, into: &bag)
        return .some(nil)
      }
      return .some(.boolean(value))
    case .number(let text):
      guard let number = Decimal128(text) else { return nil }
      guard ValueType.number.mayBe(type) else {
        reportType("number", cell, into: &bag)
        return .some(nil)
      }
      return .some(.number(number))
    case .string: return nil
    }
  }

  /// A word of a comma-separated row, with its UTF-8 offsets in the cell.
  private struct Word {
    var text: String
    var range: Range<Int>
  }

  /// The bare words of a row, nil where one is anything else: FEEL then reads the cell.
  private func bareWords(_ cell: CellSyntax) -> [Word]? {
    let text = cell.text.text
    var words: [Word] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = part.trimmed
      guard isBare(word) || isAllowed(String(word)) else { return nil }
      let start = text.utf8.distance(from: text.startIndex, to: word.startIndex)
      words.append(Word(text: String(word), range: start..<(start + word.utf8.count)))
    }
    return words
  }

  private func row(
    _ words: [Word], _ allowed: [String], _ cell: CellSyntax, into bag: inout DiagnosticBag
  ) -> CellTest? {
    var values: [Value] = []
    for word in words {
      if isAllowed(word.text) {
        values.append(.string(word.text))
      } else if word.text == "null" {
        values.append(.null)
      } else {
        reportUnknown(word.text, allowed, at: cell.text.span(of: word.range), into: &bag)
      }
    }
    return values.count == words.count ? .equals(values) : nil
  }

  // MARK: Answers

  /// A `then` cell or a `default`; nil, with everything that is wrong in `bag`, where it holds an error.
  func answer(_ cell: CellSyntax, into bag: inout DiagnosticBag) -> Program? {
    if cell.core == .null, !isAllowed(cell.text.text) { return answer(.null, cell) }
    switch type {
    case .string:
      guard cell.text.text.hasPrefix("=") else { return answer(.string(cell.text.text), cell) }
      return FEEL.compileExpected(cell.text.suffix(fromByte: 1), scope: scope, expected: type, into: &bag)
    case .enumeration(let allowed):
      let word = String(cell.trimmed)
      if isAllowed(word) { return answer(.string(word), cell) }
      if isBare(cell.trimmed), word != "null" {
        reportUnknown(word, allowed, at: cell.text.span, into: &bag)
        return nil
      }
    default: break
    }
    if cell.trimmed.hasPrefix("=") {
      bag.add(DecisionProblem.equalsSign, at: cell.text.span(of: 0..<1))
      return nil
    }
    return FEEL.compileExpected(cell.text, scope: scope, expected: type, into: &bag)
  }

  private func answer(_ value: Value, _ cell: CellSyntax) -> Program {
    Program(source: cell.text, type: type, slots: [], constant: value) { _ in value }
  }

  // MARK: Both

  func isAllowed(_ word: String) -> Bool {
    guard case .enumeration(let allowed) = type else { return false }
    return allowed.contains { $0.utf8.elementsEqual(word.utf8) }
  }

  /// Whether a text is a word as an enumeration's value is one, and nothing that FEEL gives a meaning.
  private func isBare(_ text: Substring) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, first != UInt8(ascii: "-"), text != "true", text != "false" else { return false }
    return bytes.allSatisfy {
      $0 >= 0x80 || ScalarClass.isASCIINameStart($0) || ScalarClass.isDigit($0) || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: " ")
    } && !bytes.allSatisfy(ScalarClass.isDigit)
  }

  /// How FEEL writes a row of bare words that no name of the scope explains, in a column of strings.
  private func quotedWords(_ cell: CellSyntax) -> String? {
    guard type == .string, let words = bareWords(cell),
      words.allSatisfy({ $0.text != "null" && scope.slot(of: $0.text) == nil })
    else { return nil }
    return words.map { "\"\($0.text)\"" }.joined(separator: ", ")
  }

  /// Reports a cell that means something else than FEEL would read; whether it did.
  private func reportPlainText(_ cell: CellSyntax, meant: String?, into bag: inout DiagnosticBag) -> Bool {
    guard let meant else { return false }
    bag.add(DecisionProblem.plainText(String(cell.trimmed), type: type.text, meant: meant), at: cell.text.span)
    return true
  }

  private func reportUnknown(
    _ word: String, _ allowed: [String], at span: SourceSpan, into bag: inout DiagnosticBag
  ) {
    let nearest = Suggestion.nearest(to: word, in: allowed)
    bag.add(DecisionProblem.notAnAllowedValue(word, column: column, nearest: nearest, allowed: allowed), at: span)
  }

  private func reportType(_ found: String, _ cell: CellSyntax, into bag: inout DiagnosticBag) {
    bag.add(DecisionProblem.cellType(column: column, expected: type.text, found: found), at: cell.text.span)
  }
}

extension ValueType {
  /// How FEEL writes a date, time or duration that stands as it would in a letter: `2023-04-01` would be read as a
  /// subtraction.
  func literal(_ text: Substring) -> String? {
    switch self {
    case .date where CalendarDate(text) != nil: return "date(\"\(text)\")"
    case .time where TimeOfDay(text) != nil: return "time(\"\(text)\")"
    case .dateAndTime where DateAndTime(text) != nil: return "date and time(\"\(text)\")"
    case .daysAndTimeDuration where DaysAndTimeDuration(text) != nil,
      .yearsAndMonthsDuration where YearsAndMonthsDuration(text) != nil:
      return "duration(\"\(text)\")"
    default: return nil
    }
  }
}
