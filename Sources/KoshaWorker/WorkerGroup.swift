// A worker under the signals of its process: SIGTERM and SIGINT end it between two rounds, SIGQUIT at once.

import Logging
import ServiceLifecycle
import UnixSignals

/// Why a worker ended otherwise than it was told to.
public struct WorkerFailure: Error {
  /// What the library says.
  public var reason: String
}

/// Runs workers as services.
public enum WorkerGroup {
  /// Works until a signal ends it.
  public static func run(_ worker: Worker) async throws(WorkerFailure) {
    // What is to be told goes to the worker's own listener; the library's notes on its states are of no use to anyone.
    let silent = Logger(label: "kosha.worker") { _ in SwiftLogNoOpLogHandler() }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: worker, successTerminationBehavior: .gracefullyShutdownGroup)],
        gracefulShutdownSignals: [.sigterm, .sigint], cancellationSignals: [.sigquit], logger: silent))
    do {
      try await group.run()
    } catch {
      throw WorkerFailure(reason: "\(error)")
    }
  }
}
