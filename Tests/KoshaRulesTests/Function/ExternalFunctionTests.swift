// Static Java methods by class and signature in, their answers out.

import KoshaSource
import Testing

@testable import KoshaRules

struct ExternalFunctionTests {
  @Test(arguments: [
    ("java.lang.Math", "cos(double)", "[0]", "1"), ("java.lang.Math", "cos(double)", "[123]", "-0.8879689066918555"),
    ("java.lang.Math", "sin(double)", "[-1]", "-0.8414709848078965"),
    ("java.lang.Math", "tan(double)", "[1]", "1.5574077246549023"),
    ("java.lang.Math", "max(int, int)", "[3, 7.9]", "7"), ("java.lang.Math", "abs(double)", "[-2.5]", "2.5"),
    ("java.lang.Math", "round(double)", "[-2.5]", "-2"),
    ("java.lang.Math", "sqrt(double)", "[2]", "1.4142135623730951"),
    ("java.lang.Math", "pow(double,double)", "[2, 10]", "1024"),
    ("java.lang.Integer", "valueOf(java.lang.String)", "[\"42\"]", "42"),
    ("java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", "[\"foo %s\", 1]", "\"foo 1\""),
  ])
  func answers(_ className: String, _ signature: String, _ arguments: String, _ expected: String) throws {
    let body = try #require(ExternalFunctions.function(className: className, methodSignature: signature))
    let environment = try FunctionRun.environment()
    guard case .list(let values) = try FunctionRun.evaluate(arguments, in: environment).value else { return }
    var call = CallContext(environment: environment)
    #expect(body(values, &call).feelText == expected)
    #expect(call.remarks.isEmpty)
  }

  @Test func whatTheTableLacksIsNoFunction() {
    #expect(ExternalFunctions.function(className: "java.lang.System", methodSignature: "exit(int)") == nil)
    #expect(ExternalFunctions.function(className: "java.lang.Math", methodSignature: "cos") == nil)
    #expect(ExternalFunctions.function(className: "java.lang.Math", methodSignature: "cos(java.util.Date)") == nil)
  }

  @Test func anArgumentOfAnotherTypeIsNullWithARemark() throws {
    let body = try #require(ExternalFunctions.function(className: "java.lang.Math", methodSignature: "cos(double)"))
    var call = CallContext(environment: try FunctionRun.environment())
    #expect(body([.string("x")], &call).feelText == "null")
    #expect(
      call.remarks.map(\.reason.message.en) == ["the function `java.lang.Math.cos` cannot be called with (`string`)"])
  }
}
