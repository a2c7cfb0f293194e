// SCXML documents in, the text of workflows out; and what is said of documents at its place, in both languages.

import KoshaSource
import Testing

@testable import KoshaInterchange

@Suite("SCXML documents")
struct SCXMLImportTests {
  private static let head = #"<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0""#

  private func read(_ inner: String, _ attributes: String = "") -> (
    workflows: [ImportedWorkflow]?, told: [String], words: [Words]
  ) {
    var bag = DiagnosticBag()
    let text = "\(Self.head) \(attributes)>\n\(inner)\n</scxml>"
    let workflows = SCXMLImport.workflows(
      SourceFile(path: "c.scxml", text: text), name: "c", files: { _ in nil }, into: &bag)
    let told = bag.sorted.map { diagnostic in
      "\(diagnostic.span.map { "\($0.start.line):\($0.start.column) " } ?? "")\(diagnostic.severity.rawValue)[\(diagnostic.code)] \(diagnostic.message.en)"
    }
    return (workflows, told, bag.sorted.map(\.message))
  }

  @Test("become workflows that read as if written by hand")
  func text() throws {
    let (workflows, told, _) = read(
      """
      <datamodel><data id="count" expr="0"/><data id="note"/></datamodel>
      <state id="a" initial="a2">
        <onentry><log label="in" expr="count"/></onentry>
        <transition event="go" cond="count &lt; 2" target="b"/>
        <transition event="go stop" target="end"><assign location="count" expr="count + 1"/></transition>
        <state id="a1"/><state id="a2"><transition cond="note === 'x'" target="a1"/></state>
      </state>
      <parallel id="b">
        <history id="h" type="deep"><transition target="b1"/></history>
        <state id="b1"><onentry><send event="late" delay="1.5s" id="t"><param name="n" expr="count"/></send></onentry>
          <onexit><cancel sendid="t"/></onexit><transition event="late" target="end"/></state>
        <state id="b.2"><transition event="error.*" target="end"/></state>
      </parallel>
      <final id="end"><donedata><content expr="count"/></donedata></final>
      """)
    #expect(told == [])
    #expect(
      workflows?.map(\.text) == [
        #"""
        kosha: 1
        workflow: c
        title: c
        data: {count: {type: number, initial: "0"}, note: {type: any}}
        states:
          a:
            entry: [{log: '"in: " + string(count)'}]
            on:
              - {event: go, guard: count < 2, target: b, by: anyone}
              - {event: [go, stop], target: end, by: anyone, actions: [{assign: {count: count + 1}}]}
            initial: a2
            states:
              a1: {}
              a2:
                always: [{guard: note = "x", target: a1}]
          b:
            parallel: true
            states:
              h:
                history: deep
                target: b1
              b1:
                entry: [{send: {event: late, delay: PT1.5S, id: t, data: '{"n": count}'}}]
                exit: [{cancel: t}]
                on: {late: {target: end, by: anyone}}
              b.2:
                on: {error.*: {target: end}}
          end:
            final: true
            output: count

        """#
      ])
  }

  @Test(
    "are told what SCXML forbids, all at once",
    arguments: [
      ("<state/><foo/>", ["2:9 error[KF1051] `foo` may not stand inside `scxml`"], ["`scxml` の中に `foo` は置けません"]),
      (
        #"<state id="a" initial="b"><initial><transition target="c"/></initial><state id="b"/></state>"#,
        [
          "2:27 error[KF1052] `initial` and `<initial>` of `state` exclude each other",
          "2:56 error[KF1053] there is no state `c`",
        ], ["`state` の `initial` と `<initial>` は同時に使えません", "状態 `c` がありません"]
      ),
      (
        #"<state id="a" initial="b"><state id="a"/></state><state id="b"/>"#,
        [
          "2:24 error[KF1054] `b` is no state inside `a`", "2:38 error[KF1022] the id `a` is given twice",
        ], ["`b` は `a` の中の状態ではありません", "id `a` が重複しています"]
      ),
      (
        #"<state id="a"><transition/><transition target="a b"/></state><state id="b"/>"#,
        [
          "2:15 warning[KF1055] the transition has neither `event` nor `cond` nor `target`",
          "2:50 error[KF1056] `a` and `b` cannot be active together",
        ], ["遷移に `event`、`cond`、`target` のどれもありません", "`a` と `b` は同時に有効になりません"]
      ),
      (
        #"<datamodel><data id="x" src="gone.txt"/><data/></datamodel><state/>"#,
        [
          "2:30 error[KF1057] the file `gone.txt` cannot be read", "2:41 error[KF1012] `data` needs the attribute `id`",
        ], ["ファイル `gone.txt` を読めません", "`data` に属性 `id` がありません"]
      ),
      (
        #"<state id="a"><onentry><send event="e" eventexpr="'e'"/><raise/><if cond="true"><else/><elseif cond="1"/></if></onentry></state>"#,
        [
          "2:51 error[KF1052] `event` and `eventexpr` of `send` exclude each other",
          "2:57 error[KF1012] `raise` needs the attribute `event`",
          "2:88 error[KF1051] `elseif` may not stand inside `else`",
        ],
        [
          "`send` の `event` と `eventexpr` は同時に使えません", "`raise` に属性 `event` がありません",
          "`else` の中に `elseif` は置けません",
        ]
      ),
    ])
  func forbidden(inner: String, told: [String], japanese: [String]) {
    let found = read(inner)
    #expect(found.workflows == nil || !told.contains { $0.contains("error") })
    #expect(found.told == told)
    #expect(found.words.map(\.ja) == japanese)
  }

  @Test(
    "are told what a workflow cannot say, and stand all the same",
    arguments: [
      (
        #"<state id="a-"><transition event="e$1" target="a-"/></state>"#,
        [
          "2:12 warning[KF1060] the state `a-` is now called `a`",
          "2:35 warning[KF1060] the event `e$1` is now called `e_1`",
        ], ["状態 `a-` を `a` としました", "イベント `e$1` を `e_1` としました"]
      ),
      (
        #"<datamodel><data id="now"/></datamodel><state id="a"><transition cond="now.foo() == 1" target="a"/></state>"#,
        [
          "2:22 warning[KF1060] the data item `now` is now called `now_`",
          "2:72 warning[KF1061] `now.foo()` cannot be said in FEEL: it has nothing for `.foo()`",
        ], ["データ項目 `now` を `now_` としました", "`now.foo()` はFEELで言えません: `.foo()` に当たるものがありません"]
      ),
      (
        #"<state id="a"><transition cond="nowhere" target="a"/><transition cond="1 +" target="a"/></state>"#,
        [
          "2:33 warning[KF1061] `nowhere` cannot be said in FEEL: `nowhere` is declared nowhere",
          "2:72 warning[KF1061] `1 +` cannot be said in FEEL: it is no expression",
        ], ["`nowhere` はFEELで言えません: `nowhere` はどこにも宣言されていません", "`1 +` はFEELで言えません: 式として読めません"]
      ),
      (
        #"<state id="a"><onentry><send event="e" type="x"/><send event="e" target="y"/><send event="e" delay="soon"/></onentry></state>"#,
        [
          "2:46 warning[KF1062] the type `x` of `send` is not supported",
          "2:74 warning[KF1063] nothing can be sent to `y`",
          "2:101 warning[KF1064] `soon` is no span of time",
        ], ["`send` の型 `x` は使えません", "宛先 `y` へは送れません", "`soon` は時間の長さではありません"]
      ),
    ])
  func unsayable(inner: String, told: [String], japanese: [String]) throws {
    let found = read(inner)
    #expect(found.workflows?.count == 1)
    #expect(found.told == told)
    #expect(found.words.map(\.ja) == japanese)
    let charts = try ImportedCharts("\(Self.head)>\n\(inner)\n</scxml>")
    #expect(charts.faults == [])
  }

  @Test("have a root and a data model that are SCXML's")
  func documents() {
    var bag = DiagnosticBag()
    let other = SCXMLImport.workflows(
      SourceFile(path: "c.scxml", text: "<chart/>"), name: "c", files: { _ in nil }, into: &bag)
    #expect(other == nil)
    let named = SCXMLImport.workflows(
      SourceFile(path: "a b.scxml", text: "\(Self.head)><state/></scxml>"), name: nil, files: { _ in nil }, into: &bag)
    #expect(named == nil)
    #expect(
      bag.diagnostics.map(\.message.en) == [
        "the root `chart` is no `scxml` of SCXML", "`a b` can be no workflow's name",
      ])
    #expect(
      bag.diagnostics.map(\.message.ja) == [
        "根の要素 `chart` はSCXMLの `scxml` ではありません", "`a b` はワークフローの名前になりません",
      ])
    #expect(
      read("<state/>", #"datamodel="prolog""#).told == ["1:73 error[KF1065] the data model `prolog` cannot be read"])
  }
}
