// The header of a table's CSV file in, what each column holds out; and with it a row's rule.

import KoshaSource

/// The columns of a file in its order.
struct CSVHeader {
  /// What a column holds.
  enum Column {
    case id
    case basis
    case basisIn(Language)
    case comment
    case when(Int, CSVCellForm)
    case then(Int, CSVCellForm)
    /// A column without a name, whose cells are empty.
    case empty
  }

  let columns: [Column]
  /// Whether there is a column of comments.
  let hasComments: Bool
  private let inputs: Int
  private let outputs: Int

  /// Nil, with what is wrong in `bag`, where the columns are not those of the table.
  init?(
    _ cells: [CSVCell], _ span: SourceSpan, _ table: TableSyntax, _ reader: CSVReader, into bag: inout DiagnosticBag
  ) {
    inputs = table.inputs.count
    outputs = table.outputs.count
    let known = CSVHeader.known(table)
    let names = known.map(\.name)
    var columns: [Column] = []
    var places: [String: SourceSpan] = [:]
    let problems = bag.diagnostics.count
    for cell in cells {
      let text = reader.text(cell)
      let name = String(text.text.trimmed)
      let found = known.first { $0.name == name }
      columns.append(found?.column ?? .empty)
      if name.isEmpty { continue }
      if found == nil {
        if cells.count == 1, let separator = CSVHeader.separator(in: name) {
          bag.add(CSVProblem.separator(separator), at: text.span)
          return nil
        }
        bag.add(
          CSVProblem.unknownColumn(name, nearest: Suggestion.nearest(to: name, in: names)), at: text.span)
      } else if let earlier = places[name] {
        bag.add(
          DecisionProblem.columnTwice(name), at: text.span,
          related: [.init(span: earlier, message: DecisionProblem.firstPlace)])
      } else {
        places[name] = text.span
      }
    }
    self.columns = columns
    hasComments = places["comment"] != nil
    // What a mistyped name was meant for is not told as missing as well.
    guard bag.diagnostics.count == problems else { return nil }
    let missing = known.filter { $0.isRequired && places[$0.name] == nil }.map(\.name)
    if !missing.isEmpty {
      bag.add(CSVProblem.missingColumns(missing), at: span)
      return nil
    }
  }

  private static func known(_ table: TableSyntax) -> [(name: String, column: Column, isRequired: Bool)] {
    var known: [(name: String, column: Column, isRequired: Bool)] = [("id", .id, false)]
    for (index, input) in table.inputs.enumerated() {
      known.append(("when." + input.name.value, .when(index, .test(input.type)), true))
    }
    for (index, output) in table.outputs.enumerated() {
      known.append(("then." + output.name.value, .then(index, .answer(output.type)), true))
    }
    known.append(("basis", .basis, false))
    for language in Language.allCases { known.append(("basis." + language.rawValue, .basisIn(language), false)) }
    known.append(("comment", .comment, false))
    return known
  }

  /// What a spreadsheet of another country, or a copied range, has between cells.
  private static func separator(in header: String) -> String? {
    if header.contains("\t") { return "Tab" }
    return header.contains(";") ? "`;`" : nil
  }

  /// The rule of a row that has a cell for each column.
  func rule(
    _ cells: [CSVCell], _ span: SourceSpan, number: Int, _ reader: CSVReader, into bag: inout DiagnosticBag
  ) -> RuleSyntax {
    var id: Located<String>?
    var (basis, basisIn): (String?, [Language: String]) = (nil, [:])
    var comment: String?
    var when = [CellSyntax?](repeating: nil, count: inputs)
    var then = [CellSyntax?](repeating: nil, count: outputs)
    for (cell, column) in zip(cells, columns) where !cell.content.isEmpty {
      let text = reader.text(cell)
      switch column {
      case .id: id = Located(CSVText.read(text.text), at: text.span)
      case .basis: basis = CSVText.read(text.text)
      case .basisIn(let language): basisIn[language] = CSVText.read(text.text)
      case .comment: comment = CSVText.read(text.text)
      case .when(let index, let form): when[index] = form.read(text)
      case .then(let index, let form): then[index] = form.read(text)
      case .empty: bag.add(CSVProblem.unnamedColumn, at: text.span)
      }
    }
    let words = (basisIn[.ja] ?? basis ?? basisIn[.en]).map { ja in
      Words(ja: ja, en: basisIn[.en] ?? basis ?? ja)
    }
    return RuleSyntax(
      id: id ?? Located(String(number), at: span), basis: words, when: when, then: then, span: span,
      isNumbered: id == nil, comment: comment)
  }
}
