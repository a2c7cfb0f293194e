// The words of every SCXMLProblem in Japanese and English: message first, then the mend.

import KoshaSource

extension SCXMLProblem {
  var message: Words {
    switch self {
    case .notSCXML(let root):
      Words(ja: "根の要素 `\(root)` はSCXMLの `scxml` ではありません", en: "the root `\(root)` is no `scxml` of SCXML")
    case .misplaced(let name, let parent):
      Words(ja: "`\(parent)` の中に `\(name)` は置けません", en: "`\(name)` may not stand inside `\(parent)`")
    case .exclusive(let one, let other, let element):
      Words(
        ja: "`\(element)` の `\(one)` と `\(other)` は同時に使えません",
        en: "`\(one)` and `\(other)` of `\(element)` exclude each other")
    case .unknownState(let id, _):
      Words(ja: "状態 `\(id)` がありません", en: "there is no state `\(id)`")
    case .notInside(let target, let parent):
      Words(ja: "`\(target)` は `\(parent)` の中の状態ではありません", en: "`\(target)` is no state inside `\(parent)`")
    case .emptyTransition:
      Words(
        ja: "遷移に `event`、`cond`、`target` のどれもありません",
        en: "the transition has neither `event` nor `cond` nor `target`")
    case .conflictingTargets(let one, let other):
      Words(
        ja: "`\(one)` と `\(other)` は同時に有効になりません", en: "`\(one)` and `\(other)` cannot be active together")
    case .unreadableFile(let name):
      Words(ja: "ファイル `\(name)` を読めません", en: "the file `\(name)` cannot be read")
    case .renamed(let named, let old, let new):
      Words(ja: "\(named.words.ja) `\(old)` を `\(new)` としました", en: "\(named.words.en) `\(old)` is now called `\(new)`")
    case .unsayable(let text, let why):
      Words(
        ja: "`\(text)` はFEELで言えません: \(why.words.ja)", en: "`\(text)` cannot be said in FEEL: \(why.words.en)")
    case .unsupportedType(let type, let element):
      Words(ja: "`\(element)` の型 `\(type)` は使えません", en: "the type `\(type)` of `\(element)` is not supported")
    case .unsupportedTarget(let target):
      Words(ja: "宛先 `\(target)` へは送れません", en: "nothing can be sent to `\(target)`")
    case .unreadableDelay(let delay):
      Words(ja: "`\(delay)` は時間の長さではありません", en: "`\(delay)` is no span of time")
    case .dataModel(let name):
      Words(ja: "データモデル `\(name)` は読めません", en: "the data model `\(name)` cannot be read")
    case .workflowName(let name):
      Words(ja: "`\(name)` はワークフローの名前になりません", en: "`\(name)` can be no workflow's name")
    }
  }

  var help: Words? {
    switch self {
    case .notSCXML:
      Words(
        ja: "名前空間が `\(SCXMLNamespace.scxml)` の `scxml` が要ります",
        en: "an `scxml` in the namespace `\(SCXMLNamespace.scxml)` is needed")
    case .misplaced: Words(ja: "要素を消すか、置ける所へ移してください", en: "remove it, or move it where it may stand")
    case .exclusive: Words(ja: "どちらかを消してください", en: "remove one of them")
    case .unknownState(_, let nearest?): Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    case .unknownState: nil
    case .notInside: Words(ja: "中にある状態のidを書いてください", en: "name a state that stands inside")
    case .emptyTransition: Words(ja: "どれか一つを書いてください", en: "write one of them")
    case .conflictingTargets:
      Words(ja: "`parallel` の別々の領域にある状態を書いてください", en: "name states of different regions of a `parallel`")
    case .unreadableFile: Words(ja: "文書と同じフォルダに置いてください", en: "put it into the folder of the document")
    case .renamed: nil
    case .unsayable:
      Words(
        ja: "その場に必ず失敗する式を置いたので、実行時に `error.execution` になります。FEELで書き直してください",
        en: "an expression that always fails stands in its place, so that `error.execution` comes; write it in FEEL")
    case .unsupportedType, .unsupportedTarget:
      Words(ja: "実行時に `error.execution` になります", en: "`error.execution` comes when it is carried out")
    case .unreadableDelay: Words(ja: "`1.5s` や `500ms` の形で書いてください", en: "write it as `1.5s` or `500ms`")
    case .dataModel:
      Words(
        ja: "使えるのは `ecmascript`、`feel`、`null`", en: "known are `ecmascript`, `feel` and `null`")
    case .workflowName:
      Words(
        ja: "文字・数字・`_`・`-` だけの名前を `--name` で指定してください",
        en: "give one of letters, digits, `_` and `-` with `--name`")
    }
  }
}

extension SCXMLProblem.Named {
  var words: Words {
    switch self {
    case .state: Words(ja: "状態", en: "the state")
    case .data: Words(ja: "データ項目", en: "the data item")
    case .event: Words(ja: "イベント", en: "the event")
    case .child: Words(ja: "子の案件", en: "the invocation")
    }
  }
}

extension SCXMLProblem.Unsayable {
  var words: Words {
    switch self {
    case .syntax: Words(ja: "式として読めません", en: "it is no expression")
    case .construct(let text): Words(ja: "`\(text)` に当たるものがありません", en: "it has nothing for `\(text)`")
    case .name(let name): Words(ja: "`\(name)` はどこにも宣言されていません", en: "`\(name)` is declared nowhere")
    case .markup: Words(ja: "値としてのXMLに当たるものがありません", en: "it has nothing for XML as a value")
    case .fault(let words): words
    }
  }
}
