// Signals that would end the program, held back while it has something of its own to put away.

import Glibc

/// Holds SIGHUP, SIGINT and SIGTERM back from its making until it lets them go.
struct Interruption {
  private static let signals = [SIGHUP, SIGINT, SIGTERM]
  private var held = sigset_t()

  init() {
    sigemptyset(&held)
    for signal in Self.signals { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, nil)
  }

  /// Whether one of them came meanwhile.
  var isWaiting: Bool {
    var pending = sigset_t()
    guard sigpending(&pending) == 0 else { return false }
    return Self.signals.contains { sigismember(&pending, $0) == 1 }
  }

  /// Lets them through: one that came ends the program now.
  func letGo() {
    var signals = held
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
