import Testing

@testable import KoshaInterchange

@Suite("XML")
struct XMLTests {
  @Test func element() {
    #expect(XMLElement(namespace: "", name: "a").name == "a")
  }
}
