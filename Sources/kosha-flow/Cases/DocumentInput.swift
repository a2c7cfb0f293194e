// Documents given as paths of files: read, measured, hashed; the bytes go with the command as attachments.

import KoshaFlow
import KoshaRules
import KoshaSource

/// The values of a command with the documents they name.
struct DocumentInput {
  private(set) var values: [InputValue] = []
  private(set) var attachments: [CommandAttachment] = []

  /// Replaces paths by documents where a field holds documents.
  ///
  /// - Parameter typeOf: the type of a value by its name; nil for a name that is not known.
  init(_ given: [InputValue], typeOf: (String) -> ValueType?) throws {
    for value in given {
      switch typeOf(value.name) {
      case .document?: values.append(InputValue(value.name, try one(value)))
      case .list(.document)?: values.append(InputValue(value.name, try list(value)))
      default: values.append(value)
      }
    }
  }

  private mutating func one(_ value: InputValue) throws -> InputValue.Form {
    switch value.form {
    case .typed(let path), .plain(.string(let path)): path.isEmpty ? .value(.null) : .value(try document(path))
    default: value.form
    }
  }

  private mutating func list(_ value: InputValue) throws -> InputValue.Form {
    switch value.form {
    case .typed(let text), .plain(.string(let text)):
      return .value(.list(try text.split(whereSeparator: { ",、".contains($0) }).map { try document(trimmed($0)) }))
    case .plain(.list(let members)):
      var documents: [Value] = []
      for member in members {
        guard case .string(let path) = member else { return value.form }
        documents.append(try document(path))
      }
      return .value(.list(documents))
    default:
      return value.form
    }
  }

  private mutating func document(_ path: String) throws -> Value {
    let attachment = CommandAttachment(bytes: try Files.read(path))
    if !attachments.contains(attachment) { attachments.append(attachment) }
    return .context(
      Context([
        Context.Entry("name", .string(Files.name(of: path))),
        Context.Entry("size", .number(Decimal128(attachment.bytes.count))),
        Context.Entry("media_type", .string(MediaType.of(path))),
        Context.Entry("sha256", .string(attachment.sha256)),
      ]))
  }

  private func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

/// Media types by the ending of a file's name.
enum MediaType {
  private static let types: [String: String] = [
    "pdf": "application/pdf", "txt": "text/plain", "md": "text/markdown", "csv": "text/csv", "json": "application/json",
    "xml": "application/xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "tif": "image/tiff",
    "tiff": "image/tiff", "heic": "image/heic", "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ]

  /// The type, or plain bytes where the ending tells nothing.
  static func of(_ path: String) -> String {
    let name = Files.name(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "application/octet-stream" }
    return types[name[name.index(after: dot)...].lowercased()] ?? "application/octet-stream"
  }
}

extension WorkflowDefinition {
  /// The type of what an event (or, for nil, an opening) may set under a name.
  func inputType(_ name: String, event: String?) -> ValueType? {
    guard let event else {
      return access.openInput.first { $0.name == name }?.type ?? field(name)?.type
    }
    for transition in transitions {
      guard case .event(let patterns) = transition.trigger, patterns.contains(where: { $0.matches(event) }),
        let input = transition.input.first(where: { $0.name == name })
      else { continue }
      return input.type
    }
    return field(name)?.type
  }
}
