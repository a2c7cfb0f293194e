// A loan table, its inputs and expected answers as another program's CSV files; prints evaluations a second and how
// many answers were checked.
//
// Read as the plain lines they are: no cell holds a comma or a quotation mark.

import Foundation

/// The rate of one table of a peer harness.
enum LoanTable {
  static func run(_ arguments: [String]) throws {
    guard arguments.count == 5, let seconds = Double(arguments[4]) else {
      throw TableRates.Failure(text: "FOLDER RULES HIT MODE SECONDS")
    }
    let (folder, count, hit, mode) = (arguments[0], arguments[1], arguments[2], arguments[3])
    let rules = try lines("\(folder)/loan-\(count).csv").map(rule)
    let rows = try lines("\(folder)/inputs-\(count).csv").map { try row($0, hit: hit) }
    let table = try TableRates.Loaded(TableRates.yaml(rules, hit: hit))
    try table.check(rows)
    print(try table.rate(rows, traced: mode == "traced", seconds: seconds), rows.count)
  }

  /// The lines below the heading, cut at commas.
  private static func lines(_ path: String) throws -> [[String]] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static func number(_ text: String) throws -> Int {
    guard let number = Int(text) else { throw TableRates.Failure(text: "`\(text)` is no number") }
    return number
  }

  private static func rule(_ cells: [String]) throws -> TableRates.Rule {
    guard cells.count == 9 else { throw TableRates.Failure(text: "a rule has 9 cells") }
    return TableRates.Rule(
      id: try number(cells[0]), amount: cells[1].isEmpty ? nil : try number(cells[1])..<number(cells[2]),
      years: cells[3].isEmpty ? nil : try number(cells[3]), arrears: cells[4].isEmpty ? nil : cells[4] == "true",
      industries: cells[5].isEmpty ? nil : cells[5].split(separator: ";").map(String.init),
      fund: cells[6].isEmpty ? nil : cells[6], decision: cells[7], rate: try number(cells[8]))
  }

  private static func row(_ cells: [String], hit: String) throws -> TableRates.Row {
    guard cells.count == 7 else { throw TableRates.Failure(text: "an input has 7 cells") }
    let input = TableRates.Input(
      amount: try number(cells[0]), years: try number(cells[1]), arrears: cells[2] == "true", industry: cells[3],
      fund: cells[4])
    let expected =
      hit == "first" ? [try number(cells[5])] : try cells[6].split(separator: ";").map { try number(String($0)) }
    return TableRates.Row(input: input, expected: expected)
  }
}
