// `init`: a new workspace with one small workflow that passes its check and its tests.

import ArgumentParser
import KoshaRules
import KoshaSource

struct InitCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "新しいワークスペースを作る / Makes a new workspace.")

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The folder; absent: ./Workflows.")
  var folder = "Workflows"

  func run(_ session: Session) throws {
    let marker = Files.join(folder, WorkspaceFolder.markerName)
    let language = LanguageChoice.preferred(session.options.lang) ?? .ja
    if Files.exists(marker) {
      throw CommandFailure(
        .badConfiguration, code: "exists",
        Words(ja: "`\(marker)` がすでにあります", en: "`\(marker)` exists already"),
        help: Words(ja: "別のフォルダを指定してください", en: "name another folder"))
    }
    for (path, text) in Starter.files(account: session.account) {
      do {
        try Files.write(text, to: Files.join(folder, path))
      } catch {
        throw CommandFailure(
          .badConfiguration, code: "file",
          Words(
            ja: "`\(error.path)` に書けません（\(error.reason)）", en: "`\(error.path)` cannot be written (\(error.reason))"))
      }
      if !session.options.json { Console.line("  " + Files.join(folder, path)) }
    }
    if session.options.json {
      Console.line(JSONText.of([Context.Entry("workspace", .string(folder))]))
      return
    }
    let option = folder == "Workflows" ? "" : " --workspace \(folder)"
    let next = Words(
      ja: """
        ワークスペースを作りました。次に:
          kosha-flow check\(option)                     定義を検査する
          kosha-flow test\(option)                      シナリオを走らせる
          kosha-flow case open leave-request\(option) --set days=3   案件を開く
        """,
      en: """
        The workspace is there. Next:
          kosha-flow check\(option)                     check the definitions
          kosha-flow test\(option)                      run the scenarios
          kosha-flow case open leave-request\(option) --set days=3   open a case
        """)
    Console.line(next[language])
  }
}

/// The files of a new workspace.
enum Starter {
  /// Paths in the workspace and their texts.
  ///
  /// - Parameter account: the maker's account, which is mapped to a person with the role `operator`.
  static func files(account: String) -> [(path: String, text: String)] {
    [
      ("kosha.yaml", workspace(account: account)),
      ("calendars/office.yaml", calendar),
      ("leave-request/workflow.yaml", workflow),
      ("leave-request/rules/route.yaml", route),
      ("leave-request/letters/approved.ja.md", letter),
      ("leave-request/tests/course.yaml", scenarios),
    ]
  }

  private static func workspace(account: String) -> String {
    """
    # この組織: 言語・時間帯・暦・役割・人
    kosha: 1
    organisation: {ja: 私たちの公社, en: Our corporation}
    languages: [ja, en]            # 先頭が既定の言語
    time_zone: Asia/Tokyo
    calendar: office
    roles:
      staff: {title: {ja: 職員, en: Staff}}
      manager: {title: {ja: 課長, en: Manager}}
    people:
      # os_user は計算機のアカウント。operator は --as で他の人として操作できる。
      desk-1: {title: {ja: 窓口1, en: Desk 1}, roles: [staff, operator], os_user: "\(account)"}
      manager-1: {title: {ja: 課長席, en: Manager's desk}, roles: [manager]}

    """
  }

  /// A workspace of whoever imports a chart, with nothing of an office in it.
  static func bareWorkspace(account: String) -> String {
    """
    # 取り込んだ図のワークスペース / the workspace of imported charts
    kosha: 1
    organisation: {ja: 取り込んだ図, en: Imported charts}
    languages: [ja, en]
    time_zone: Asia/Tokyo
    people:
      # os_user は計算機のアカウント。operator は --as で他の人として操作できる。
      desk-1: {title: {ja: 窓口1, en: Desk 1}, roles: [operator], os_user: "\(account)"}

    """
  }

  private static let calendar = """
    # 業務日: 土日・国民の祝日・年末年始は休み
    calendar: office
    time_zone: Asia/Tokyo
    weekend: [saturday, sunday]
    holidays: japan
    closed: [{from: --12-29, until: --01-03}]

    """

