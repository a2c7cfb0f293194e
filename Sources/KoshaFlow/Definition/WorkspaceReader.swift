// `kosha.yaml` and the calendars in, a `Workspace` out; all that is wrong with any of them is told in one run.

import KoshaRules
import KoshaSource
import KoshaYAML

/// Reads the organisation's files.
struct WorkspaceReader {
  let zones: any ZoneProvider
  var bag = DiagnosticBag()

  mutating func workspace(_ file: SourceFile, calendars files: [SourceFile]) -> Workspace? {
    let calendars = self.calendars(files)
    guard let node = YAMLComposer.compose(file, into: &bag),
      let reader = MappingReader(node, WorkspaceKeys.workspace, into: &bag)
    else { return nil }
    if let version = reader.required("kosha", into: &bag), version.scalar?.text != "1" {
      bag.add(WorkspaceProblem.version, at: version.span)
    }
    let organisation = reader.required("organisation", into: &bag).flatMap {
      $0.words(Words(ja: "組織の名前", en: "the name of the organisation"), into: &bag)
    }
    let languages = reader["languages"].map { self.languages($0) } ?? [.ja, .en]
    let timeZone = timeZone(reader)
    // Where a calendar could not be read its id is not known, so nothing is said about names.
    let calendar = reader["calendar"].flatMap { node in
      self.calendar(node, among: calendars.count == files.count ? calendars : nil)
    }
    let roles = reader["roles"].map { self.roles($0) } ?? []
    let people = reader["people"].map { self.people($0, roles: roles) } ?? []
    let store = reader["store"].flatMap { text($0) }?.value
    if let publish = reader["publish"] { checkPublishing(publish, roles: roles) }
    return Workspace(
      organisation: organisation?.value ?? Words(""), languages: languages, timeZone: timeZone, calendar: calendar,
      roles: roles, people: people, store: store, calendars: calendars)
  }

  private mutating func text(_ node: YAMLNode) -> Located<String>? {
    node.string(Words(ja: "文字列", en: "a text"), into: &bag)
  }

  private mutating func calendars(_ files: [SourceFile]) -> [BusinessCalendar] {
    var calendars: [BusinessCalendar] = []
    var seen: [String: SourceSpan] = [:]
    for file in files {
      guard let node = YAMLComposer.compose(file, into: &bag), let calendar = BusinessCalendar.read(node, into: &bag)
      else { continue }
      if case .named(let zone) = calendar.zone, zones.rules(for: zone) == nil {
        bag.add(WorkspaceProblem.unknownZone(zone), at: node.span(ofKey: "time_zone"))
      }
      let place = node.span(ofKey: "calendar")
      if let first = seen[calendar.id] {
        bag.add(
          WorkspaceProblem.repeatedCalendar(calendar.id), at: place,
          related: [Diagnostic.Related(span: first, message: WorkspaceProblem.firstPlace)])
      } else {
        seen[calendar.id] = place
        calendars.append(calendar)
      }
    }
    return calendars
  }

  private mutating func languages(_ node: YAMLNode) -> [Language] {
    var languages: [Language] = []
    for item in node.itemsOrSelf {
      guard let name = text(item) else { continue }
      guard let language = Language(rawValue: name.value) else {
        bag.add(WorkspaceProblem.language(name.value), at: name.span)
        continue
      }
      if !languages.contains(language) { languages.append(language) }
    }
    if node.itemsOrSelf.isEmpty { bag.add(WorkspaceProblem.noLanguage, at: node.span) }
    return languages.isEmpty ? [.ja, .en] : languages
  }

  private mutating func timeZone(_ reader: MappingReader) -> String {
    guard let name = reader["time_zone"].flatMap({ text($0) }) else { return "Asia/Tokyo" }
    if zones.rules(for: name.value) == nil { bag.add(WorkspaceProblem.unknownZone(name.value), at: name.span) }
    return name.value
  }

  private mutating func calendar(_ node: YAMLNode, among calendars: [BusinessCalendar]?) -> String? {
    guard let name = text(node) else { return nil }
    if let calendars, !calendars.contains(where: { $0.id == name.value }) {
      let nearest = Suggestion.nearest(to: name.value, in: calendars.map(\.id))
      bag.add(WorkspaceProblem.unknownCalendar(name.value, nearest: nearest), at: name.span)
    }
    return name.value
  }

  private mutating func roles(_ node: YAMLNode) -> [Workspace.Role] {
    guard let entries = node.freeEntries(Words(ja: "役割", en: "the roles"), into: &bag) else { return [] }
    var roles: [Workspace.Role] = []
    for entry in entries {
      checkID(entry.key, reserved: ["anyone"])
      roles.append(Workspace.Role(id: entry.key.value, title: title(ofRole: entry) ?? Words(entry.key.value)))
    }
    return roles
  }

  private mutating func title(ofRole entry: YAMLEntry) -> Words? {
    guard !entry.value.isNull, let reader = MappingReader(entry.value, WorkspaceKeys.role, into: &bag) else {
      return nil
    }
    return reader["title"].flatMap { $0.words(Words(ja: "表示名", en: "a title"), into: &bag) }?.value
  }

