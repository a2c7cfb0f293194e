// A located tree in, a `WorkflowSyntax` out; everything that does not follow the tables of keys is told at its place.

import KoshaRules
import KoshaSource
import KoshaYAML

/// Reads the tree of a workflow file; needs no workspace and resolves no name.
struct WorkflowReader {
  var bag = DiagnosticBag()

  /// Reads the file of the workflow folder `folder`; nil where its top is no mapping.
  mutating func workflow(_ node: YAMLNode, folder: String) -> WorkflowSyntax? {
    guard let reader = MappingReader(node, WorkflowKeys.workflow, into: &bag) else { return nil }
    heading(reader)
    let id = workflowID(reader, folder: folder)
    let access = reader["access"].map { self.access($0) } ?? AccessSyntax(openInput: [])
    let fields = reader["data"].map { self.fields($0) } ?? []
    var root = StateSyntax(
      id: id, keys: [], title: reader["title"].flatMap { words($0) }, tags: [],
      isParallel: reader["parallel"].map { flag($0) } ?? false, isFinal: false,
      history: nil, initial: nil, entry: [], exit: [], on: [], done: [], always: [], after: [], task: nil,
      childCases: [],
      ballot: nil, outcome: nil, output: nil, children: [])
    readBehaviour(of: &root, reader)
    if let states = reader.required("states", into: &bag) { root.children = self.states(states) }
    return WorkflowSyntax(
      basis: reader["basis"].flatMap { words($0) },
      effective: reader["effective"].map { effective($0) } ?? EffectivePeriod(),
      referenceDate: reader["reference_date"].flatMap { expression($0) }, access: access,
      number: reader["number"].flatMap { number($0) }, calendar: reader["calendar"].flatMap { string($0) },
      fields: fields, events: reader["events"].map { self.events($0) },
      deadlines: reader["deadlines"].map { deadlines($0) } ?? [],
      schedules: reader["schedule"].map { schedules($0) } ?? [], root: root)
  }

  /// `kosha: 1` heads the file.
  private mutating func heading(_ reader: MappingReader) {
    guard let version = reader.required("kosha", into: &bag) else { return }
    if version.scalar?.text != "1" { bag.add(WorkflowProblem.version, at: version.headSpan) }
  }

  private mutating func workflowID(_ reader: MappingReader, folder: String) -> Located<String> {
    guard let node = reader.required("workflow", into: &bag), let id = string(node) else {
      return Located(folder, at: reader.span)
    }
    if !Identifier.isPlain(id.value) {
      bag.add(WorkflowProblem.identifier(.workflow, id.value), at: id.span)
    } else if id.value != folder {
      bag.add(WorkflowProblem.folder(id: id.value, folder: folder), at: id.span)
    }
    return Located(folder, at: id.span)
  }

  private mutating func effective(_ node: YAMLNode) -> EffectivePeriod {
    guard let reader = MappingReader(node, WorkflowKeys.effective, into: &bag) else { return EffectivePeriod() }
    let period = EffectivePeriod(
      from: reader["from"].flatMap { date($0) }, until: reader["until"].flatMap { date($0) })
    if let from = period.from, let until = period.until, until < from, let node = reader["until"] {
      bag.add(WorkflowProblem.periodOrder(from: from.description, until: until.description), at: node.span)
    }
    return period
  }

  private mutating func access(_ node: YAMLNode) -> AccessSyntax {
    var access = AccessSyntax(openInput: [])
    guard let reader = MappingReader(node, WorkflowKeys.access, into: &bag) else { return access }
    if let open = reader["open"] {
      if case .mapping = open.content {
        if let rule = MappingReader(open, WorkflowKeys.open, into: &bag) {
          access.open = rule["by"].map { audience($0) }
          access.openInput = rule["input"].map { inputs($0) } ?? []
        }
      } else {
        access.open = audience(open)
      }
    }
    access.read = reader["read"].map { audience($0) }
    access.manage = reader["manage"].map { audience($0) }
    if let confidential = reader["confidential"], flag(confidential) {
      bag.add(WorkflowProblem.notYet("confidential: true"), at: confidential.span)
    }
    return access
  }

  private mutating func number(_ node: YAMLNode) -> NumberTemplate? {
    guard let text = node.text(Words(ja: "番号の形", en: "the pattern of a number"), into: &bag) else { return nil }
    return NumberTemplate(text, into: &bag)
  }
}

// MARK: - Readings that every part shares

extension WorkflowReader {
  mutating func words(_ node: YAMLNode) -> Located<Words>? {
    node.words(Words(ja: "文言", en: "a text"), into: &bag)
  }

  mutating func string(_ node: YAMLNode) -> Located<String>? {
    node.string(Words(ja: "名前", en: "a name"), into: &bag)
  }

  mutating func strings(_ node: YAMLNode) -> [Located<String>] {
    var names: [Located<String>] = []
    for item in node.itemsOrSelf {
      if let name = string(item) { names.append(name) }
    }
    return names
  }

