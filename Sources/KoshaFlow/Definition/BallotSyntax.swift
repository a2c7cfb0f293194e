// `ballot` and `checklist` of a workflow file: read from the tree, then resolved.

import KoshaRules
import KoshaSource
import KoshaYAML

/// `ballot`.
struct BallotSyntax {
  /// An entry of `each`.
  struct Answer {
    var name: Located<String>
    var type: Located<ValueType>?
    var title: Located<Words>?
    var isRequired: Bool
    var check: LocatedText?
  }

  var audience: [WhoSyntax]
  var except: LocatedText?
  var answers: [Answer]
  var need: BallotDeclaration.Need
  var into: Located<String>?
  var isSecret: Bool
  var close: DelaySyntax?
  var span: SourceSpan
}

extension WorkflowReader {
  /// `ballot`.
  mutating func ballot(_ node: YAMLNode) -> BallotSyntax? {
    guard let reader = MappingReader(node, WorkflowKeys.ballot, into: &bag) else { return nil }
    let audience = reader.required("by", into: &bag).map { self.audience($0) } ?? []
    return BallotSyntax(
      audience: audience, except: reader["except"].flatMap { expression($0) },
      answers: reader["each"].map { answers($0) } ?? [], need: reader["need"].flatMap { need($0) } ?? .all,
      into: reader["into"].flatMap { string($0) }, isSecret: reader["secret"].map { flag($0) } ?? false,
      close: reader["close"].flatMap { delay($0) }, span: node.headSpan)
  }

  private mutating func answers(_ node: YAMLNode) -> [BallotSyntax.Answer] {
    guard let entries = node.freeEntries(Words(ja: "票の項目", en: "what a vote says"), into: &bag) else { return [] }
    var answers: [BallotSyntax.Answer] = []
    for entry in entries {
      checkVariable(entry.key, .field)
      guard let reader = MappingReader(entry.value, WorkflowKeys.vote, into: &bag) else { continue }
      answers.append(
        BallotSyntax.Answer(
          name: entry.key,
          type: reader.required("type", into: &bag).flatMap { ValueTypeReader.read($0, into: &bag) },
          title: reader["title"].flatMap { words($0) }, isRequired: reader["required"].map { flag($0) } ?? true,
          check: reader["check"].flatMap { expression($0) }))
    }
    return answers
  }

  /// `all`, a number of votes, or a percentage.
  private mutating func need(_ node: YAMLNode) -> BallotDeclaration.Need? {
    guard let text = node.string(Words(ja: "必要な票の数", en: "how many votes are needed"), into: &bag) else { return nil }
    if text.value == "all" { return .all }
    if let count = Int(text.value), count > 0 { return .count(count) }
    if text.value.hasSuffix("%"), let percent = Int(text.value.dropLast()), (1...100).contains(percent) {
      return .percent(percent)
    }
    bag.add(WorkflowProblem.need(text.value), at: text.span)
    return nil
  }

  /// `checklist`: texts, or mappings with `item` and `required`.
  mutating func checklist(_ node: YAMLNode) -> [ChecklistItem] {
    var items: [ChecklistItem] = []
    for item in node.itemsOrSelf {
      if case .mapping(let entries) = item.content, entries.contains(where: { $0.key.value == "item" }) {
        guard let reader = MappingReader(item, WorkflowKeys.checklistItem, into: &bag),
          let title = reader["item"].flatMap({ words($0) })
        else { continue }
        items.append(ChecklistItem(title: title.value, isRequired: reader["required"].map { flag($0) } ?? false))
      } else if let title = words(item) {
        items.append(ChecklistItem(title: title.value, isRequired: false))
      }
    }
    return items
  }
}

extension WorkflowResolver {
  /// A ballot; a check of `each` sees the votes' own values under their names, beside the case.
  mutating func ballot(_ syntax: BallotSyntax) -> BallotDeclaration {
    if syntax.audience.isEmpty { bag.add(WorkflowProblem.emptyAudience, at: syntax.span) }
    let outer = scope
    var slots: [Int] = []
    for answer in syntax.answers {
      slots.append(
        scope.declareHiding(Variable(answer.name.value, answer.type?.value ?? .any, origin: answer.name.span)))
    }
    let checks = syntax.answers.map { answer in answer.check.flatMap { condition($0) } }
    scope = outer
    let answers = syntax.answers.indices.map { index in
      let answer = syntax.answers[index]
      return BallotDeclaration.Answer(
        field: InputField(
          name: answer.name.value, type: answer.type?.value ?? .any,
          title: answer.title?.value ?? Words(answer.name.value), isRequired: answer.isRequired, slot: nil,
          span: answer.name.span), check: checks[index])
    }
    let into = syntax.into.flatMap { slot(of: $0) }
    if let into, let name = syntax.into, fields[into].type != nil, !type(ofField: into).mayBe([.list(.any)]) {
      bag.add(WorkflowProblem.votesNoList(field: name.value, type: type(ofField: into).text), at: name.span)
    }
    return BallotDeclaration(
      audience: audience(syntax.audience), except: syntax.except.flatMap { people($0) }, answers: answers,
      need: syntax.need, into: into, isSecret: syntax.isSecret, close: syntax.close.flatMap { delay($0) },
      span: syntax.span)
  }
}