  private mutating func people(_ node: YAMLNode, roles: [Workspace.Role]) -> [Workspace.Person] {
    guard let entries = node.freeEntries(Words(ja: "人", en: "the people"), into: &bag) else { return [] }
    var people: [Workspace.Person] = []
    var deputies: [Located<String>] = []
    var accounts: [String: SourceSpan] = [:]
    for entry in entries {
      checkID(entry.key, reserved: [Actor.system.id])
      var person = Workspace.Person(id: entry.key.value, title: Words(entry.key.value), roles: [])
      if !entry.value.isNull, let reader = MappingReader(entry.value, WorkspaceKeys.person, into: &bag) {
        if let title = reader["title"].flatMap({ $0.words(Words(ja: "表示名", en: "a title"), into: &bag) }) {
          person.title = title.value
        }
        person.roles = reader["roles"].map { heldRoles($0, roles: roles) } ?? []
        person.deputies = reader["deputies"].map { self.deputies($0, of: person.id, &deputies) } ?? []
        if let account = reader["os_user"].flatMap({ text($0) }) {
          person.osUser = account.value
          if let first = accounts.updateValue(account.span, forKey: account.value) {
            bag.add(
              WorkspaceProblem.repeatedAccount(account.value), at: account.span,
              related: [Diagnostic.Related(span: first, message: WorkspaceProblem.firstPlace)])
          }
        }
      }
      people.append(person)
    }
    for deputy in deputies where !people.contains(where: { $0.id == deputy.value }) {
      let nearest = Suggestion.nearest(to: deputy.value, in: people.map(\.id))
      bag.add(WorkspaceProblem.unknownPerson(deputy.value, nearest: nearest), at: deputy.span)
    }
    return people
  }

  /// `deputies`: mappings, or ids of people who are deputies at all times.
  private mutating func deputies(
    _ node: YAMLNode, of person: String, _ named: inout [Located<String>]
  ) -> [Workspace.Deputyship] {
    var deputies: [Workspace.Deputyship] = []
    for item in node.itemsOrSelf {
      var deputyship = Workspace.Deputyship(person: "", period: EffectivePeriod(), workflows: nil)
      var name: Located<String>?
      if case .mapping = item.content {
        guard let reader = MappingReader(item, WorkspaceKeys.deputy, into: &bag) else { continue }
        name = reader.required("person", into: &bag).flatMap { text($0) }
        deputyship.period = EffectivePeriod(
          from: reader["from"].flatMap { date($0) }, until: reader["until"].flatMap { date($0) })
        if let from = deputyship.period.from, let until = deputyship.period.until, until < from,
          let node = reader["until"]
        {
          bag.add(WorkspaceProblem.deputyPeriod(from: from.description, until: until.description), at: node.span)
        }
        deputyship.workflows = reader["workflows"].map { $0.itemsOrSelf.compactMap { text($0)?.value } }
      } else {
        name = text(item)
      }
      guard let name else { continue }
      if name.value == person { bag.add(WorkspaceProblem.ownDeputy(person), at: name.span) }
      named.append(name)
      deputyship.person = name.value
      deputies.append(deputyship)
    }
    return deputies
  }

  private mutating func date(_ node: YAMLNode) -> CalendarDate? {
    guard let text = text(node) else { return nil }
    guard let date = CalendarDate(text.value) else {
      bag.add(WorkspaceProblem.date(text.value), at: text.span)
      return nil
    }
    return date
  }

  private mutating func heldRoles(_ node: YAMLNode, roles: [Workspace.Role]) -> [String] {
    var held: [String] = []
    for item in node.itemsOrSelf {
      guard let name = text(item) else { continue }
      if name.value != Workspace.operatorRole, !roles.contains(where: { $0.id == name.value }) {
        let nearest = Suggestion.nearest(to: name.value, in: roles.map(\.id) + [Workspace.operatorRole])
        bag.add(WorkspaceProblem.unknownRole(name.value, nearest: nearest), at: name.span)
      }
      if !held.contains(name.value) { held.append(name.value) }
    }
    return held
  }

  private mutating func checkID(_ id: Located<String>, reserved: [String]) {
    if reserved.contains(id.value) {
      bag.add(WorkspaceProblem.reserved(id.value), at: id.span)
    } else if !Identifier.isPlain(id.value) {
      bag.add(WorkspaceProblem.identifier(id.value), at: id.span)
    }
  }

  private mutating func checkPublishing(_ node: YAMLNode, roles: [Workspace.Role]) {
    guard let reader = MappingReader(node, WorkspaceKeys.publish, into: &bag) else { return }
    if let approvals = reader["approvals"],
      let count = approvals.integer(Words(ja: "承認の数", en: "a number of approvals"), into: &bag)
    {
      if count.value < 0 { bag.add(WorkspaceProblem.approvals, at: count.span) }
      if count.value > 0 { bag.add(WorkspaceProblem.notYet("approvals: \(count.value)"), at: count.span) }
    }
    if let by = reader["by"] { _ = heldRoles(by, roles: roles) }
  }
}

extension YAMLNode {
  /// The place of a key's value in a mapping, else of the node itself.
  func span(ofKey key: String) -> SourceSpan {
    guard case .mapping(let entries) = content else { return span }
    return entries.first { $0.key.value == key }?.value.span ?? span
  }
}
