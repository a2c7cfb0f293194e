// What went wrong inside a case: the facts behind `error.execution`.

package import KoshaRules
package import KoshaSource

/// An action, guard or due time that failed.
package struct ActionProblem: Sendable {
  /// What was being done; the raw value is the key of the workflow language.
  package enum Kind: String, Sendable, Hashable {
    case assign, decide, raise, send, cancel, notify, letter, open, child, ballot, foreach, log, after, task, output
    case initial
    case branch = "if"
    case guardCondition = "guard"
    case deadline = "deadlines"
    case schedule
  }

  /// Why it failed.
  package enum Reason: Sendable {
    /// FEEL told why.
    case remark(Remark)
    /// A condition that is neither true, false nor null.
    case notBoolean(Value)
    /// A value that is not of the field's type.
    case type(field: String, expected: ValueType, value: Value)
    /// What has to be text is none.
    case notText(Value)
    /// What has to be a person's id or a list of them is neither.
    case notPeople(Value)
    /// What has to be a list is none.
    case notAList(Value)
    /// A list with more members than a `foreach` visits.
    case tooMany(limit: Int)
    /// A decision that did not answer.
    case decision(Words)
    /// A decision without an answer and without a reason.
    case noValue
    /// Business days without a calendar to count them by.
    case noCalendar
    /// What has to be a delay is none.
    case notADelay(Value)
    /// What has to be a date, or a date and time, is neither.
    case notAMoment(Value)
    /// A time beyond what the calendar knows.
    case outOfRange
    /// `to: parent` in a case that no case opened.
    case noParent
    /// `to` that is no case, or one that is over.
    case unreachable(String)
    /// A case that opened as many as it may.
    case tooManyChildren(limit: Int)
    /// Cases that open each other without end.
    case tooDeep(limit: Int)
    /// A case that could not be opened, and why.
    case notOpened(Words)
    /// A case that could not take an event, and why.
    case notTaken(Words)
  }

  package var action: Kind
  /// The state it belongs to.
  package var state: String
  /// The expression's text, or the name of what failed.
  package var text: String
  package var reason: Reason

  package init(action: Kind, state: String, text: String, reason: Reason) {
    self.action = action
    self.state = state
    self.text = text
    self.reason = reason
  }

  /// The event it puts on the queue: what failed between cases is another error than what failed in one.
  var eventName: String {
    switch reason {
    case .noParent, .unreachable, .tooManyChildren, .tooDeep, .notOpened, .notTaken: "error.communication"
    default: "error.execution"
    }
  }

  /// `event.data` of the error it puts on the queue.
  var eventData: Value {
    let words = reason.message
    return .context(
      Context([
        Context.Entry("action", .string(action.rawValue)),
        Context.Entry("state", .string(state)),
        Context.Entry("expression", .string(text)),
        Context.Entry(
          "reason",
          .context(Context([Context.Entry("ja", .string(words.ja)), Context.Entry("en", .string(words.en))]))),
      ]))
  }
}