  /// `true` or `false`; anything else is told and counts as false.
  mutating func flag(_ node: YAMLNode) -> Bool {
    node.boolean(Words(ja: "true か false", en: "true or false"), into: &bag)?.value ?? false
  }

  mutating func date(_ node: YAMLNode) -> CalendarDate? {
    guard let text = node.string(Words(ja: "日付", en: "a date"), into: &bag) else { return nil }
    guard let date = CalendarDate(text.value) else {
      bag.add(WorkflowProblem.date(text.value), at: text.span)
      return nil
    }
    return date
  }

  /// One of a closed set of words.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: YAMLNode, _ type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    guard let text = string(node) else { return nil }
    if let choice = Choice(rawValue: text.value) { return choice }
    bag.add(WorkflowProblem.choice(text.value, among: Choice.allCases.map(\.rawValue)), at: text.span)
    return nil
  }

  /// A FEEL expression: any scalar, by its text.
  mutating func expression(_ node: YAMLNode) -> LocatedText? {
    if let scalar = node.scalar {
      if !scalar.text.isEmpty { return scalar.located }
      bag.add(WorkflowProblem.emptyExpression(quoted: node.quotedComment), at: node.span)
      return nil
    }
    bag.add(WorkflowProblem.expression(quoted: node.quotedSource), at: node.headSpan)
    return nil
  }

  /// A text, or FEEL behind `=`.
  mutating func textSource(_ node: YAMLNode) -> TextSyntax? {
    guard let text = node.text(Words(ja: "文字列", en: "a text"), into: &bag) else { return nil }
    if let expression = text.behindEquals { return .expression(expression) }
    return .literal(Located(text.text, at: text.span))
  }

  mutating func delay(_ node: YAMLNode) -> DelaySyntax? {
    guard let text = node.text(Words(ja: "期間", en: "a span of time"), into: &bag) else { return nil }
    if let expression = text.behindEquals { return .expression(expression) }
    guard let delay = Delay(text.text) else {
      bag.add(WorkflowProblem.delay(text.text), at: text.span)
      return nil
    }
    return .literal(delay)
  }

  /// Roles and `=` expressions: a list, or one of them.
  mutating func audience(_ node: YAMLNode) -> [WhoSyntax] {
    var audience: [WhoSyntax] = []
    for item in node.itemsOrSelf {
      switch textSource(item) {
      case .literal(let name): audience.append(.name(name))
      case .expression(let expression): audience.append(.expression(expression))
      case nil: break
      }
    }
    return audience
  }

  /// A name that FEEL can read; told where it is none or is reserved.
  mutating func checkVariable(_ name: Located<String>, _ kind: IdentifierKind) {
    if Identifier.reserved.contains(name.value), !(kind == .local && name.value == "item") {
      bag.add(WorkflowProblem.reserved(name.value), at: name.span)
    } else if !FieldName.isValid(name.value) {
      bag.add(WorkflowProblem.identifier(kind, name.value), at: name.span)
    }
  }

  mutating func checkEvent(_ name: Located<String>) {
    if !Identifier.isEvent(name.value) { bag.add(WorkflowProblem.identifier(.event, name.value), at: name.span) }
  }
}

extension YAMLNode {
  /// Where a message about the whole node points: the first key of a mapping, else the node.
  var headSpan: SourceSpan {
    if case .mapping(let entries) = content, let first = entries.first { first.key.span } else { span }
  }

  /// The node's text in quotes, where it stands on one line and quotes are all that is missing.
  var quotedSource: String? {
    let bytes = span.file.bytes[span.range.clamped(to: 0..<span.file.bytes.count)]
    guard !bytes.isEmpty, bytes.count <= 120, !bytes.contains(0x0A) else { return nil }
    return Self.quoted(String(decoding: bytes, as: UTF8.self))
  }

  /// The comment that stands where a value is missing, in quotes: `# 3` may have been meant as the value.
  var quotedComment: String? {
    let rest = span.file.bytes.dropFirst(span.range.upperBound).prefix { $0 != 0x0A && $0 != 0x0D }
    let comment = rest.drop { $0 == 0x20 || $0 == 0x09 }
    guard comment.first == UInt8(ascii: "#"), comment.count <= 120 else { return nil }
    return Self.quoted(String(decoding: comment, as: UTF8.self))
  }

  private static func quoted(_ text: String) -> String? {
    text.contains("'") ? (text.contains("\"") ? nil : "\"\(text)\"") : "'\(text)'"
  }
}

extension LocatedText {
  /// What follows a leading `=`, with its places; nil where the text does not begin so.
  var behindEquals: LocatedText? {
    guard text.utf8.first == UInt8(ascii: "=") else { return nil }
    let rest = String(text.unicodeScalars.dropFirst())
    var segments = [OffsetMap.Segment(textOffset: 0, fileOffset: map.fileOffset(of: 1))]
    for segment in map.segments where segment.textOffset > 1 {
      segments.append(OffsetMap.Segment(textOffset: segment.textOffset - 1, fileOffset: segment.fileOffset))
    }
    return LocatedText(text: rest, span: span, map: OffsetMap(segments: segments))
  }
}
