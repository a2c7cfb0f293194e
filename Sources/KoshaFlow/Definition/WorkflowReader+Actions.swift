// The actions of a workflow file: blocks of them, and each kind under its own table of keys.

import KoshaRules
import KoshaSource
import KoshaYAML

extension WorkflowReader {
  /// `entry` and `exit`: one block, or a list of blocks.
  mutating func blocks(_ node: YAMLNode) -> [[ActionSyntax]] {
    guard case .sequence(let items) = node.content, let first = items.first else {
      let block = actions(node)
      return block.isEmpty ? [] : [block]
    }
    guard case .sequence = first.content else { return [actions(node)] }
    return items.map { actions($0) }
  }

  /// A block of actions.
  mutating func actions(_ node: YAMLNode) -> [ActionSyntax] {
    var actions: [ActionSyntax] = []
    for item in node.itemsOrSelf {
      if let action = action(item) { actions.append(action) }
    }
    return actions
  }

  private mutating func action(_ node: YAMLNode) -> ActionSyntax? {
    guard case .mapping(let entries) = node.content, let head = entries.first?.key else {
      bag.add(WorkflowProblem.shape(.action), at: node.span)
      return nil
    }
    for entry in entries {
      guard let known = ActionKeys.tables.first(where: { $0.name == entry.key.value }) else { continue }
      return MappingReader(node, known.table, into: &bag).flatMap { action(known.name, $0) }
    }
    let nearest = Suggestion.nearest(to: head.value, in: ActionKeys.tables.lazy.map(\.name))
    bag.add(WorkflowProblem.unknown(.action, head.value, nearest: nearest), at: head.span)
    return nil
  }

  private mutating func action(_ name: String, _ reader: MappingReader) -> ActionSyntax? {
    guard let value = reader[name] else { return nil }
    switch name {
    case "assign": return .assign(data(value))
    case "decide": return string(value).map { .decide($0) }
    case "raise":
      let data = reader["data"].flatMap { expression($0) }
      return eventSource(value).map { .raise(event: $0, data: data, span: value.span) }
    case "send": return send(value)
    case "cancel": return textSource(value).map { .cancel(id: $0, span: value.span) }
    case "notify": return notify(value)
    case "letter": return letter(value)
    case "open": return opening(value).map { .open($0) }
    case "if":
      let condition = expression(value)
      let then = reader.required("then", into: &bag).map { actions($0) } ?? []
      let otherwise = reader["else"].map { actions($0) } ?? []
      return condition.map { .branch(condition: $0, then: then, else: otherwise, span: value.span) }
    case "foreach": return foreach(value, reader)
    default: return expression(value).map { .log($0) }
    }
  }

  /// An event's name as text or FEEL; a name written out must be one.
  private mutating func eventSource(_ node: YAMLNode) -> TextSyntax? {
    guard let source = textSource(node) else { return nil }
    if case .literal(let name) = source { checkEvent(name) }
    return source
  }

  private mutating func send(_ node: YAMLNode) -> ActionSyntax? {
    guard case .mapping = node.content else {
      return eventSource(node).map { .send(SendSyntax(event: $0, span: node.span)) }
    }
    guard let reader = MappingReader(node, ActionKeys.sendBody, into: &bag) else { return nil }
    let delay = reader["delay"].flatMap { self.delay($0) }
    let id = reader["id"].flatMap { textSource($0) }
    let to = reader["to"].flatMap { textSource($0) }
    let data = reader["data"].flatMap { expression($0) }
    return reader.required("event", into: &bag).flatMap { eventSource($0) }.map {
      .send(SendSyntax(event: $0, to: to, delay: delay, id: id, data: data, span: node.headSpan))
    }
  }

  /// What `open` and `child` say of the case to open: a workflow's name, or a mapping.
  mutating func opening(_ node: YAMLNode, _ keys: KeyTable = ActionKeys.openBody) -> OpenSyntax? {
    guard case .mapping = node.content else {
      return textSource(node).map { OpenSyntax(workflow: $0, data: [], span: node.span) }
    }
    guard let reader = MappingReader(node, keys, into: &bag) else { return nil }
    let id = reader["id"].flatMap { textSource($0) }
    if case .literal(let name)? = id { checkChild(name) }
    let data = reader["data"].map { self.data($0) } ?? []
    let forwards = reader["forward"].map { flag($0) } ?? false
    let finalize = reader["finalize"].map { actions($0) } ?? []
    return reader.required("workflow", into: &bag).flatMap { textSource($0) }.map {
      OpenSyntax(
        workflow: $0, id: id, data: data, forwards: forwards, finalize: finalize, span: node.headSpan)
    }
  }

  /// `child`: one case, or a list of them.
  mutating func childCases(_ node: YAMLNode) -> [OpenSyntax] {
    var cases: [OpenSyntax] = []
    for item in node.itemsOrSelf {
      if let opening = opening(item, ActionKeys.childBody) { cases.append(opening) }
    }
    return cases
  }

  /// The id of a child stands in the name of an event, `done.open.ID`, and `to` may not take it for another word.
  private mutating func checkChild(_ id: Located<String>) {
    if !Identifier.isEvent(id.value) {
      bag.add(WorkflowProblem.identifier(.child, id.value), at: id.span)
    } else if id.value == "parent" {
      bag.add(WorkflowProblem.childNamedParent, at: id.span)
    }
  }

  private mutating func notify(_ node: YAMLNode) -> ActionSyntax? {
    guard let reader = MappingReader(node, ActionKeys.notifyBody, into: &bag) else { return nil }
    let letter = reader["letter"].flatMap { string($0) }
    let channel = reader["channel"].flatMap { choice($0, Action.Channel.self) } ?? .email
    let data = reader["data"].map { self.data($0) } ?? []
    let id = reader["id"].flatMap { string($0) }
    return reader.required("to", into: &bag).map {
      .notify(
        NotifySyntax(to: audience($0), letter: letter, channel: channel, data: data, id: id, span: node.headSpan))
    }
  }

  private mutating func letter(_ node: YAMLNode) -> ActionSyntax? {
    guard let reader = MappingReader(node, ActionKeys.letterBody, into: &bag) else { return nil }
    let into = reader["into"].flatMap { string($0) }
    let data = reader["data"].map { self.data($0) } ?? []
    let id = reader["id"].flatMap { string($0) }
    return reader.required("template", into: &bag).flatMap { string($0) }.map {
      .letter(LetterSyntax(template: $0, into: into, data: data, id: id, span: node.headSpan))
    }
  }

  private mutating func foreach(_ node: YAMLNode, _ reader: MappingReader) -> ActionSyntax? {
    let list = expression(node)
    let item = reader.required("as", into: &bag).flatMap { string($0) }
    let index = reader["index"].flatMap { string($0) }
    for local in [item, index].compactMap({ $0 }) { checkVariable(local, .local) }
    let body = reader.required("do", into: &bag).map { actions($0) } ?? []
    guard let list, let item else { return nil }
    return .foreach(ForeachSyntax(list: list, item: item, index: index, body: body, span: node.span))
  }
}
