// The events of a workflow: those declared, then those met on the way, each once.

import KoshaSource

/// Events by name in the order in which they are declared or first used.
struct EventTable {
  private(set) var declarations: [EventDeclaration] = []
  /// Whether names must be declared: the file has `events`.
  private(set) var isStrict = false
  private var indexes: [String: Int] = [:]

  /// The names, in order.
  var names: [String] { declarations.map(\.name) }

  /// Whether the event is declared or used.
  func contains(_ name: String) -> Bool { indexes[name] != nil }

  /// Whether an event that is declared or used matches.
  func matches(_ pattern: EventPattern) -> Bool {
    indexes[pattern.text] != nil || declarations.contains { pattern.matches($0.name) }
  }

  mutating func declare(_ events: [EventSyntax]?) {
    isStrict = events != nil
    for event in events ?? [] { add(event.name, title: event.title?.value) }
  }

  /// Notes a use; a title of the place counts where the declaration gives none.
  mutating func add(_ name: Located<String>, title: Words?) {
    if let index = indexes[name.value] {
      let known = declarations[index]
      if known.title == nil, title != nil {
        declarations[index] = EventDeclaration(name: known.name, title: title, span: known.span)
      }
    } else {
      indexes[name.value] = declarations.count
      declarations.append(EventDeclaration(name: name.value, title: title, span: name.span))
    }
  }
}
