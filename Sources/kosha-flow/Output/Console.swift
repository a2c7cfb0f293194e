// Standard output and standard error: buffered bytes, colour only on a terminal.

import Glibc
import Synchronization

/// Where words go.
enum Console {
  /// Whether people look at standard output.
  static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
  /// Whether people can answer a prompt.
  static let inputIsTerminal = isatty(STDIN_FILENO) == 1
  private static let errorIsTerminal = isatty(STDERR_FILENO) == 1
  private static let colourIsWelcome = Variables["NO_COLOR"] == nil && Variables["TERM"] != "dumb"

  private static let outputFault = Mutex<Int32>(0)

  /// The system's reason why a part of the output was lost; nil where all of it went out, or its reader went away.
  static var lostOutput: String? {
    let number = outputFault.withLock { $0 }
    return number == 0 || number == EPIPE ? nil : String(cString: strerror(number))
  }

  /// Writes a line to standard output.
  static func line(_ text: String = "") { write(text + "\n", to: STDOUT_FILENO) }

  /// Writes text to standard output as it is.
  static func text(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes bytes to standard output as they are.
  static func bytes(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0, to: STDOUT_FILENO) } }

  /// Writes a line to standard error.
  static func errorLine(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// A style of the terminal.
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }

  /// The text in a style where standard output is a terminal and colour is welcome.
  static func styled(_ text: String, _ style: Style) -> String {
    outputIsTerminal && colourIsWelcome ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// The text in a style where standard error is a terminal and colour is welcome.
  static func styledError(_ text: String, _ style: Style) -> String {
    errorIsTerminal && colourIsWelcome ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Asks on the terminal; nil at the end of input.
  static func ask(_ question: String) -> String? {
    write(question, to: STDERR_FILENO)
    return readLine(strippingNewline: true)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  /// A reader that went away (a closed pipe) ends the program as it ends other tools: SIGPIPE keeps its default.
  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        let number = errno
        if number == EINTR || number == EAGAIN { continue }
        // Where standard error cannot be written there is no place left to say so.
        if descriptor == STDOUT_FILENO { outputFault.withLock { $0 = number } }
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}
