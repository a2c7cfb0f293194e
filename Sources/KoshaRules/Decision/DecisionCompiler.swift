// Decision files in, one set of compiled decisions out: periods apart, requirements known and free of circles.

public import KoshaSource

extension DecisionSet {
  /// Compiles decisions against a scope that holds the data fields and, under its id, each decision of the set.
  ///
  /// - Parameter standalone: the files stand outside any workflow: names that input expressions and cells use and the
  ///   scope lacks are no error, and such a decision is evaluated over the columns' own values.
  public static func compile(
    _ syntaxes: [DecisionSyntax], scope: Scope, standalone: Bool = false, into bag: inout DiagnosticBag
  ) -> DecisionSet {
    var compiler = DecisionCompiler(syntaxes, scope: scope, standalone: standalone)
    return compiler.compile(into: &bag)
  }
}

/// Compiles the versions of each id together.
struct DecisionCompiler {
  private var scope: Scope
  private let standalone: Bool
  private let ids: [String]
  private var versions: [String: [DecisionSyntax]]

  init(_ syntaxes: [DecisionSyntax], scope: Scope, standalone: Bool) {
    var ids: [String] = []
    var versions: [String: [DecisionSyntax]] = [:]
    for syntax in syntaxes {
      if versions[syntax.id.value] == nil { ids.append(syntax.id.value) }
      versions[syntax.id.value, default: []].append(syntax)
    }
    var scope = scope
    if standalone {
      scope.unknownNames = .null
      for id in ids where scope.slot(of: id) == nil {
        let syntax = versions[id]?.first
        _ = scope.declare(Variable(id, syntax?.type ?? .any, parameters: syntax?.parameters))
      }
    }
    self.ids = ids
    self.versions = versions
    self.scope = scope
    self.standalone = standalone
  }

  mutating func compile(into bag: inout DiagnosticBag) -> DecisionSet {
    for id in ids { sortVersions(of: id, into: &bag) }
    let requires = requirements(into: &bag)
    var compiled: [String: [Decision]] = [:]
    for id in ordered(by: requires) {
      let decisions = (versions[id] ?? []).compactMap { decision(id, $0, requires: requires[id] ?? [], into: &bag) }
      compiled[id] = decisions
      retype(id, decisions)
    }
    let decisions = ids.flatMap { compiled[$0] ?? [] }
    var slots: [String: Int] = [:]
    for id in ids { slots[id] = scope.slot(of: id) }
    return DecisionSet(decisions: decisions, ids: ids, slots: slots, slotCount: scope.variables.count)
  }

  private func decision(
    _ id: String, _ syntax: DecisionSyntax, requires: [String], into bag: inout DiagnosticBag
  ) -> Decision? {
    // A function may call itself.
    var compiler = LogicCompiler(scope: scope, standalone: standalone, ownSlot: scope.slot(of: id))
    guard let logic = syntax.logic, let compiled = compiler.compile(logic, in: scope, into: &bag) else { return nil }
    return Decision(
      id: id, title: syntax.title, basis: syntax.basis, effective: syntax.effective,
      requires: syntax.requires.map(\.value).filter(requires.contains), logic: compiled.logic, type: compiled.type,
      reads: compiler.reads.sorted().map { scope.variables[$0].name }, span: syntax.id.span)
  }

  /// The ids, each after those it requires: their types are then known to it.
  private func ordered(by requires: [String: [String]]) -> [String] {
    var ordered: [String] = []
    var done: Set<String> = []
    for id in ids {
      var path: [(id: String, next: Int)] = done.insert(id).inserted ? [(id, 0)] : []
      while let (id, next) = path.last {
        let required = requires[id] ?? []
        guard next < required.count else {
          ordered.append(id)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        if done.insert(required[next]).inserted { path.append((required[next], 0)) }
      }
    }
    return ordered
  }

  /// What the answers turned out to be, for the decisions that read them.
  private mutating func retype(_ id: String, _ decisions: [Decision]) {
    guard let first = decisions.first, decisions.count == versions[id]?.count, let slot = scope.slot(of: id) else {
      return
    }
    var variable = scope.variables[slot]
    variable.type = decisions.dropFirst().reduce(first.type) { $0.joined(with: $1.type) }
    _ = scope.declare(variable)
  }

  /// Orders the versions by the day they begin, and reports those that overlap.
  private mutating func sortVersions(of id: String, into bag: inout DiagnosticBag) {
    var sorted: [DecisionSyntax] = []
    for version in versions[id] ?? [] {
      let index = sorted.firstIndex { other in
        guard let from = other.effective.from else { return false }
        return version.effective.from.map { $0 < from } ?? true
      }
      sorted.insert(version, at: index ?? sorted.count)
    }
    for (index, later) in sorted.enumerated() {
      let overlapped = sorted[..<index].first { earlier in
        guard let until = earlier.effective.until, let from = later.effective.from else { return true }
        return from <= until
      }
      guard let overlapped else { continue }
      bag.add(
        DecisionProblem.periodsOverlap(
          id: id, path: overlapped.id.span.file.path, other: later.id.span.file.path), at: later.id.span,
        related: [.init(span: overlapped.id.span, message: DecisionProblem.otherVersion)])
    }
    versions[id] = sorted
  }

  /// The decisions each id requires in any version; what is unknown or closes a circle is reported and left out.
  private func requirements(into bag: inout DiagnosticBag) -> [String: [String]] {
    var edges: [String: [Located<String>]] = [:]
    for id in ids {
      for name in (versions[id] ?? []).flatMap(\.requires) {
        if versions[name.value] == nil {
          bag.add(
            DecisionProblem.unknownRequired(name.value, nearest: Suggestion.nearest(to: name.value, in: ids)),
            at: name.span)
        } else if edges[id]?.contains(where: { $0.value == name.value }) != true {
          edges[id, default: []].append(name)
        }
      }
    }
    var walk = RequirementWalk(edges: edges)
    for id in ids { walk.visit(id, into: &bag) }
    return walk.kept
  }
}

/// A walk in depth over requirements that cuts each circle where it closes.
private struct RequirementWalk {
  let edges: [String: [Located<String>]]
  private(set) var kept: [String: [String]] = [:]
  private var done: Set<String> = []

  init(edges: [String: [Located<String>]]) {
    self.edges = edges
  }

  /// Goes through all that an id leads to; a stack of its own, since a chain may be as long as there are files.
  mutating func visit(_ start: String, into bag: inout DiagnosticBag) {
    guard !done.contains(start) else { return }
    var path: [(id: String, next: Int)] = [(start, 0)]
    while let (id, next) = path.last {
      let required = edges[id] ?? []
      guard next < required.count else {
        done.insert(id)
        path.removeLast()
        continue
      }
      path[path.count - 1].next += 1
      let name = required[next]
      if let open = path.firstIndex(where: { $0.id == name.value }) {
        bag.add(DecisionProblem.circle(path[open...].map(\.id) + [name.value]), at: name.span)
        continue
      }
      kept[id, default: []].append(name.value)
      if !done.contains(name.value) { path.append((name.value, 0)) }
    }
  }
}
