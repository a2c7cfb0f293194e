// The words for a null that would do harm, and for how it is kept away.

import KoshaSource

extension NullUses.Harm {
  /// What a null of that name does.
  func message(_ name: String) -> Words {
    switch self {
    case .operand(let operation):
      Words(
        ja: "`\(name)` はここで未設定のことがあり、null の `\(operation)` は失敗します",
        en: "`\(name)` may be unset here, and `\(operation)` fails on null")
    case .argument(let function):
      Words(
        ja: "`\(name)` はここで未設定のことがあり、関数 `\(function)` は null では失敗します",
        en: "`\(name)` may be unset here, and the function `\(function)` fails on null")
    case .negation:
      Words(
        ja: "`\(name)` はここで未設定のことがあり、null の `not` は真でも偽でもありません",
        en: "`\(name)` may be unset here, and `not` of null is neither true nor false")
    case .loop(let word):
      Words(
        ja: "`\(name)` はここで未設定のことがあり、null の `\(word)` は失敗します",
        en: "`\(name)` may be unset here, and `\(word)` fails on null")
    case .entry(let entry):
      Words(
        ja: "`\(name)` はここで未設定のことがあり、項目 `\(entry)` を読めません",
        en: "`\(name)` may be unset here, and its entry `\(entry)` cannot be read")
    }
  }
}

extension NullUses {
  /// A column whose `allowed` does not name null.
  static func notAllowed(_ name: String, column: String) -> Words {
    Words(
      ja: "`\(name)` はここで未設定のことがあり、列 `\(column)` の `allowed` は null を許しません",
      en: "`\(name)` may be unset here, and `allowed` of the column `\(column)` admits no null")
  }
}

extension NullMend {
  /// How to keep the null away.
  func help(_ name: String, _ harm: NullUses.Harm) -> Words {
    let guarded = guarded(name, harm)
    switch source {
    case .field:
      return Words(
        ja: "\(guarded.ja)と書くか、必須の入力にするか、`initial` を与えます",
        en: "\(guarded.en), make it a required input, or give it an `initial`")
    case .decision:
      return Words(
        ja: "\(guarded.ja)と書くか、先に判定するか、判定に `default` を与えます",
        en: "\(guarded.en), decide it before, or give the decision a `default`")
    case .other:
      return Words(ja: guarded.ja + "と書きます", en: guarded.en)
    }
  }

  private func guarded(_ name: String, _ harm: NullUses.Harm) -> Words {
    switch (harm, isCondition) {
    case (.negation, _): Words(ja: "`\(name) != true` ", en: "write `\(name) != true`")
    case (_, true): Words(ja: "`\(name) != null and …` ", en: "write `\(name) != null and …`")
    case (_, false):
      Words(ja: "`if \(name) = null then … else …` ", en: "write `if \(name) = null then … else …`")
    }
  }
}
