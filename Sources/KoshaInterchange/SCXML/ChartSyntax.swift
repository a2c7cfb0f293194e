// An SCXML document as it was written: every part located, expressions as text.

import KoshaSource

/// A key of a mapping and its value.
typealias YAMLPair = (key: String, value: YAMLText)

/// A document.
struct ChartSyntax {
  var name: LocatedText?
  /// The expression language; nil where the document names none.
  var dataModel: LocatedText?
  /// Whether data get their values when their state is first entered (SCXML §5.3.3, `binding="late"`).
  var isLateBound: Bool
  /// Whether the document was written by `flow draw --format scxml`, and says all that a workflow says.
  var isOurs: Bool
  var root: ChartState
}

/// `<scxml>`, `<state>`, `<parallel>`, `<final>` or `<history>`.
struct ChartState {
  enum Kind: Hashable {
    case root
    case state
    case parallel
    case final
    case history(deep: Bool)
  }

  var kind: Kind
  var id: Located<String>?
  var initial: ChartInitial?
  var entry: [[ChartContent]] = []
  var exit: [[ChartContent]] = []
  var transitions: [ChartTransition] = []
  var data: [ChartData] = []
  var scripts: [ChartValue] = []
  var invokes: [ChartInvoke] = []
  var doneData: ChartPayload?
  var children: [ChartState] = []
  /// What the workflow language says of it beyond SCXML.
  var own: [YAMLPair] = []
  var span: SourceSpan

  /// Itself and all states inside, in document order.
  var all: [ChartState] { [self] + children.flatMap(\.all) }
}

/// `initial`, or the default transition of a history state.
struct ChartInitial {
  var targets: [Located<String>]
  var content: [ChartContent]
  var span: SourceSpan
}

/// `<transition>`.
struct ChartTransition {
  /// Empty for an eventless one.
  var events: [Located<String>]
  var condition: LocatedText?
  var targets: [Located<String>]
  var isInternal: Bool
  var content: [ChartContent]
  var own: [YAMLPair]
  var span: SourceSpan
}

/// A value: an expression, what stands between the tags, or what a file holds.
indirect enum ChartValue {
  case expression(LocatedText)
  case text(LocatedText)
  case file(LocatedText)
  case chart(ChartSyntax, SourceSpan)
  case markup(SourceSpan)

  var span: SourceSpan {
    switch self {
    case .expression(let text), .text(let text), .file(let text): text.span
    case .chart(_, let span), .markup(let span): span
    }
  }
}

/// An attribute given as text, or as an expression by its twin `…expr`.
enum ChartText {
  case literal(LocatedText)
  case expression(LocatedText)

  var source: LocatedText {
    switch self {
    case .literal(let text), .expression(let text): text
    }
  }
}

/// `<data>`.
struct ChartData {
  var id: Located<String>
  var value: ChartValue?
}

/// `namelist`, `<param>` and `<content>`.
struct ChartPayload {
  var names: [Located<String>] = []
  var parameters: [(name: Located<String>, value: LocatedText)] = []
  var content: ChartValue?

  var isEmpty: Bool { names.isEmpty && parameters.isEmpty && content == nil }
}

/// Executable content.
indirect enum ChartContent {
  case raise(Located<String>)
  case branch([(condition: LocatedText, content: [ChartContent])], otherwise: [ChartContent])
  case foreach(array: LocatedText, item: LocatedText, index: LocatedText?, content: [ChartContent])
  case log(label: LocatedText?, value: LocatedText?)
  case assign(location: LocatedText, value: ChartValue)
  case script(ChartValue)
  case send(ChartSend)
  case cancel(ChartText)
  /// An action of the workflow language that SCXML has no element for.
  case own(YAMLText)
  /// An element that no processor of ours knows.
  case unknown(String, SourceSpan)
}

/// `<send>`.
struct ChartSend {
  var event: ChartText?
  var target: ChartText?
  var type: ChartText?
  var delay: ChartText?
  var id: ChartText?
  var idLocation: LocatedText?
  var payload: ChartPayload
  var span: SourceSpan
}

/// `<invoke>`.
struct ChartInvoke {
  var type: ChartText?
  var source: ChartText?
  var id: LocatedText?
  var idLocation: LocatedText?
  var payload: ChartPayload
  var forwards: Bool
  /// Nil where there is none; an empty one sets what the invocation was given.
  var finalize: [ChartContent]?
  var span: SourceSpan
}
