// A session's way to cases: the store opened, the service over it, its answers as receipts or failures.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore

extension Session {
  /// The store, made with its folder where there is none yet.
  func openStore() throws -> SQLiteCaseStore {
    let address = try StoreAddress(storeAddress())
    if !Files.exists(address.folder) {
      do {
        try Files.makeFolder(address.folder, mode: 0o700)
      } catch let failure {
        throw StoreError.unreachable(path: address.path, reason: failure.reason)
      }
    }
    return try SQLiteCaseStore(address)
  }

  /// The service over the store; opened once in a session.
  func service() throws -> CaseService {
    if let serviceOnce { return serviceOnce }
    // Who acts comes first: an account that may not work on cases makes no store.
    _ = try actor()
    let store = try openStore()
    let service = try CaseService(
      store: store, catalogue: catalogue(), workspace: workspace(), zones: zones, clock: clock,
      random: SystemRandomBytes(), keys: FileKeyStore(folder: store.address.keyFolder))
    serviceOnce = service
    return service
  }

  /// Carries a command out.
  func perform(_ request: CommandRequest) throws -> CommandReceipt {
    try receipt(service().perform(request, actor: actor(), language: language), of: request)
  }

  /// The receipt of an answer; anything else is a failure.
  func receipt(_ outcome: CommandOutcome, of request: CommandRequest) throws -> CommandReceipt {
    let subject =
      switch request.target {
      case .workflow(let workflow): workflow
      case .existing(let reference): reference
      }
    switch outcome {
    case .done(let receipt): return receipt
    case .refused(let refusal): throw CommandFailure(refusal)
    case .unreadable(let problems): throw CommandFailure(unreadable: problems)
    case .notFound(let what):
      if case .workflow(let workflow) = request.target {
        throw noSuchWorkflow(workflow, among: try catalogue().workflows)
      }
      throw CommandFailure(noSuchCase: what)
    case .definitionBroken(let compilation):
      throw brokenDefinition(compilation, of: subject)
    case .stale(let expected, let actual, let person, let time):
      throw CommandFailure(expected: expected, actual: actual, by: person, at: try display().stamp(time))
    case .failed(let words):
      throw CommandFailure(.badData, code: "definition", words)
    case .requestReused(let id):
      throw CommandFailure(
        .badData, code: "request_reused",
        Words(
          ja: "`--request-id \(id)` は別の依頼に使われています", en: "`--request-id \(id)` was used for another request"))
    }
  }

  /// A case as the person may see it.
  func look(_ reference: CaseReference) throws -> (view: CaseView, definition: WorkflowDefinition, json: String) {
    switch try service().show(reference, actor: actor(), language: language) {
    case .found(let view, let definition, let json): return (view, definition, json)
    case .notFound: throw CommandFailure(noSuchCase: reference)
    case .definitionBroken(let compilation): throw brokenDefinition(compilation, of: reference)
    }
  }

  /// The values of an event with the documents they name; the case is only looked at where values are given.
  func documents(
    _ input: [InputValue], event: String, of reference: CaseReference, _ service: CaseService
  ) throws -> DocumentInput {
    if input.isEmpty { return try DocumentInput([]) { _ in nil } }
    let definition = try service.definition(of: reference)
    return try DocumentInput(input) { definition?.inputType($0, event: event) }
  }
}
