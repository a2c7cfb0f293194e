// A workflow file as it was written: every part located, no name resolved, no expression compiled.

import KoshaRules
import KoshaSource
import KoshaYAML

/// A text as written, or the FEEL behind `=`.
enum TextSyntax {
  case literal(Located<String>)
  case expression(LocatedText)
}

/// An entry of `by`, `read`, `for`, `to`, `not_by`.
enum WhoSyntax {
  /// A role, `anyone`, or in `not_by` an event.
  case name(Located<String>)
  case expression(LocatedText)
}

/// A span of time as written.
enum DelaySyntax {
  case literal(Delay)
  case expression(LocatedText)
}

/// A workflow file.
struct WorkflowSyntax {
  var basis: Located<Words>?
  var effective: EffectivePeriod
  var referenceDate: LocatedText?
  var access: AccessSyntax
  var number: NumberTemplate?
  var calendar: Located<String>?
  var fields: [FieldSyntax]
  /// Nil where the file has no `events`, and names need no declaration.
  var events: [EventSyntax]?
  var deadlines: [DeadlineSyntax] = []
  var schedules: [ScheduleSyntax] = []
  /// The workflow itself as the root of its states, which carries its id and title.
  var root: StateSyntax
}

/// `access`.
struct AccessSyntax {
  var open: [WhoSyntax]?
  var openInput: [InputSyntax]
  var read: [WhoSyntax]?
  var manage: [WhoSyntax]?
}

/// A data field.
struct FieldSyntax {
  var name: Located<String>
  /// Nil where the type could not be read; expressions then see any.
  var type: Located<ValueType>?
  var title: Located<Words>?
  var titles: [(value: Located<String>, title: Words)]
  var unit: Located<String>?
  var help: Located<Words>?
  var isSensitive: Bool
  var read: [WhoSyntax]
  var initial: LocatedText?
  var check: LocatedText?
}

/// An entry of `events`.
struct EventSyntax {
  var name: Located<String>
  var title: Located<Words>?
}

/// A state; the tree is the file's.
struct StateSyntax {
  var id: Located<String>
  /// The keys the file gives, for what a state of its kind may not have.
  var keys: [Located<String>]
  var title: Located<Words>?
  var tags: [Located<String>]
  var isParallel: Bool
  var isFinal: Bool
  /// Whether deep; nil for no history state.
  var history: Bool?
  /// A compound state's `initial`, or a history state's default.
  var initial: InitialSyntax?
  var entry: [[ActionSyntax]]
  var exit: [[ActionSyntax]]
  var on: [TransitionSyntax]
  var done: [TransitionSyntax]
  var always: [TransitionSyntax]
  var after: [TransitionSyntax]
  var task: TaskSyntax?
  var childCases: [OpenSyntax]
  var ballot: BallotSyntax?
  var outcome: Located<String>?
  var output: LocatedText?
  var children: [StateSyntax]
}

/// `initial`, or the default transition of a history state.
struct InitialSyntax {
  var targets: [Located<String>]
  var actions: [ActionSyntax]
  var span: SourceSpan
}

/// `task`.
struct TaskSyntax {
  var audience: [WhoSyntax]
  var due: DelaySyntax?
  var title: Located<Words>?
  var checklist: [ChecklistItem]
  var span: SourceSpan
}

/// A transition.
struct TransitionSyntax {
  enum Trigger {
    case event([Located<String>])
    case done
    case always
    case after(TimerSyntax)
  }

  var trigger: Trigger
  var targets: [Located<String>] = []
  var isInternal = false
  var guards: [GuardSyntax] = []
  var title: Located<Words>?
  var by: [WhoSyntax]?
  var notBy: [WhoSyntax] = []
  var assigneeOnly = false
  var input: [InputSyntax] = []
  var commentRequired = false
  var actions: [ActionSyntax] = []
  var basis: Located<Words>?
  var span: SourceSpan
}

/// When a timed transition becomes due.
struct TimerSyntax {
  enum Moment {
    case delay(DelaySyntax)
    case at(LocatedText)
  }

  var moment: Moment?
  var adjustment: Adjustment?
  var calendar: Located<String>?
}

/// A condition.
struct GuardSyntax {
  var condition: LocatedText
  var message: Words?
}

/// An entry of `input`.
struct InputSyntax {
  var name: Located<String>
  var isRequired: Bool
  var type: Located<ValueType>?
  var title: Located<Words>?
  var isKept: Bool
}

/// An entry of the `data:` of an action.
struct DataSyntax {
  var name: Located<String>
  var value: LocatedText
}

/// An action.
indirect enum ActionSyntax {
  case assign([DataSyntax])
  case decide(Located<String>)
  case raise(event: TextSyntax, data: LocatedText?, span: SourceSpan)
  case send(SendSyntax)
  case open(OpenSyntax)
  case cancel(id: TextSyntax, span: SourceSpan)
  case notify(NotifySyntax)
  case letter(LetterSyntax)
  case branch(condition: LocatedText, then: [ActionSyntax], else: [ActionSyntax], span: SourceSpan)
  case foreach(ForeachSyntax)
  case log(LocatedText)
}

/// `send`.
struct SendSyntax {
  var event: TextSyntax
  var to: TextSyntax?
  var delay: DelaySyntax?
  var id: TextSyntax?
  var data: LocatedText?
  var span: SourceSpan
}

/// `open` and `child`.
struct OpenSyntax {
  var workflow: TextSyntax
  var id: TextSyntax?
  var data: [DataSyntax]
  /// Of a `child` alone.
  var forwards = false
  var finalize: [ActionSyntax] = []
  var span: SourceSpan
}

/// `notify`.
struct NotifySyntax {
  var to: [WhoSyntax]
  var letter: Located<String>?
  var channel: Action.Channel
  var data: [DataSyntax]
  var id: Located<String>?
  var span: SourceSpan
}

/// `letter`.
struct LetterSyntax {
  var template: Located<String>
  var into: Located<String>?
  var data: [DataSyntax]
  var id: Located<String>?
  var span: SourceSpan
}

/// `foreach`.
struct ForeachSyntax {
  var list: LocatedText
  var item: Located<String>
  var index: Located<String>?
  var body: [ActionSyntax]
  var span: SourceSpan
}
