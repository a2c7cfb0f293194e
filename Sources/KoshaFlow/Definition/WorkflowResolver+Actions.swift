// The actions of a workflow, resolved: fields to slots, decisions and letters by name, locals of `foreach` to slots.

import KoshaRules
import KoshaSource

extension WorkflowResolver {
  /// A block of actions.
  mutating func actions(_ list: [ActionSyntax]) -> [Action] {
    var actions: [Action] = []
    actions.reserveCapacity(list.count)
    for syntax in list {
      if let action = action(syntax) { actions.append(action) }
    }
    return actions
  }

  private mutating func action(_ syntax: ActionSyntax) -> Action? {
    switch syntax {
    case .assign(let entries): return .assign(assignments(entries))
    case .decide(let name):
      guard decisionIDs.contains(name.value) else {
        let nearest = Suggestion.nearest(to: name.value, in: decisionIDs)
        bag.add(WorkflowProblem.unknown(.decision, name.value, nearest: nearest), at: name.span)
        return nil
      }
      return .decide(decision: name.value, span: name.span)
    case .raise(let event, let data, let span):
      let data = data.flatMap { value($0) }
      return eventSource(event).map { .raise(event: $0, data: data, span: span) }
    case .send(let send):
      let delay = send.delay.flatMap { self.delay($0) }
      let id = send.id.flatMap { textSource($0) }
      let to = send.to.flatMap { textSource($0) }
      let data = send.data.flatMap { value($0) }
      return eventSource(send.event, leavesTheCase: send.to != nil).map {
        .send(Action.SendAction(event: $0, to: to, delay: delay, id: id, data: data, span: send.span))
      }
    case .open(let opening): return self.opening(opening).map { .open($0) }
    case .cancel(let id, let span): return textSource(id).map { .cancel(id: $0, span: span) }
    case .notify(let notice): return notify(notice)
    case .letter(let letter): return self.letter(letter)
    case .branch(let test, let then, let otherwise, let span):
      let condition = condition(test)
      let then = actions(then)
      let otherwise = actions(otherwise)
      return condition.map { .branch(condition: $0, then: then, else: otherwise, span: span) }
    case .foreach(let loop): return foreach(loop)
    case .log(let text): return value(text).map { .log($0) }
    }
  }

  mutating func assignments(_ entries: [DataSyntax]) -> [Action.Assignment] {
    var assignments: [Action.Assignment] = []
    for entry in entries {
      guard let slot = slot(of: entry.name) else { continue }
      if let program = value(entry.value, expected: type(ofField: slot)) {
        assignments.append(Action.Assignment(slot: slot, program: program, span: entry.name.span))
      }
    }
    return assignments
  }

  /// - Parameter leavesTheCase: whether the event is for another case, whose workflow knows its name.
  private mutating func eventSource(_ source: TextSyntax, leavesTheCase: Bool = false) -> TextSource? {
    if case .literal(let name) = source, !leavesTheCase { use(event: name) }
    return textSource(source)
  }

  /// `open` and `child`; what the other workflow knows is checked where all workflows are at hand.
  mutating func opening(_ opening: OpenSyntax) -> Action.OpenAction? {
    let id = opening.id.flatMap { textSource($0) }
    var data: [DataEntry] = []
    for entry in opening.data {
      let word = entry.value.text
      let isBare = FieldName.isValid(word) && scope.slot(of: word) == nil
      guard let program = value(entry.value, expected: isBare ? .enumeration([word]) : .any) else { continue }
      data.append(DataEntry(name: entry.name, program: program, bareWord: isBare ? word : nil))
    }
    let finalize = actions(opening.finalize)
    return textSource(opening.workflow).map {
      Action.OpenAction(
        workflow: $0, id: id, data: data, forwards: opening.forwards, finalize: finalize, span: opening.span)
    }
  }

  private mutating func notify(_ notice: NotifySyntax) -> Action {
    if notice.to.isEmpty { bag.add(WorkflowProblem.emptyAudience, at: notice.span) }
    if let letter = notice.letter { checkLetter(letter) }
    return .notify(
      Action.NotifyAction(
        to: audience(notice.to), letter: notice.letter?.value, channel: notice.channel, data: data(notice.data),
        id: notice.id?.value, span: notice.span))
  }

  private mutating func letter(_ letter: LetterSyntax) -> Action {
    checkLetter(letter.template)
    let into = letter.into.flatMap { slot(of: $0) }
    if let into, let name = letter.into, fields[into].type != nil, !type(ofField: into).mayBe([.document]) {
      bag.add(
        WorkflowProblem.notADocument(field: name.value, type: type(ofField: into).text), at: name.span)
    }
    return .letter(
      Action.LetterAction(
        template: letter.template.value, into: into, data: data(letter.data), id: letter.id?.value, span: letter.span))
  }

  private mutating func checkLetter(_ name: Located<String>) {
    guard !letterNames.contains(name.value) else { return }
    let nearest = Suggestion.nearest(to: name.value, in: letters.map(\.name))
    bag.add(WorkflowProblem.unknown(.letter, name.value, nearest: nearest), at: name.span)
  }

  private mutating func data(_ entries: [DataSyntax]) -> [DataEntry] {
    var data: [DataEntry] = []
    for entry in entries {
      if let program = value(entry.value, expected: .any) {
        data.append(DataEntry(name: entry.name, program: program))
      }
    }
    return data
  }

  /// `foreach`: its locals take the next free slots, and hide what has their name while it lasts.
  private mutating func foreach(_ loop: ForeachSyntax) -> Action? {
    let list = value(loop.list)
    let outer = scope
    var member = ValueType.any
    switch list?.type {
    case .list(let type): member = type
    case .any, .null, nil: break
    case let type?: bag.add(WorkflowProblem.result(.list, type: type.text), at: loop.list.place)
    }
    let itemSlot = scope.declareHiding(Variable(loop.item.value, member, origin: loop.item.span))
    let indexSlot = loop.index.map { scope.declareHiding(Variable($0.value, .number, origin: $0.span)) }
    let body = actions(loop.body)
    scope = outer
    return list.map {
      .foreach(
        Action.ForeachAction(list: $0, itemSlot: itemSlot, indexSlot: indexSlot, body: body, span: loop.span))
    }
  }
}
