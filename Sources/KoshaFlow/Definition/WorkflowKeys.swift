// The keys of `workflow.yaml`, a table for each kind of mapping: the reader, its messages and schemas share them.

import KoshaSource
import KoshaYAML

/// The mappings of a workflow file.
enum WorkflowKeys {
  static let workflow = KeyTable(
    Words(ja: "ワークフロー", en: "a workflow"),
    [
      "kosha", "workflow", "title", "basis", "effective", "reference_date", "access", "number", "calendar", "data",
      "events", "initial", "states", "parallel", "on", "always", "after", "entry", "exit", "deadlines",
      "schedule",
    ],
    notYet: ["retention"])

  static let effective = KeyTable(Words(ja: "有効期間", en: "an effective period"), ["from", "until"])

  static let access = KeyTable(Words(ja: "アクセス", en: "an access rule"), ["open", "read", "manage", "confidential"])

  static let open = KeyTable(Words(ja: "開始の規則", en: "a rule of opening"), ["by", "input"])

  static let field = KeyTable(
    Words(ja: "データ項目", en: "a data field"),
    ["type", "title", "titles", "unit", "help", "initial", "check", "sensitive", "read"])

  static let event = KeyTable(Words(ja: "イベント", en: "an event"), ["title"])

  static let state = KeyTable(
    Words(ja: "状態", en: "a state"),
    [
      "title", "tags", "task", "entry", "exit", "on", "always", "after", "done", "states", "initial", "parallel",
      "history", "target", "actions", "final", "outcome", "output", "child",
      "ballot",
    ])

  /// Which keys a state of each kind may have; `parallel`, `final` and `history` themselves tell the kind.
  static let atomicState = ["title", "tags", "task", "child", "ballot", "entry", "exit", "on", "always", "after"]
  static let compoundState = atomicState + ["done", "states", "initial"]
  static let parallelState = atomicState + ["done", "states"]
  static let finalState = ["title", "tags", "entry", "exit", "outcome", "output"]
  static let historyState = ["title", "tags", "target", "actions"]

  static let task = KeyTable(Words(ja: "タスク", en: "a task"), ["for", "due", "title", "checklist"])

  static let checklistItem = KeyTable(Words(ja: "確認項目", en: "an item of a checklist"), ["item", "required"])

  static let ballot = KeyTable(
    Words(ja: "投票", en: "a ballot"), ["by", "except", "each", "need", "into", "secret", "close"])

  static let vote = KeyTable(Words(ja: "票の項目", en: "what a vote says"), ["type", "title", "required", "check"])

  static let initial = KeyTable(Words(ja: "初期遷移", en: "an initial transition"), ["target", "actions"])

  /// What every transition may have.
  private static let anyTransition = ["title", "target", "internal", "guard", "actions", "basis"]
  /// What only the event of a person has a use for.
  private static let ofPersons = ["by", "not_by", "assignee_only", "input", "comment"]

  static let transition = KeyTable(Words(ja: "遷移", en: "a transition"), anyTransition + ofPersons)

  static let listedTransition = KeyTable(
    Words(ja: "遷移", en: "a transition"), ["event"] + anyTransition + ofPersons)

  static let automaticTransition = KeyTable(
    Words(ja: "自動の遷移", en: "a transition that no person sets off"), anyTransition)

  static let timedTransition = KeyTable(
    Words(ja: "時間による遷移", en: "a timed transition"), ["delay", "at", "adjust", "calendar"] + anyTransition)

  static let condition = KeyTable(Words(ja: "条件", en: "a guard"), ["if", "message"])

  static let input = KeyTable(
    Words(ja: "入力項目", en: "an input"), ["field", "required", "type", "title", "keep"])
}

/// The mappings that are actions; the first key of each names it.
enum ActionKeys {
  static let assign = KeyTable(Words(ja: "代入", en: "an assignment"), ["assign"])
  static let decide = KeyTable(Words(ja: "判定", en: "an evaluation of a decision"), ["decide"])
  static let raise = KeyTable(Words(ja: "イベントの発生", en: "the raising of an event"), ["raise", "data"])
  static let send = KeyTable(Words(ja: "イベントの送信", en: "the sending of an event"), ["send"])
  static let cancel = KeyTable(Words(ja: "送信の取消し", en: "a cancellation"), ["cancel"])
  static let notify = KeyTable(Words(ja: "通知", en: "a notice"), ["notify"])
  static let letter = KeyTable(Words(ja: "文書", en: "a letter"), ["letter"])
  static let branch = KeyTable(Words(ja: "分岐", en: "a branch"), ["if", "then", "else"])
  static let foreach = KeyTable(Words(ja: "繰返し", en: "a repetition"), ["foreach", "as", "index", "do"])
  static let open = KeyTable(Words(ja: "案件を開く操作", en: "the opening of a case"), ["open"])
  static let log = KeyTable(Words(ja: "記録", en: "a log entry"), ["log"])

  /// Every action by the key that names it.
  static let tables: [(name: String, table: KeyTable)] = [
    ("assign", assign), ("decide", decide), ("raise", raise), ("send", send), ("cancel", cancel),
    ("notify", notify), ("letter", letter), ("open", open), ("if", branch), ("foreach", foreach), ("log", log),
  ]

  static let sendBody = KeyTable(
    Words(ja: "イベントの送信", en: "the sending of an event"), ["event", "delay", "id", "to", "data"])
  /// `open`, and `child` with what only a state's own children have.
  static let openBody = KeyTable(Words(ja: "開く案件", en: "a case to open"), ["workflow", "id", "data"])
  static let childBody = KeyTable(
    Words(ja: "開く案件", en: "a case to open"), ["workflow", "id", "data", "forward", "finalize"])
  static let notifyBody = KeyTable(
    Words(ja: "通知", en: "a notice"), ["to", "letter", "channel", "data", "id"])
  static let letterBody = KeyTable(
    Words(ja: "文書", en: "a letter"), ["template", "into", "data", "id"])
}
