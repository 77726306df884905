import HTTPTypes
import MartletCommands
import MartletHTTP
import MartletModel
import Testing

/// Fetching archives by URL: redirects, refusals, sizes.
@Suite struct ArchiveDownloadTests {
    /// Answers by URL: a status, a place to go to, a body.
    private struct Site: HTTPTransport {
        let answers: [String: (status: Int, place: String?, body: [UInt8])]

        func send(_ request: HTTPRequest, body: [UInt8], timeout: Duration) async throws(TransportError) -> HTTPReply {
            let answer = answers[request.url?.description ?? ""] ?? (404, nil, [])
            var fields = HTTPFields()
            if let place = answer.place { fields[.location] = place }
            return HTTPReply(
                HTTPResponse(status: .init(code: answer.status), headerFields: fields), .bytes(answer.body))
        }
    }

    private func download(_ answers: [String: (status: Int, place: String?, body: [UInt8])]) -> ArchiveDownload {
        ArchiveDownload(transports: FixedTransportSource(Site(answers: answers)), environment: [:], now: { 0 })
    }

    @Test func `redirects are followed, on the same host and to others`() async throws {
        let site = download([
            "https://a.example/x.zip": (302, "/y.zip", []),
            "https://a.example/y.zip": (301, "https://b.example/z.zip?signature=s", []),
            "https://b.example/z.zip?signature=s": (200, nil, [1, 2, 3]),
        ])
        #expect(try await site.bytes(of: "https://a.example/x.zip", limit: 10) == [1, 2, 3])
    }

    @Test(
        "what does not end in bytes is told, without what may be secret",
        arguments: [
            ("https://a.example/gone.zip", "answered 404"), ("https://a.example/plain.zip", "answered 302"),
            ("https://a.example/circle.zip", "redirects in circles"), ("https://a.example/large.zip", "larger than 4"),
            ("https://a.example/signed.zip?sig=hush", "answered 403"), ("file:///nowhere/x.zip", "it does not exist"),
        ])
    func refused(url: String, phrase: String) async {
        let site = download([
            "https://a.example/plain.zip": (302, "http://a.example/y.zip", []),
            "https://a.example/circle.zip": (302, "/circle.zip", []),
            "https://a.example/large.zip": (200, nil, [1, 2, 3, 4, 5]),
            "https://a.example/signed.zip?sig=hush": (403, nil, []),
        ])
        let failure = await #expect(throws: CommandFailure.self) { try await site.bytes(of: url, limit: 4) }
        let fault = failure?.diagnostics.all.first
        #expect(fault?.code == "C026")
        #expect(fault?.detail.contains(phrase) == true, "\(fault?.detail ?? "")")
        #expect(fault?.detail.contains("hush") == false)
    }
}
