// Everything that a person has to do, over all cases, given to another: each case a command and an entry of its own.

public import KoshaSource

/// What became of one case.
public struct HandOverResult: Sendable {
  /// The case's number.
  public var number: String
  /// Why nothing was handed over, nil where it was.
  public var why: Words?
}

extension CaseService {
  /// Hands over all tasks of a person, in order of opening.
  public func handOver(
    from: String, to: String, actor: Actor, language: Language
  ) throws(StoreError) -> [HandOverResult] {
    let numbers = try store.read { (snapshot) throws(StoreError) -> [String] in
      var numbers: [String] = []
      for stored in try snapshot.tasks() where stored.task.claimedBy == from || stored.task.people.contains(from) {
        guard !stored.task.isBallot, let heading = try snapshot.storedCase(id: stored.caseID)?.heading else { continue }
        if !numbers.contains(heading.number) { numbers.append(heading.number) }
      }
      return numbers
    }
    var results: [HandOverResult] = []
    for number in numbers {
      let request = CommandRequest(target: .existing(number), command: .handOver(from: from, to: to))
      results.append(HandOverResult(number: number, why: try perform(request, actor: actor, language: language).why))
    }
    return results
  }
}

extension CommandOutcome {
  /// Why a command was not carried out, in a sentence; nil where it was.
  fileprivate var why: Words? {
    switch self {
    case .done: nil
    case .refused(let refusal): refusal.message
    case .failed(let words): words
    case .unreadable(let inputs): inputs.first?.message
    case .notFound(let what): Words(ja: "案件 `\(what)` はありません", en: "there is no case `\(what)`")
    case .definitionBroken: Words(ja: "案件の定義に誤りがあります", en: "the case's definition has errors")
    case .stale, .requestReused: Words(ja: "案件が変わりました。もう一度試してください", en: "the case has changed; try again")
    }
  }
}
