// A clock that is set, told by one that is not.

import KoshaRules
import KoshaWorker
import Testing

@Suite("A clock that is set")
struct ClockWatchTests {
  private static let start: Int64 = 1_680_480_000_000

  static let moves: [(passed: Int64, moved: Int64, told: Int64?)] = [
    (3_000, 3_000, nil), (3_000, 303_000, nil), (3_000, 303_001, 300_001),
    (3_000, -297_000, nil), (3_000, -297_001, -300_001), (3_000, 3_603_000, 3_600_000), (3_000, -3_597_000, -3_600_000),
    (0, 86_400_000, 86_400_000), (0, -86_400_000, -86_400_000), (1_000, 315_576_001_000, 315_576_000_000),
    // A machine that slept for an hour with both clocks.
    (3_600_000, 3_600_000, nil), (3_600_000, 0, -3_600_000),
  ]

  @Test("is told where it moved by more than five minutes", arguments: moves)
  func jumps(passed: Int64, moved: Int64, told: Int64?) {
    var watch = ClockWatch()
    let first = watch.look(clock: Instant(milliseconds: Self.start), steady: .seconds(100))
    #expect(first?.to == nil)
    let jump = watch.look(
      clock: Instant(milliseconds: Self.start + moved), steady: .seconds(100) + .milliseconds(passed))
    #expect(jump?.to == told.map { _ in Instant(milliseconds: Self.start + moved) })
    #expect(jump.map { $0.to.milliseconds - $0.from.milliseconds } == told)
  }

  @Test("is told once")
  func once() {
    var watch = ClockWatch()
    _ = watch.look(clock: Instant(milliseconds: 0), steady: .zero)
    let jump = watch.look(clock: Instant(milliseconds: 86_400_000), steady: .seconds(3))
    let after = watch.look(clock: Instant(milliseconds: 86_403_000), steady: .seconds(6))
    #expect(jump?.to == Instant(milliseconds: 86_400_000))
    #expect(after?.to == nil)
  }
}
