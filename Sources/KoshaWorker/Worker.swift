// The loop of `run`: looks at its sources, sleeps until something is due, and stops between two rounds when it is told to.
//
// What other processes put into the store is seen within `longestSleep`, for a look costs little. Sleeping by a clock that
// is never set, and looking at the system's clock after each short sleep, a worker fires nothing early and nothing late
// where that clock is set.

public import KoshaFlow
import KoshaRules
public import ServiceLifecycle

/// A worker that stays until it is told to stop.
public struct Worker: Service {
  /// How long a worker sleeps at most before it looks again.
  public static let longestSleep = Duration.seconds(3)
  /// How long it waits after trouble with the store, the first time; doubled each time up to a minute.
  static let firstPause = Duration.seconds(1)
  static let longestPause = Duration.seconds(60)

  private let clock: any Clock
  private let sources: @Sendable () -> [any WorkSource]
  private let tell: @Sendable (WorkEvent) -> Void

  /// A worker.
  ///
  /// - Parameters:
  ///   - clock: the system's clock.
  ///   - sources: asked before every round, so that an edited workspace can be taken up.
  ///   - tell: told of everything, in order.
  public init(
    clock: any Clock, sources: @escaping @Sendable () -> [any WorkSource],
    tell: @escaping @Sendable (WorkEvent) -> Void
  ) {
    self.clock = clock
    self.sources = sources
    self.tell = tell
  }

  /// Works until graceful shutdown begins; what is being done then is done to its end.
  public func run() async throws {
    var watch = ClockWatch()
    let steady = ContinuousClock()
    let start = steady.now
    var pause: Duration?
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      if let jump = watch.look(clock: clock.now(), steady: start.duration(to: steady.now)) {
        tell(.clockJumped(from: jump.from, to: jump.to))
      }
      let sleep: Duration
      do throws(StoreError) {
        sleep = self.sleep(after: try await round())
        pause = nil
      } catch {
        tell(.trouble(error.message))
        sleep = pause.map { min($0 * 2, Self.longestPause) } ?? Self.firstPause
        pause = sleep
      }
      if sleep > .zero { await rest(sleep) }
    }
  }

  /// One look at all sources.
  private func round() async throws(StoreError) -> WorkRound {
    var whole = WorkRound()
    for source in sources() {
      let round = try await source.work()
      round.events.forEach(tell)
      whole.hasMore = whole.hasMore || round.hasMore
      whole.next = [whole.next, round.next].compactMap { $0 }.min()
    }
    return whole
  }

  /// How long there is nothing to do, as far as it is known; a while at least, for what is due may be another's to do.
  private func sleep(after round: WorkRound) -> Duration {
    if round.hasMore { return .zero }
    guard let next = round.next else { return Self.longestSleep }
    let left = Duration.milliseconds(next.milliseconds - clock.now().milliseconds)
    return min(max(left, .milliseconds(50)), Self.longestSleep)
  }

  /// Sleeps unless it is told to stop.
  private func rest(_ duration: Duration) async {
    // Waking early is what being told to stop means here.
    try? await cancelWhenGracefulShutdown { try await Task.sleep(for: duration) }
  }
}

extension Worker {
  /// Does everything that is due now, and what that brings about, and ends: for cron.
  public static func once(
    _ sources: [any WorkSource], tell: @Sendable (WorkEvent) -> Void
  ) async throws(StoreError) {
    for source in sources {
      var round: WorkRound
      repeat {
        round = try await source.work()
        round.events.forEach(tell)
      } while round.hasMore
    }
  }
}
