// The exit statuses of the command line, a contract with scripts (sysexits.h where a number comes from there).

/// How a command ended.
enum ExitStatus: Int32, Sendable {
  /// Done.
  case done = 0
  /// The answer is no: check found errors, a test failed, verify found tampering.
  case no = 1
  /// The command was not understood.
  case usage = 64
  /// Data or a definition cannot be read.
  case badData = 65
  /// No such case, workflow, file.
  case notFound = 66
  /// The store cannot be reached.
  case storeUnreachable = 69
  /// A fault of the program.
  case fault = 70
  /// A stale revision, or the store stayed busy: try again.
  case tryAgain = 75
  /// Refused.
  case refused = 77
  /// The workspace or the installation is set up wrongly.
  case badConfiguration = 78
}
