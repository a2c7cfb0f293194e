// JSON that people and programs hand in: objects of field values.

import KoshaFlow
import KoshaRules
import KoshaSource

/// Reads JSON input.
enum JSONInput {
  /// An object; refused (65) with what is wrong and where.
  static func object(_ bytes: [UInt8], what: String, mode: ValueJSON.Mode = .plain) throws -> Context {
    switch ValueJSON.decode(bytes, mode: mode) {
    case .failure(let problem):
      throw CommandFailure(
        .badData, code: "json",
        Words(ja: "\(what): " + problem.message.ja, en: "\(what): " + problem.message.en))
    case .success(.context(let object)):
      return object
    case .success:
      throw CommandFailure(
        .badData, code: "json",
        Words(ja: "\(what) は JSON のオブジェクト `{…}` でなければなりません", en: "\(what) must be a JSON object `{…}`"))
    }
  }

  /// `--set NAME=VALUE` and `--data JSON|@FILE` as the values of a command.
  static func values(set: [String], data: String?) throws -> [InputValue] {
    var values: [InputValue] = []
    if let data {
      let bytes = data.hasPrefix("@") ? try Files.read(String(data.dropFirst())) : Array(data.utf8)
      for entry in try object(bytes, what: "--data").entries {
        values.append(InputValue(entry.name, .plain(entry.value)))
      }
    }
    for pair in set {
      guard let equals = pair.firstIndex(of: "="), equals != pair.startIndex else {
        throw CommandFailure(
          .usage, code: "usage",
          Words(
            ja: "`--set \(pair)` は `--set 項目=値` の形にしてください", en: "`--set \(pair)` must be `--set FIELD=VALUE`"))
      }
      let name = String(pair[..<equals])
      values.removeAll { $0.name == name }
      values.append(InputValue(name, .typed(String(pair[pair.index(after: equals)...]))))
    }
    return values
  }
}
