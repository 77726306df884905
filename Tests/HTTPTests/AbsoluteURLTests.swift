import MartletHTTP
import Testing

/// What URLs keep and what they refuse.
struct AbsoluteURLTests {
    @Test(arguments: [
        ("https://management.azure.com/subscriptions/x?api-version=2024-07-01", "management.azure.com", 443),
        ("http://127.0.0.1:8080/a%20b?q=%2B", "127.0.0.1:8080", 8080),
        ("https://[::1]:6443/api", "[::1]:6443", 6443),
        ("HTTPS://Example.COM/Path", "example.com", 443),
    ])
    func `a URL comes apart into its host and port`(_ text: String, _ authority: String, _ port: Int) throws {
        let url = try #require(AbsoluteURL(text))
        #expect(url.authority == authority)
        #expect(url.port == port)
    }

    @Test func `path and query are kept byte for byte`() throws {
        let text = "https://h/A/b%2Fc?t=1&s=a%2Bb%3D%3D&c=&h"
        #expect(try #require(AbsoluteURL(text)).description == text)
    }

    @Test(arguments: ["", "ftp://x/", "https://", "/only/a/path", "https://user@host/", "https://h/a b", "https://h/ü"])
    func `anything else is refused`(_ text: String) {
        #expect(AbsoluteURL(text) == nil)
    }

    @Test func `query items are encoded when they are added and decoded when they are read`() throws {
        let url = try #require(AbsoluteURL("https://h/p?api-version=1")).appending(query: [("$filter", "a eq 'b&c+d'")])
        #expect(url.description == "https://h/p?api-version=1&%24filter=a%20eq%20%27b%26c%2Bd%27")
        #expect(url.queryValue("$filter") == "a eq 'b&c+d'")
        #expect(url.queryValue("API-Version") == "1")
        #expect(url.queryValue("none") == nil)
    }

    @Test func `a path is appended with one slash`() throws {
        #expect(try #require(AbsoluteURL("https://h/base/")).appending(path: "/x/y").path == "/base/x/y")
        #expect(try #require(AbsoluteURL("https://h")).appending(path: "x").path == "/x")
    }

    @Test(arguments: ["", "plain", "a b/c?d=e&f", "ü€😀", "100%", "%zz%4"])
    func `encoded text decodes to itself`(_ text: String) {
        #expect(text.percentEncoded(.query).percentDecoded == text)
        #expect(text.percentEncoded(.pathSegment).percentDecoded == text)
    }

    @Test func `malformed escapes stay as they are`() {
        #expect("%zz%4".percentDecoded == "%zz%4")
    }
}
