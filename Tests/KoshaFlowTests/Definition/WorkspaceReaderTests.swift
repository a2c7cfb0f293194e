// `kosha.yaml` read: what it says, and what is wrong with it in exact words.

import KoshaFlow
import KoshaRules
import KoshaSource
import Testing

@Suite("The workspace file")
struct WorkspaceReaderTests {
  @Test("Every fault is told in both languages at its place", arguments: MessageCase.read("workspace-messages.txt"))
  func message(_ expected: MessageCase) {
    let files = expected.sources.enumerated().map { SourceFile(path: "\($0.offset).yaml", text: $0.element) }
    var bag = DiagnosticBag()
    _ = Workspace.read(files[0], calendars: Array(files.dropFirst()), zones: FixedZones(), into: &bag)
    let findings = bag.sorted.map { MessageCase.Finding($0, files: files, heading: 0) }
    #expect(findings == expected.findings, "\(findings)")
  }

  @Test("Every code of the workspace file has a case")
  func codes() {
    let told = MessageCase.codes(in: "workspace-messages.txt")
    for number in 501...516 { #expect(told.contains("KF0\(number)"), "KF0\(number)") }
  }

  @Test("Roles, people and calendars keep the order of the file")
  func read() throws {
    let text = """
      kosha: 1
      organisation: {ja: 公社, en: Corporation}
      languages: [en, ja]
      time_zone: Asia/Tokyo
      calendar: office
      roles:
        manager: {title: {ja: 課長, en: Manager}}
        clerk: {title: 担当}
      people:
        desk-2: {title: 窓口2, roles: [clerk, operator], os_user: two}
        desk-1: {roles: manager}
      store: sqlite:/tmp/x.db
      publish: {approvals: 0, by: [manager]}
      """
    var bag = DiagnosticBag()
    let calendar = SourceFile(
      path: "calendars/office.yaml", text: "calendar: office\ntime_zone: Asia/Tokyo\nweekend: [saturday, sunday]\n")
    let workspace = try #require(
      Workspace.read(
        SourceFile(path: "kosha.yaml", text: text), calendars: [calendar], zones: FixedZones(), into: &bag))
    #expect(bag.diagnostics.map(\.transcript) == [])
    #expect(workspace.organisation == Words(ja: "公社", en: "Corporation"))
    #expect(workspace.languages == [.en, .ja])
    #expect(workspace.roles.map(\.id) == ["manager", "clerk"])
    #expect(workspace.roles[1].title == Words("担当"))
    #expect(
      workspace.people == [
        Workspace.Person(id: "desk-2", title: Words("窓口2"), roles: ["clerk", "operator"], osUser: "two"),
        Workspace.Person(id: "desk-1", title: Words("desk-1"), roles: ["manager"]),
      ])
    #expect(workspace.store == "sqlite:/tmp/x.db")
    #expect(workspace.calendars.map(\.id) == ["office"])
  }
}
