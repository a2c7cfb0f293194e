// The workspace of a worker that stays: when its files are edited, the work goes on with them as they stand now.

import Glibc
import KoshaFlow
import KoshaSource
import KoshaWorker
import Synchronization

/// Gives a worker its sources, made anew after an edit of the workspace.
///
/// Where the edited files cannot be used, what was read before stays in use and that is told once.
final class WorkspaceWatch: Sendable {
  private struct State {
    var stamp: [FileStamp]
    var sources: [any WorkSource]
  }

  private let folder: WorkspaceFolder
  private let make: @Sendable () throws -> [any WorkSource]
  private let tell: @Sendable (WorkEvent) -> Void
  private let state: Mutex<State>

  /// A watch over a folder.
  ///
  /// - Parameters:
  ///   - make: reads the workspace and opens what works on it.
  ///   - tell: told of edits that are taken up or cannot be.
  init(
    _ folder: WorkspaceFolder, tell: @escaping @Sendable (WorkEvent) -> Void,
    make: @escaping @Sendable () throws -> [any WorkSource]
  ) throws {
    self.folder = folder
    self.make = make
    self.tell = tell
    // The stamp first: an edit while the files are read is then seen as one.
    let stamp = FileStamp.all(of: folder)
    state = Mutex(State(stamp: stamp, sources: try make()))
  }

  /// The sources, by the files as they are now.
  func sources() -> [any WorkSource] {
    let stamp = FileStamp.all(of: folder)
    let (isEdited, sources) = state.withLock { state in
      defer { state.stamp = stamp }
      return (state.stamp != stamp, state.sources)
    }
    guard isEdited else { return sources }
    do {
      let fresh = try make()
      state.withLock { $0.sources = fresh }
      tell(.reloaded)
      return fresh
    } catch let failure as CommandFailure {
      tell(.trouble(failure.message))
    } catch let error as StoreError {
      tell(.trouble(error.message))
    } catch {
      tell(.trouble(Words("\(error)")))
    }
    return sources
  }
}

/// By what an edit of a file is seen, without reading it.
struct FileStamp: Hashable {
  var path: String
  var size: Int
  var seconds: Int
  var nanoseconds: Int
  var inode: UInt64

  /// The files that decide: settings, calendars, workflows, rules, letters.
  static func all(of folder: WorkspaceFolder) -> [FileStamp] {
    var stamps: [FileStamp] = []
    add(folder.marker, &stamps)
    add(filesOf: Files.join(folder.path, "calendars"), &stamps)
    for workflow in (try? folder.workflowNames()) ?? [] {
      let path = Files.join(folder.path, workflow)
      add(Files.join(path, "workflow.yaml"), &stamps)
      for part in ["rules", "letters"] { add(filesOf: Files.join(path, part), &stamps) }
    }
    return stamps
  }

  private static func add(filesOf folder: String, _ stamps: inout [FileStamp]) {
    guard Files.isFolder(folder) else { return }
    for name in (try? Files.names(in: folder)) ?? [] { add(Files.join(folder, name), &stamps) }
  }

  /// A file that is not there has no stamp, which is seen as an edit too.
  private static func add(_ path: String, _ stamps: inout [FileStamp]) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    stamps.append(
      FileStamp(
        path: path, size: Int(status.st_size), seconds: Int(status.st_mtim.tv_sec),
        nanoseconds: Int(status.st_mtim.tv_nsec), inode: UInt64(status.st_ino)))
  }
}
