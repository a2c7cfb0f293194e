// What a new case is called: an id that sorts by time, a random handle, and the next number of its series.

import KoshaRules

/// Makes names of cases.
enum CaseIdentity {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// 26 characters of Crockford's base 32: 48 bits of milliseconds, then 80 random bits.
  static func id(at now: Instant, random: [UInt8]) -> String {
    var value = UInt128(truncatingIfNeeded: now.milliseconds & 0xFFFF_FFFF_FFFF)
    for byte in random.prefix(10) { value = value << 8 | UInt128(byte) }
    var characters: [UInt8] = []
    for position in (0..<26).reversed() {
      characters.append(alphabet[Int(truncatingIfNeeded: value >> (5 * position)) & 31])
    }
    return String(decoding: characters, as: UTF8.self)
  }

  /// 128 random bits in lower-case hexadecimal.
  static func handle(random: [UInt8]) -> String { Hashing.hex(random.prefix(16)) }

  /// The next free number of a series, and the counter that gave it.
  static func number(
    _ template: NumberTemplate, on day: CalendarDate, in snapshot: any StoreSnapshot
  ) throws(StoreError) -> (number: String, counter: StoredCounter) {
    let frame = template.frame(on: day)
    var next = try snapshot.counter(frame.before) + 1
    while true {
      let digits = String(next)
      let padding = String(repeating: "0", count: max(0, frame.width - digits.utf8.count))
      let number = frame.before + padding + digits + frame.after
      // Another template may have given the same text.
      if try snapshot.storedCase(number: number) == nil {
        return (number, StoredCounter(key: frame.before, value: next))
      }
      next += 1
    }
  }

  /// A case by its id, in capitals or not, or by its number.
  static func find(_ reference: CaseReference, in snapshot: any StoreSnapshot) throws(StoreError) -> StoredCase? {
    if reference.utf8.count == 26, let stored = try snapshot.storedCase(id: reference.uppercased()) { return stored }
    return try snapshot.storedCase(number: reference)
  }
}

/// The digest by which another command under the same idempotency key is known.
enum CommandFingerprint {
  static func of(_ command: CaseCommand, target: String, by actor: Actor) -> String {
    let content = JSON.array([
      .string(actor.id), .text(actor.operatorID), .string(target), .array(parts(command)),
    ])
    return Hashing.hex(Hashing.sha256(content.bytes))
  }

  private static func parts(_ command: CaseCommand) -> [JSON] {
    switch command {
    case .open(let input, let comment): [.string("open"), values(input), .text(comment)]
    case .event(let name, let input, let comment):
      [.string("event"), .string(name), values(input), .text(comment)]
    case .timer(let id): [.string("timer"), .string(id)]
    case .claim(let task): [.string("claim"), .text(task)]
    case .release(let task): [.string("release"), .text(task)]
    case .comment(let text): [.string("comment"), .string(text)]
    case .check(let item, let isDone): [.string(isDone ? "check" : "uncheck"), .string(item)]
    case .assign(let task, let person): [.string("assign"), .text(task), .string(person)]
    case .delegate(let task, let person): [.string("delegate"), .text(task), .string(person)]
    case .handOver(let from, let to): [.string("hand-over"), .string(from), .string(to)]
    case .abandon: [.string("abandon")]
    case .cancel(let comment): [.string("cancel"), .text(comment)]
    case .correct(let input, let comment): [.string("correct"), values(input), .text(comment)]
    case .back(let comment): [.string("back"), .text(comment)]
    case .reopen(let comment): [.string("reopen"), .text(comment)]
    case .message(let event): [.string("message"), .string(event.name), JSON(event.data)]
    }
  }

  private static func values(_ input: [InputValue]) -> JSON {
    .array(
      input.map { value in
        switch value.form {
        case .typed(let text): .array([.string(value.name), .string("typed"), .string(text)])
        case .plain(let plain): .array([.string(value.name), .string("plain"), JSON(plain)])
        case .value(let typed): .array([.string(value.name), .string("value"), JSON(typed)])
        }
      })
  }
}
