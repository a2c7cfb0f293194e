// `doctor`: what this installation promises, and what it cannot.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore

struct DoctorCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "この設置が何を約束できるかを示す / Tells what this installation promises.")

  @OptionGroup var shared: SharedOptions

  func run(_ session: Session) throws {
    let workspace = try session.workspace()
    let address = try StoreAddress(session.storeAddress())
    // A look makes no store.
    let store = Files.exists(address.path) ? try session.openStore() : nil
    let facts = try store?.facts()
    let failures = try store?.timerFailures() ?? []
    let person = try session.person()
    if session.options.json {
      Console.line(try JSONText.of(Self.json(facts, failures, at: address, person: person, session)))
    } else {
      Console.line(session.say(workspace.organisation))
      for (heading, lines) in try Self.sections(facts, failures, at: address, person: person, session) {
        Console.line(Console.styled(heading, .bold))
        for line in lines { Console.line("  " + line) }
      }
    }
    if let facts, facts.integrity != "ok" { throw EndedWith(status: .no) }
  }

  private static func json(
    _ facts: StoreFacts?, _ failures: [StoredTimerFailure], at address: StoreAddress, person: Workspace.Person?,
    _ session: Session
  ) throws -> Value {
    let display = try session.display()
    func text(_ text: String?) -> Value { text.map(Value.string) ?? .null }
    return .context(
      Context([
        Context.Entry("version", .string(Version.text)),
        Context.Entry("workspace", .string(session.folder.path)),
        Context.Entry("account", .string(session.account)),
        Context.Entry("person", person.map { .string($0.id) } ?? .null),
        Context.Entry("store", .string(address.path)),
        Context.Entry("store_bytes", facts.map { .number(Decimal128($0.bytes)) } ?? .null),
        Context.Entry("store_permissions", text(facts?.permissions)),
        Context.Entry("sqlite_version", text(facts?.sqliteVersion)),
        Context.Entry("wal_reset_fixed", facts.map { .boolean($0.resetsLogSafely) } ?? .null),
        Context.Entry("journal_mode", text(facts?.journal.rawValue)),
        Context.Entry("synchronous", text(facts?.synchronous)),
        Context.Entry("integrity", text(facts?.integrity)),
        Context.Entry("keys", .string(address.keyFolder)),
        Context.Entry("keys_permissions", text(facts?.keyPermissions)),
        Context.Entry("access", .string("direct")),
        Context.Entry(
          "timer_failures",
          .list(
            failures.map { failure in
              .object([
                ("case", .string(failure.caseID)), ("timer", .string(failure.timerID)),
                ("attempts", .integer(failure.attempts)), ("failed_at", .string(display.stamp(failure.failedAt))),
                ("next_try", .string(display.stamp(failure.nextTry))),
                ("why", .string(session.say(ja: failure.ja, en: failure.en))),
              ])
            })),
      ]))
  }

  private static func sections(
    _ facts: StoreFacts?, _ failures: [StoredTimerFailure], at address: StoreAddress, person: Workspace.Person?,
    _ session: Session
  ) throws -> [(heading: String, lines: [String])] {
    let say = session.say(ja:en:)
    let who =
      person.map { say("アカウント `\(session.account)` は \($0.id) です", "the account `\(session.account)` is \($0.id)") }
      ?? say(
        "アカウント `\(session.account)` はどの担当者にも結び付いていません", "the account `\(session.account)` is mapped to no person")
    var sections: [(heading: String, lines: [String])] = [
      (say("誰として", "who"), [who]), (say("保存先", "store"), store(facts, at: address, say)),
    ]
    if !failures.isEmpty {
      sections.append((say("動かせなかったタイマー", "timers that could not fire"), try timers(failures, session)))
    }
    sections += [
      (
        say("守れるもの", "what is promised"),
        [
          say(
            "遷移・記録・作業・タイマー・効果は一つの処理として書かれ、受け付けたものは停電でも失われません",
            "a transition, its entry, tasks, timers and effects are one transaction; what was acknowledged survives a power cut"
          ),
          say(
            "記録の変更・削除・追加・入替えは、末尾ごと書き換えられない限り `audit verify` で見つかります",
            "a changed, missing, added or moved entry is found by `audit verify`, unless the stored head was rewritten to match"
          ),
          say(
            "控えておいた根を `audit verify --root` に渡せば、末尾ごとの書換えも見つかります",
            "with a root noted earlier, `audit verify --root` finds that too"),
        ]
      ),
      (
        say("守れないもの", "what is not"),
        [
          say(
            "保存先のファイルを直接書ける人は、この道具を通らずに読み書きできます（機微な項目は鍵がなければ読めません）",
            "whoever may write the store's file can get around this program (sensitive fields stay unreadable without the keys)"
          ),
          say(
            "ネットワーク上のフォルダに保存先を置くと、同時に使うときの安全は保証されません",
            "on a network folder, use by several at once is not safe"),
        ]
      ),
    ]
    return sections
  }

  private static func store(
    _ facts: StoreFacts?, at address: StoreAddress, _ say: (String, String) -> String
  ) -> [String] {
    guard let facts else {
      return [
        say(
          "\(address.path) はまだありません（案件を初めて扱うときに作られます）",
          "\(address.path) is not there yet (it is made when cases are first worked on)")
      ]
    }
    var keys = say("鍵: まだありません（\(facts.keyFolder)）", "keys: none yet (\(facts.keyFolder))")
    if let permissions = facts.keyPermissions {
      keys = say("鍵: \(facts.keyFolder)（許可 \(permissions)）", "keys: \(facts.keyFolder) (mode \(permissions))")
    }
    return [
      say(
        "\(facts.path)（\(facts.bytes) バイト、許可 \(facts.permissions)）",
        "\(facts.path) (\(facts.bytes) bytes, mode \(facts.permissions))"),
      journal(facts, say),
      facts.integrity == "ok"
        ? say("ファイルの検査: 異常なし", "the file's check: sound")
        : say("ファイルの検査: \(facts.integrity)", "the file's check: \(facts.integrity)"),
      keys,
    ]
  }

  /// The latest failures, and how many more there are.
  private static func timers(_ failures: [StoredTimerFailure], _ session: Session) throws -> [String] {
    let display = try session.display()
    var lines = failures.prefix(10).map { failure in
      let next = session.say(
        ja: "\(failure.attempts) 回失敗、次は \(display.time(failure.nextTry))",
        en: "failed \(failure.attempts) times, again at \(display.time(failure.nextTry))")
      return "\(failure.caseID)  \(failure.timerID): \(session.say(ja: failure.ja, en: failure.en)) (\(next))"
    }
    if failures.count > lines.count {
      let rest = failures.count - lines.count
      lines.append(session.say(ja: "ほか \(rest) 件", en: "and \(rest) more"))
    }
    return lines
  }

  private static func journal(_ facts: StoreFacts, _ say: (String, String) -> String) -> String {
    let mode = "SQLite \(facts.sqliteVersion), journal_mode=\(facts.journal.rawValue), synchronous=\(facts.synchronous)"
    if facts.resetsLogSafely {
      return mode + say("（WAL の不具合は修正済み）", " (WAL is sound in this version)")
    }
    return mode
      + say(
        "（この版の WAL には不具合があるため、巻戻し記録か錠付きの WAL を使います）",
        " (WAL has a known race in this version, so a rollback journal or a locked WAL is used)")
  }
}
