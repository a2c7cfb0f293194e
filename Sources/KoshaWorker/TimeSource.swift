// The work that comes with time: deadlines whose calendar was edited, schedules, timers.

public import KoshaFlow
import KoshaRules
import Synchronization

/// Looks after deadlines, schedules and timers.
public final class TimeSource: WorkSource {
  /// How many timers are fired in one round.
  static let timersARound = 500
  /// How long a schedule waits after a failure, in milliseconds.
  static let pauseAfterFailure: Int64 = 60_000
  /// How long deadlines are left alone once they were reckoned, in milliseconds: other calendars come with another source,
  /// and another worker that has other calendars must not be answered at once, or the two would never end.
  static let pauseAfterReckoning: Int64 = 600_000

  private let clock: any Clock
  private let deadlines: DeadlineService
  private let schedules: ScheduleService
  private let timers: TimerService
  /// Before when schedules are not looked at, after a failure.
  private let schedulesPause = Mutex<Instant?>(nil)
  /// When deadlines were last reckoned.
  private let reckonedAt = Mutex<Instant?>(nil)

  /// Looks after the cases of a service, by its clock.
  public init(_ cases: CaseService, clock: any Clock) {
    self.clock = clock
    deadlines = DeadlineService(cases)
    schedules = ScheduleService(cases)
    timers = TimerService(cases)
  }

  /// Deadlines first, since they arm timers; schedules before timers, since a long row of timers must not hold them up.
  public func work() throws(StoreError) -> WorkRound {
    var round = WorkRound()
    let now = clock.now()
    let reckoned = reckonedAt.withLock { $0 }
    if reckoned.map({ abs(now.milliseconds - $0.milliseconds) >= Self.pauseAfterReckoning }) ?? true {
      round.events += try deadlines.reckon().map { .reckoned(number: $0) }
      reckonedAt.withLock { $0 = now }
    }
    let pause = schedulesPause.withLock { $0 }
    if pause.map({ $0 <= now }) ?? true { try openDue(&round, now) }
    let report = try timers.fireDue(limit: Self.timersARound)
    round.events += report.fired.map { .fired(number: $0.number, timer: $0.timer) }
    round.events += report.failed.map { .timerFailed(number: $0.number, timer: $0.timer, why: $0.why) }
    round.hasMore = report.fired.count + report.failed.count >= Self.timersARound
    round.next = [try timers.nextDue(), schedules.nextOccurrence(), schedulesPause.withLock { $0 }].compactMap { $0 }
      .min()
    return round
  }

  private func openDue(_ round: inout WorkRound, _ now: Instant) throws(StoreError) {
    let report = try schedules.openDue()
    round.events += report.missed.map {
      .missed(workflow: $0.workflow, schedule: $0.schedule, occurrence: $0.occurrence)
    }
    round.events += report.opened.map {
      .opened(workflow: $0.workflow, schedule: $0.schedule, occurrence: $0.occurrence, number: $0.number)
    }
    round.events += report.failed.map {
      .scheduleFailed(workflow: $0.workflow, schedule: $0.schedule, occurrence: $0.occurrence, why: $0.why)
    }
    let pause = report.failed.isEmpty ? nil : Instant(milliseconds: now.milliseconds + Self.pauseAfterFailure)
    schedulesPause.withLock { $0 = pause }
  }
}
