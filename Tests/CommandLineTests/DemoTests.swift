// The demonstration over the corporation's own workflows: everything in it happens as it is told.

import Foundation
import Testing

@Suite struct DemoTests {
  @Test func theStoryHappens() throws {
    let office = try Office()
    let workflows = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Workflows").standardizedFileURL.path
    let run = try office.run("demo", "--workspace", workflows, "--lang", "en")
    #expect(run.status == 0)
    #expect(run.error.isEmpty)
    let endings = run.output.split(separator: "\n").filter { $0.hasPrefix("(exit status") }
    #expect(endings == ["(exit status 77)", "(exit status 77)", "(exit status 77)", "(exit status 66)"])
    for outcome in ["completed", "expired", "repaid", "closed", "retired"] {
      #expect(run.output.contains(outcome))
    }
    #expect(run.output.contains("nothing was changed"))
    let left = try FileManager.default.contentsOfDirectory(atPath: office.folder.path)
    #expect(!left.contains { $0.hasPrefix("kosha-demo-") })
  }

  @Test func anInterruptionLeavesNothingBehind() throws {
    let office = try Office()
    let workflows = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Workflows").standardizedFileURL.path
    // The signal is sent by the first reader of what the demonstration tells.
    let run = try office.shell(
      "'\(Office.program.path)' demo --workspace '\(workflows)' > told & child=$!; "
        + "until grep -q kosha-flow told; do :; done; kill -TERM $child; wait $child")
    #expect(run.status == 128 + 15)
    let told = try String(contentsOf: office.folder.appendingPathComponent("told"), encoding: .utf8)
    #expect(!told.contains("おしまいです"))
    let left = try FileManager.default.contentsOfDirectory(atPath: office.folder.path)
    #expect(!left.contains { $0.hasPrefix("kosha-demo-") })
  }
}
