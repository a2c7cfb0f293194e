// The stack of the program's own thread, out of which nested calls of FEEL functions may take their part.

import Glibc

enum MainStack {
  /// Half of the stack that the system grants, so that the rest of the program keeps as much; within 64 MiB.
  static var evaluationShare: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0 else { return nil }
    return Int(min(limit.rlim_cur, 128 << 20) / 2)
  }
}
