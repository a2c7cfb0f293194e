// Where clock, randomness, time zones and accounts enter the program.

import Glibc
import KoshaFlow
import KoshaRules
import Synchronization

/// The system's clock.
struct SystemClock: Clock {
  func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}

/// The kernel's random bytes.
struct SystemRandomBytes: RandomBytes {
  func bytes(_ count: Int) -> [UInt8] {
    // Eight bytes a call of the kernel.
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    while bytes.count < count {
      withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
    }
    return Array(bytes.prefix(count))
  }
}

/// The zones of the system's database; `Asia/Tokyo` and UTC are known without it.
struct SystemZones: ZoneProvider {
  func rules(for identifier: String) -> ZoneRules? {
    if let fixed = FixedZones().rules(for: identifier) { return fixed }
    let isName = identifier.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "+"):
        true
      default: false
      }
    }
    guard isName, !identifier.hasPrefix("/") else { return nil }
    if let known = Self.known.withLock({ $0[identifier] }) { return known }
    guard let bytes = try? Files.read("/usr/share/zoneinfo/\(identifier)", limit: 1 << 20),
      let rules = ZoneRules(tzif: bytes)
    else { return nil }
    Self.known.withLock { $0[identifier] = rules }
    return rules
  }

  /// The zones read so far; the database has some 600.
  private static let known = Mutex<[String: ZoneRules]>([:])
}

/// The account that runs the program: the real user id, never an environment variable.
enum Account {
  static var name: String {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return "uid\(getuid())" }
    return String(cString: name)
  }
}

/// Variables of the environment.
enum Variables {
  static subscript(name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
