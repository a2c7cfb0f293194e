// A compiled workflow in, a Mermaid `stateDiagram-v2` out.
//
// Mermaid is written conservatively: every state stands in its own box first, every edge between states at the end,
// since a state that an edge names inside a box is drawn into that box.

public import KoshaSource

/// A picture that GitHub, GitLab and many editors show.
public enum Mermaid {
  /// The text of the picture; the states of `active` are marked.
  public static func text(
    of definition: WorkflowDefinition, language: Language, active: Set<Int> = []
  ) -> String {
    var writer = MermaidWriter(definition: definition, language: language)
    writer.write(active: active)
    return writer.lines.joined(separator: "\n") + "\n"
  }
}

private struct MermaidWriter {
  let definition: WorkflowDefinition
  let language: Language
  var lines: [String] = []

  mutating func write(active: Set<Int>) {
    lines.append("stateDiagram-v2")
    writeContent(of: definition.states[0], indentation: "  ")
    for transition in definition.transitions { writeEdge(transition) }
    let marked = active.sorted().filter { $0 != 0 }
    if !marked.isEmpty {
      lines.append("  classDef active font-weight:bold,stroke-width:4px")
      for index in marked { lines.append("  class \(name(index)) active") }
    }
  }

  private mutating func writeContent(of state: StateNode, indentation: String) {
    let regions = state.children
    for (position, child) in regions.enumerated() {
      if state.kind == .parallel, position > 0 { lines.append("\(indentation)--") }
      writeState(definition.states[child], indentation: indentation)
    }
    if state.kind == .compound, let initial = state.initial {
      for target in initial.targets { lines.append("\(indentation)[*] --> \(name(target))") }
    }
    for child in regions where definition.states[child].kind == .final {
      lines.append("\(indentation)\(name(child)) --> [*]")
    }
  }

  private mutating func writeState(_ state: StateNode, indentation: String) {
    let head = "\(indentation)state \"\(escaped(title(of: state)))\" as \(name(state.index))"
    guard !state.children.isEmpty else {
      lines.append(head)
      return
    }
    lines.append(head + " {")
    writeContent(of: state, indentation: indentation + "  ")
    lines.append("\(indentation)}")
  }

  /// A transition without target leaves no state and has no edge; the table of transitions tells it.
  private mutating func writeEdge(_ transition: Transition) {
    var label = transition.triggerText(definition)[language]
    if case .always = transition.trigger { label = "" }
    let condition = transition.conditionText
    if !condition.isEmpty { label += label.isEmpty ? "[\(condition)]" : " [\(condition)]" }
    for target in transition.targets {
      // The workflow itself is the whole picture: what it does, it does in each state of the top.
      let sources = transition.source == 0 ? definition.states[0].children.filter { isLeft($0) } : [transition.source]
      for source in sources {
        let edge = "  \(name(source)) --> \(name(target))"
        lines.append(label.isEmpty ? edge : "\(edge) : \(escaped(label))")
      }
    }
  }

  private func isLeft(_ index: Int) -> Bool {
    let state = definition.states[index]
    return !state.isHistory && state.kind != .final
  }

  private func title(of state: StateNode) -> String {
    switch state.kind {
    case .history(let deep): deep ? "H*" : "H"
    default: state.title[language]
    }
  }

  /// A name of ASCII alone, no word of Mermaid's: the id where it can be, else the state's number.
  private func name(_ index: Int) -> String {
    let id = definition.states[index].id
    let isPlain = id.utf8.allSatisfy {
      ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F
    }
    return isPlain ? "s_\(id)" : "s\(index)"
  }

  /// A label without any character that Mermaid reads as its own.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\"": result += "#quot;"
      case "#": result += "#35;"
      case ";": result += "#59;"
      case ":": result += "#58;"
      case "<": result += "#lt;"
      case ">": result += "#gt;"
      case "{": result += "#123;"
      case "}": result += "#125;"
      case "\n", "\r\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
