// Several connections at once: nothing is lost, doubled or half done.

import Foundation
import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaStore
import Synchronization
import Testing

/// Counts by word, from any thread.
final class Tally: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  func add(_ word: String, _ count: Int = 1) { counts.withLock { $0[word, default: 0] += count } }

  var all: [String: Int] { counts.withLock { $0 } }
}

@Suite("Many at once", .serialized)
struct ConcurrencyTests {
  @Test("8 connections advance the same cases", arguments: [StoreAddress.Journal.persist, .walLocked])
  func advance(journal: StoreAddress.Journal) async throws {
    let folder = try TemporaryFolder()
    let office = try Office(try folder.store(journal))
    let numbers = try (0..<20).map { _ in try office.opened("errand") }
    let offices = try (0..<8).map { index in try Office(try folder.store(journal), seed: UInt64(100 + index)) }
    let words = Tally()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (worker, office) in offices.enumerated() {
        group.addTask {
          for (index, number) in numbers.enumerated() {
            // Two workers share each request id, so each is carried out once.
            let outcome = try office.send(number, "step", requestID: "\(index)-\(worker / 2)")
            words.add(outcome.word)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(words.all == ["done": 80, "repeated": 80])
    let items = try office.cases.list(CaseQuery(), actor: office.actor("desk-1"))
    #expect(items.map(\.heading.revision) == [Int](repeating: 5, count: 20))
    let verdict = try office.verify()
    #expect(verdict.firstBad?.why.en == nil)
    #expect(verdict.records == 100)
  }

  @Test("8 workers fire each timer once")
  func timers() async throws {
    let folder = try TemporaryFolder()
    let keys = MemoryKeyStore()
    let clock = HandClock()
    let office = try Office(try folder.store(), keys: keys, clock: clock)
    for _ in 0..<20 { _ = try office.send(try office.opened("loan", [("amount", .number(.one))]), "submit") }
    clock.advance(hours: 24 * 6)
    let fired = Tally()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<8 {
        let worker = try Office(try folder.store(), keys: keys, clock: clock, seed: UInt64(200 + index))
        group.addTask {
          fired.add("fired", try TimerService(worker.cases).fireDue().fired.count)
        }
      }
      try await group.waitForAll()
    }
    #expect(fired.all == ["fired": 20])
    #expect(try office.verify().records == 60)
    #expect(try office.verify().firstBad?.why.en == nil)
  }
}
