// The words for failures of the store.

public import KoshaSource

extension StoreError: Problem {
  /// The stable code.
  public var code: String {
    switch self {
    case .unknownAddress: "KF0901"
    case .missingFolder: "KF0902"
    case .unreachable: "KF0903"
    case .readOnly: "KF0904"
    case .notAStore: "KF0905"
    case .newerStore: "KF0906"
    case .setting: "KF0907"
    case .busy: "KF0908"
    case .full: "KF0909"
    case .corrupt: "KF0910"
    case .missingKey: "KF0911"
    case .stale: "KF0912"
    case .failed: "KF0913"
    }
  }

  /// The sentence.
  public var message: Words {
    switch self {
    case .unknownAddress(let address):
      Words(ja: "保存先 `\(address)` は使えません", en: "the store `\(address)` is of no kind known here")
    case .missingFolder(let path):
      Words(ja: "保存先のフォルダ `\(path)` がありません", en: "the store's folder `\(path)` does not exist")
    case .unreachable(let path, let reason):
      Words(ja: "保存先 `\(path)` を開けません（\(reason)）", en: "the store `\(path)` cannot be opened (\(reason))")
    case .readOnly(let path):
      Words(ja: "保存先 `\(path)` に書き込めません", en: "the store `\(path)` cannot be written")
    case .notAStore(let path):
      Words(ja: "`\(path)` は KoshaFlow の保存ファイルではありません", en: "`\(path)` is no store of KoshaFlow")
    case .newerStore(let path):
      Words(
        ja: "保存先 `\(path)` はこのプログラムより新しい版のものです",
        en: "the store `\(path)` was written by a newer version of this program")
    case .setting(let name, let wanted, let found):
      Words(
        ja: "データベースの設定 `\(name)` を `\(wanted)` にできません（`\(found)` のままです）",
        en: "the database setting `\(name)` could not be made `\(wanted)`; it is `\(found)`")
    case .busy:
      Words(ja: "ほかの処理が保存先を使い続けています", en: "others keep the store busy")
    case .full(let path):
      Words(ja: "ディスクに空きがなく `\(path)` に書き込めません", en: "the disk is full, `\(path)` cannot be written")
    case .corrupt(let what, let id):
      Words(ja: "保存された\(Self.japanese(what)) `\(id)` が壊れています", en: "the stored \(what) `\(id)` is damaged")
    case .missingKey(let handle):
      Words(
        ja: "機微な項目を開く鍵 `\(handle)` がありません", en: "the key `\(handle)` that opens sensitive values is missing")
    case .stale(let expected, let actual):
      Words(
        ja: "案件は版 \(expected) のはずが版 \(actual) になっています",
        en: "the case should be at revision \(expected) but is at \(actual)")
    case .failed(let reason):
      Words(ja: "保存先でエラーが起きました（\(reason)）", en: "the store failed (\(reason))")
    }
  }

  /// The mend.
  public var help: Words? {
    switch self {
    case .unknownAddress:
      Words(ja: "`sqlite:パス` の形で書いてください", en: "write it as `sqlite:PATH`")
    case .missingFolder:
      Words(ja: "フォルダを作るか、`--store` で別の場所を指定してください", en: "make the folder, or name another place with `--store`")
    case .unreachable, .readOnly:
      Words(
        ja: "フォルダとファイルの所有者と権限を確かめてください", en: "check the owner and the permissions of the folder and the file")
    case .notAStore:
      Words(ja: "`--store` で指定した場所を確かめてください", en: "check the place named with `--store`")
    case .newerStore:
      Words(ja: "新しい版のプログラムを使ってください", en: "use the newer version of the program")
    case .busy, .stale:
      Words(ja: "少し待ってからもう一度実行してください", en: "wait a moment and try again")
    case .full:
      Words(ja: "空きを作ってからもう一度実行してください", en: "free some space and try again")
    case .corrupt:
      Words(
        ja: "`kosha-flow audit verify --replay` で調べ、控えから戻してください",
        en: "examine it with `kosha-flow audit verify --replay` and restore a backup")
    case .missingKey:
      Words(
        ja: "データベースの隣にある鍵のフォルダを控えから戻してください",
        en: "restore the folder of keys beside the database from its backup")
    case .setting, .failed: nil
    }
  }

  private static func japanese(_ what: String) -> String {
    switch what {
    case "case": "案件"
    case "journal entry": "記録"
    case "journal head": "記録の末尾"
    case "definition": "定義"
    case "effect": "送信待ち"
    case "receipt": "受付票"
    default: "データ"
    }
  }
}
