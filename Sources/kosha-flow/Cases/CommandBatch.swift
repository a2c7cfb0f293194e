// `case open --batch` and `case do --batch`: one request a line, one receipt a line, in order, in shared transactions.

import KoshaFlow
import KoshaRules
import KoshaSource

/// A batch of commands.
struct CommandBatch {
  /// What each line asks for.
  enum Kind {
    /// `{workflow, data, comment, request_id}`.
    case open
    /// `{case, event, data, comment, request_id, revision}`.
    case event
  }

  private let kind: Kind
  private let session: Session
  private let service: CaseService
  private let actor: Actor

  init(_ kind: Kind, _ session: Session) throws {
    self.kind = kind
    self.session = session
    self.service = try session.service()
    self.actor = try session.actor()
  }

  /// Carries out a file's requests; `-` is standard input.
  ///
  /// - Returns: the status of the first line that was not carried out, `done` where all were.
  func run(_ path: String) throws -> ExitStatus {
    var status = ExitStatus.done
    var lines: [Result<CommandRequest, CommandFailure>] = []
    var reader = try LineReader(path)
    // A transaction takes as many requests however the input comes in.
    let takeLine = { (number: Int, line: UnsafeBufferPointer<UInt8>) throws in
      do {
        lines.append(.success(try request(Array(line), number)))
      } catch let failure as CommandFailure {
        lines.append(.failure(failure))
      } catch let failure as Files.Failure {
        lines.append(.failure(CommandFailure(reading: failure)))
      }
      if lines.count == CaseService.batchSize { try flush(&lines, &status) }
    }
    while try reader.readLines(takeLine) {}
    try flush(&lines, &status)
    return status
  }

  private func flush(_ lines: inout [Result<CommandRequest, CommandFailure>], _ status: inout ExitStatus) throws {
    if lines.isEmpty { return }
    let requests = lines.compactMap { line in
      if case .success(let request) = line { request } else { nil }
    }
    var outcomes = try service.perform(batch: requests, actor: actor, language: session.language)[...]
    var output = ""
    for line in lines {
      do {
        switch line {
        case .failure(let failure): throw failure
        case .success(let request):
          guard let outcome = outcomes.popFirst() else {
            throw CommandFailure(
              .fault, code: "fault", Words(ja: "答えが足りません", en: "an answer is missing"))
          }
          output += try session.receipt(outcome, of: request).json + "\n"
        }
      } catch let failure as CommandFailure {
        if status == .done { status = failure.status }
        output += FailureOutput.document(failure, language: session.language) + "\n"
      }
    }
    Console.text(output)
    lines.removeAll(keepingCapacity: true)
  }

  private func request(_ line: [UInt8], _ number: Int) throws -> CommandRequest {
    let object = try JSONInput.object(line, what: session.say(ja: "\(number) 行目", en: "line \(number)"))
    let known =
      kind == .open
      ? ["workflow", "data", "comment", "request_id"] : ["case", "event", "data", "comment", "request_id", "revision"]
    if let unknown = object.entries.first(where: { !known.contains($0.name) }) {
      throw CommandFailure(
        .badData, code: "json",
        Words(ja: "`\(unknown.name)` は使えません", en: "`\(unknown.name)` is not known here"),
        help: Words(ja: "使えるのは " + known.joined(separator: "、"), en: "known are " + known.joined(separator: ", ")))
    }
    var input: [InputValue] = []
    switch object["data"] {
    case nil, .null?: break
    case .context(let data)?: input = data.entries.map { InputValue($0.name, .plain($0.value)) }
    default: throw Self.wrong("data", Words(ja: "オブジェクト", en: "an object"))
    }
    let comment = try text("comment", object)
    let requestID = try text("request_id", object)
    switch kind {
    case .open:
      let workflow = try required("workflow", object)
      let types = try session.catalogue().compilation(of: workflow)?.definition
      let documents = try DocumentInput(input) { types?.inputType($0, event: nil) }
      return CommandRequest(
        target: .workflow(workflow), command: .open(input: documents.values, comment: comment), requestID: requestID,
        attachments: documents.attachments)
    case .event:
      let reference = try required("case", object)
      let event = try required("event", object)
      var revision: Int?
      if let given = object["revision"], !given.isNull {
        guard case .number(let number) = given, let whole = Int(number.plainDescription) else {
          throw Self.wrong("revision", Words(ja: "整数", en: "a whole number"))
        }
        revision = whole
      }
      let documents = try session.documents(input, event: event, of: reference, service)
      return CommandRequest(
        target: .existing(reference), command: .event(name: event, input: documents.values, comment: comment),
        requestID: requestID, expectedRevision: revision, attachments: documents.attachments)
    }
  }

  private func text(_ name: String, _ object: Context) throws -> String? {
    switch object[name] {
    case nil, .null?: nil
    case .string(let text)?: text
    default: throw Self.wrong(name, Words(ja: "文字列", en: "a string"))
    }
  }

  private func required(_ name: String, _ object: Context) throws -> String {
    guard let text = try text(name, object) else {
      throw CommandFailure(.badData, code: "json", Words(ja: "`\(name)` がありません", en: "`\(name)` is missing"))
    }
    return text
  }

  private static func wrong(_ name: String, _ kind: Words) -> CommandFailure {
    CommandFailure(
      .badData, code: "json",
      Words(ja: "`\(name)` は\(kind.ja)でなければなりません", en: "`\(name)` must be \(kind.en)"))
  }
}
