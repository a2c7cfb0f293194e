// A workspace in a temporary folder and the built program run over it as a process of its own.

import Foundation
import Testing

/// How a run ended.
struct Run {
  var status: Int32
  var output: String
  var error: String

  /// Standard output as JSON.
  var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8)) }
  /// The object that standard output holds.
  var object: [String: Any] { json as? [String: Any] ?? [:] }
  /// The `error` object that standard error holds.
  var failure: [String: Any] {
    let document = try? JSONSerialization.jsonObject(with: Data(error.utf8))
    return (document as? [String: Any])?["error"] as? [String: Any] ?? [:]
  }
  /// The objects on the lines of standard output.
  var lines: [[String: Any]] {
    output.split(separator: "\n").compactMap {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
    }
  }
}

/// A small office of its own, gone with its last reference.
final class Office: Sendable {
  let folder: URL

  /// - Parameter account: whose account the maker's is; this process's own where nil.
  init(account: String? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("kosha-office-\(UUID().uuidString)")
    for (path, text) in Self.files(account: account ?? NSUserName()) {
      let file = folder.appendingPathComponent("Workflows/" + path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file in the office's folder.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// Runs the program in the office's folder, in Japanese unless told otherwise.
  func run(_ arguments: String..., input: String = "", language: String = "ja") throws -> Run {
    try run(Self.program, arguments, input: input, language: language)
  }

  /// Runs the program with arguments that are a list.
  func call(_ arguments: [String], language: String = "ja") throws -> Run {
    try run(Self.program, arguments, language: language)
  }

  /// Runs a line of a shell in which `kosha-flow` is the program.
  func shell(_ line: String) throws -> Run {
    try run(URL(fileURLWithPath: "/bin/bash"), ["-c", "kosha-flow() { '\(Self.program.path)' \"$@\"; }; \(line)"])
  }

  /// Starts the program and leaves it running; its output comes line by line.
  func start(_ arguments: String...) throws -> (process: Process, output: FileHandle) {
    let process = process(Self.program, arguments, language: "en")
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, pipe.fileHandleForReading)
  }

  private func process(_ program: URL, _ arguments: [String], language: String) -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "/usr/bin:/bin", "TMPDIR": folder.path, "LANG": language == "ja" ? "ja_JP.UTF-8" : "en_US.UTF-8",
    ]
    return process
  }

  private func run(
    _ program: URL, _ arguments: [String], input: String = "", language: String = "ja"
  ) throws -> Run {
    let process = process(program, arguments, language: language)
    let (input, inputPipe) = (input, Pipe())
    // Answers may be longer than a pipe holds, so they go to files.
    let outputFile = folder.appendingPathComponent("output-\(UUID().uuidString)")
    let errorFile = folder.appendingPathComponent("error-\(UUID().uuidString)")
    for file in [outputFile, errorFile] { try Data().write(to: file) }
    process.standardInput = inputPipe
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    inputPipe.fileHandleForWriting.write(Data(input.utf8))
    try inputPipe.fileHandleForWriting.close()
    process.waitUntilExit()
    let output = String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    let error = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
    return Run(status: process.terminationStatus, output: output, error: error)
  }

  /// The program, built beside this test bundle.
  static let program: URL = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("kosha-flow")
  }()

  /// The text with times, numbers of the running year, ids and hashes in the place of which stand marks.
  static func steady(_ text: String) -> String {
    text
      .replacing("`\(NSUserName())`", with: "`ACCOUNT`")
      .replacing(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(\+09:00)?/, with: "TIME")
      .replacing(/許可-\d{4}-/, with: "許可-YEAR-")
      .replacing(/[0-9A-HJKMNP-TV-Z]{26}/, with: "ID")
      .replacing(/[0-9a-f]{64}/, with: "HASH")
      .replacing(/[0-9a-f]{12}(?=\n| )/, with: "HASH")
  }
}

extension Office {
  private static func files(account: String) -> [(path: String, text: String)] {
    [
      ("kosha.yaml", workspace(account: account)), ("calendars/office.yaml", calendar),
      ("permit/workflow.yaml", workflow), ("permit/rules/fee.yaml", fee),
    ]
  }

  private static func workspace(account: String) -> String {
    """
    kosha: 1
    organisation: {ja: 見本公社, en: Sample corporation}
    languages: [ja, en]
    time_zone: Asia/Tokyo
    calendar: office
    roles:
      clerk: {title: {ja: 窓口, en: Clerk}}
      manager: {title: {ja: 課長, en: Manager}}
    people:
      desk-1: {title: {ja: 窓口1, en: Desk 1}, roles: [clerk, operator], os_user: "\(account)"}
      desk-2: {title: {ja: 窓口2, en: Desk 2}, roles: [clerk]}
      manager-1: {title: {ja: 課長席, en: Manager's desk}, roles: [manager]}

    """
  }

  private static let calendar = """
    calendar: office
    time_zone: Asia/Tokyo
    weekend: [saturday, sunday]
    holidays: japan

    """

  private static let workflow = """
    kosha: 1
    workflow: permit
    title: {ja: 使用許可, en: Permit of use}
    access:
      open: {by: [clerk], input: [{field: kind, required: true}, phone]}
      read: [clerk, manager]
    number: "許可-{fiscal_year}-{seq:3}"
    data:
      kind:
        type: [hall, field]
        title: {ja: 場所, en: Place}
        titles: {hall: {ja: ホール, en: Hall}, field: {ja: 広場, en: Field}}
      amount: {type: number, title: {ja: 収入見込み, en: Expected income}, unit: JPY, check: "amount >= 0"}
      day: {type: date, title: {ja: 使用日, en: Day of use}}
      phone: {type: string, title: {ja: 連絡先, en: Contact}, sensitive: true, read: [clerk]}
      plan: {type: document, title: {ja: 計画書, en: Plan}}
    events:
      apply: {title: {ja: 申し込む, en: Apply}}
      approve: {title: {ja: 許可する, en: Approve}}
      reject: {title: {ja: 断る, en: Reject}}
    states:
      draft:
        title: {ja: 受付, en: Reception}
        task: {for: [clerk], due: 3 business days, title: {ja: 申込みを受ける, en: Take the application}}
        on:
          apply:
            target: review
            by: [clerk]
            guard: [{if: amount <= 1000000, message: 収入の上限を超えています}]
            input: [{field: amount, required: true}, {field: day, required: true}, plan]
            actions: [{decide: fee}]
      review:
        title: {ja: 審査, en: Review}
        on:
          approve: {target: permitted, by: [manager], not_by: [apply]}
          reject: {target: refused, by: [manager], comment: required}
      permitted: {title: {ja: 許可, en: Permitted}, final: true, outcome: permitted}
      refused: {title: {ja: 不許可, en: Refused}, final: true, outcome: refused}

    """

  private static let fee = """
    kosha: 1
    decision: fee
    title: {ja: 使用料, en: Fee}
    inputs:
      kind: {type: [hall, field]}
    outputs:
      fee: {type: number}
    hit: unique
    rules:
      - {id: F1, when: {kind: hall}, then: {fee: 12000}, basis: {ja: 第1条, en: Article 1}}
      - {id: F2, when: {kind: field}, then: {fee: 3000}, basis: {ja: 第2条, en: Article 2}}

    """
}
