// Files in, the time of reading them into located nodes beside libyaml's own tree in C, and the slowest hostile file out.
// Paths on the command line are files to time in place of the generated ones.

import KoshaSource
import KoshaTestSupport
import KoshaYAML
import LibYAMLTree

/// The limits are raised so that a file of 1 MB in small pieces is read to its end.
let limits = YAMLLimits(bytes: 64 << 20, nodes: 10_000_000, depth: 64)
let rounds = 60

func milliseconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
}

func shown(_ value: Double, digits: Int = 2) -> String {
  let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
  let scaled = Int((value * scale).rounded())
  let fraction = String(scaled % Int(scale))
  return "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
}

/// Readers in turn: the other processes of a machine slow both, so the rate is the median of those of neighbours, while
/// the least times are the readers' own.
func measure(_ sample: Sample) {
  var (ours, theirs) = (Double.infinity, Double.infinity)
  var rates: [Double] = []
  let clock = ContinuousClock()
  for _ in 0..<rounds {
    let peer = clock.measure {
      let nodes = sample.bytes.withUnsafeBufferPointer { libyaml_build_tree($0.baseAddress, $0.count) }
      if nodes < 0 { fatalError("libyaml cannot read `\(sample.name)`") }
    }
    let own = clock.measure {
      var bag = DiagnosticBag()
      let file = SourceFile(path: sample.name, bytes: sample.bytes)
      guard YAMLComposer.compose(file, limits: limits, into: &bag) != nil, bag.diagnostics.isEmpty else {
        fatalError(DiagnosticRenderer(language: .en).text(of: bag))
      }
    }
    theirs = min(theirs, milliseconds(peer))
    ours = min(ours, milliseconds(own))
    rates.append(milliseconds(peer) / milliseconds(own))
  }
  print(
    "\(sample.name): \(sample.bytes.count) bytes, nodes \(shown(ours)) ms, libyaml's tree in C \(shown(theirs)) ms, "
      + "rate \(shown(rates.sorted()[rounds / 2])) of libyaml's (bound 0.50)")
}

func measureHostileFiles() {
  let clock = ContinuousClock()
  var slowest: (name: String, time: Double) = ("none", 0)
  var unrefused = 0
  for attack in HostileFile.all {
    var isRefused = false
    // Two runs: the lesser is the reader's own, not a process that came between.
    let times = (0..<2).map { _ in
      clock.measure {
        var bag = DiagnosticBag()
        _ = YAMLComposer.compose(SourceFile(path: attack.name, bytes: attack.bytes), into: &bag)
        isRefused = bag.hasErrors && bag.diagnostics.allSatisfy { $0.span != nil }
        _ = DiagnosticRenderer(language: .ja).text(of: bag)
      }
    }
    if !isRefused { unrefused += 1 }
    let time = milliseconds(times.min() ?? .zero)
    if time > slowest.time { slowest = (attack.name, time) }
  }
  print(
    "hostile files: \(HostileFile.all.count), not refused at a place \(unrefused), "
      + "slowest \(shown(slowest.time)) ms, `\(slowest.name)` (bound 100 ms)")
}

let paths = CommandLine.arguments.dropFirst()
if paths.isEmpty {
  for sample in Sample.all { measure(sample) }
  measureHostileFiles()
} else {
  for path in paths { measure(try Sample(contentsOf: path)) }
}