  private static let workflow = """
    # 休暇の申請: 3日までは届出、それより長いときは課長の承認が要る。
    kosha: 1
    workflow: leave-request
    title: {ja: 休暇申請, en: Leave request}
    basis: {ja: 就業規則(例), en: Work rules (example)}
    access:
      open: {by: [staff], input: [{field: days, required: true}, reason]}
      read: [staff, manager]
    number: "休暇-{fiscal_year}-{seq:4}"

    data:
      days: {type: number, title: {ja: 日数, en: Days}, check: "days >= 1"}
      reason: {type: string, title: {ja: 理由, en: Reason}}

    events:
      approve: {title: {ja: 承認する, en: Approve}}
      reject: {title: {ja: 却下する, en: Reject}}

    states:
      routing:
        title: {ja: 振り分け, en: Routing}
        entry:
          - decide: route
        always:
          - {guard: 'route = "notice"', target: noted}
          - {guard: 'route = "approval"', target: waiting}

      waiting:
        title: {ja: 承認待ち, en: Waiting for approval}
        task: {for: [manager], due: 3 business days, title: {ja: 休暇を承認する, en: Decide on the leave}}
        on:
          approve:
            by: [manager]
            not_by: ["= case.opened_by"]
            target: approved
            actions:
              - notify: {to: ["= case.opened_by"], letter: approved, channel: file, data: {days: days}}
          reject: {by: [manager], not_by: ["= case.opened_by"], comment: required, target: rejected}
        after:
          - {delay: 10 business days, target: expired}

      noted: {title: {ja: 届出済み, en: Noted}, final: true, outcome: noted}
      approved: {title: {ja: 承認, en: Approved}, final: true, outcome: approved}
      rejected: {title: {ja: 却下, en: Rejected}, final: true, outcome: rejected}
      expired: {title: {ja: 期限切れ, en: Expired}, final: true, outcome: expired}

    """

  private static let route = """
    kosha: 1
    decision: route
    title: {ja: 休暇の扱い, en: How a leave is handled}
    basis: {ja: 就業規則(例), en: Work rules (example)}
    inputs:
      days: {type: number}
    outputs:
      route: {type: [notice, approval]}
    hit: unique
    rules:
      - {id: R1, when: {days: "<= 3"}, then: {route: notice}, basis: {ja: 第1条(例), en: Article 1 (example)}}
      - {id: R2, when: {days: "> 3"}, then: {route: approval}, basis: {ja: 第2条(例), en: Article 2 (example)}}

    """

  private static let letter = """
    休暇（{{days}}日）を承認しました。

    """

  private static let scenarios = """
    scenarios:
      - scenario: 3日までは届出で足りる
        workflow: leave-request
        given: {now: 2023-04-03T09:00:00+09:00, as: desk-1, data: {days: 3}}
        steps:
          - expect: {state: noted, status: final, outcome: noted, data: {route: notice}}

      - scenario: 長い休暇は課長が承認する
        workflow: leave-request
        given: {now: 2023-04-03T09:00:00+09:00, as: desk-1, data: {days: 5}}
        steps:
          - {do: approve, as: desk-1, refused: role}
          - do: approve
            as: manager-1
            expect: {status: final, outcome: approved, outbox: [approved]}

      - scenario: 却下には意見が要る
        workflow: leave-request
        given: {now: 2023-04-03T09:00:00+09:00, as: desk-1, data: {days: 5}}
        steps:
          - {do: reject, as: manager-1, refused: comment}
          - {do: reject, as: manager-1, comment: 繁忙期のため, expect: {outcome: rejected}}

      - scenario: 返事がなければ期限切れになる
        workflow: leave-request
        given: {now: 2023-04-03T09:00:00+09:00, as: desk-1, data: {days: 5}}
        steps:
          - wait: 10 business days
            expect: {status: final, outcome: expired}
        cover: 100%

      - scenario: 一日から三日は届出
        decision: route
        given: {data: {days: 1}}
        expect: notice
        fired: [R1]

    """
}
