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
    ("java.lang.Math", "asin(double)", "[1]", "1.5707963267948966"),
    ("java.lang.Math", "acos(double)", "[-0.5]", "2.0943951023931957"),
    ("java.lang.Math", "atan(double)", "[1]", "0.7853981633974483"),
    ("java.lang.Math", "atan2(double,double)", "[-1, -1]", "-2.356194490192345"),
    ("java.lang.Math", "sinh(double)", "[0.001]", "0.001000000166666675"),
    ("java.lang.Math", "cosh(double)", "[1]", "1.5430806348152437"),
    ("java.lang.Math", "tanh(double)", "[0.5]", "0.46211715726000974"),
    ("java.lang.Math", "cbrt(double)", "[-27]", "-3"), ("java.lang.Math", "log10(double)", "[1000]", "3"),
    ("java.lang.Math", "expm1(double)", "[0.0001]", "0.00010000500016667084"),
    ("java.lang.Math", "log1p(double)", "[0.00001]", "0.00000999995000033333"),
    ("java.lang.Math", "hypot(double,double)", "[3, 4]", "5"),
    ("java.lang.Math", "toDegrees(double)", "[3.141592653589793]", "180"),
    ("java.lang.Math", "floorMod(int,int)", "[-7, 3]", "2"), ("java.lang.Math", "floorDiv(int,int)", "[-7, 3]", "-3"),
    ("java.lang.Math", "addExact(int,int)", "[2147483646, 1]", "2147483647"),
    ("java.lang.Integer", "parseInt(java.lang.String,int)", "[\"ff\", 16]", "255"),
    ("java.lang.Integer", "toBinaryString(int)", "[10]", "\"1010\""),
    ("java.lang.Integer", "toHexString(int)", "[-1]", "\"ffffffff\""),
    ("java.lang.Integer", "compare(int,int)", "[3, 7]", "-1"),
    ("java.lang.Float", "valueOf(java.lang.String)", "[\"1.1\"]", "1.1"),
    ("java.lang.Double", "toString(double)", "[2]", "\"2.0\""),
    ("java.lang.Boolean", "logicalXor(boolean,boolean)", "[true, false]", "true"),
    ("java.lang.Character", "isLetter(char)", "[\"é\"]", "true"),
    ("java.lang.String", "join(java.lang.CharSequence, [Ljava.lang.CharSequence;)", "[\"-\", \"a\", \"b\"]", "\"a-b\""),
    (
      "java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)",
      "[\"%05d|%-4s|%,.2f|%b|%%\", 42, \"a\", 1234.555, true]",
      "\"00042|a   |1,234.56|true|%\""
    ),
    ("java.util.Objects", "isNull(java.lang.Object)", "[null]", "true"),
    ("java.time.LocalDate", "of(int,int,int)", "[2024, 2, 29]", "date(\"2024-02-29\")"),
    ("java.time.Duration", "ofHours(long)", "[36]", "duration(\"P1DT12H\")"),
    ("java.time.Year", "isLeap(long)", "[1900]", "false"),
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

  /// Where Java would throw, overflow or answer no number.
  @Test(arguments: [
    ("java.lang.Math", "addExact(int,int)", "[2147483647, 1]"), ("java.lang.Math", "asin(double)", "[2]"),
    ("java.lang.Math", "log(double)", "[0]"), ("java.lang.Math", "floorMod(int,int)", "[1, 0]"),
    ("java.lang.Integer", "parseInt(java.lang.String)", "[\"2147483648\"]"),
    ("java.lang.Integer", "compare(java.lang.String, java.lang.String)", "[\"a\", \"b\"]"),
    ("java.lang.Integer", "valueOf(int)", "[3000000000]"), ("java.lang.Character", "isDigit(char)", "[\"ab\"]"),
    ("java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", "[\"%s %s\", 1]"),
    ("java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", "[\"%d\", 1.5]"),
    ("java.time.LocalDate", "of(int,int,int)", "[2023, 2, 29]"),
  ])
  func fails(_ className: String, _ signature: String, _ arguments: String) throws {
    let body = try #require(ExternalFunctions.function(className: className, methodSignature: signature))
    let environment = try FunctionRun.environment()
    guard case .list(let values) = try FunctionRun.evaluate(arguments, in: environment).value else { return }
    var call = CallContext(environment: environment)
    #expect(body(values, &call).feelText == "null")
    #expect(call.remarks.count == 1)
  }

  @Test func anArgumentOfAnotherTypeIsNullWithARemark() throws {
    let body = try #require(ExternalFunctions.function(className: "java.lang.Math", methodSignature: "cos(double)"))
    var call = CallContext(environment: try FunctionRun.environment())
    #expect(body([.string("x")], &call).feelText == "null")
    #expect(
      call.remarks.map(\.reason.message.en) == ["the function `java.lang.Math.cos` cannot be called with (`string`)"])
  }
}
