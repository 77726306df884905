/// Where a server is and how to talk to it: `bolt://host:7687`, `bolt+s://` (verified), `bolt+ssc://` (any certificate).
struct BoltEndpoint: Hashable, Sendable {
    enum Security: Hashable, Sendable {
        case plain
        case verified
        case anyCertificate
    }

    let host: String
    let port: Int
    let security: Security

    /// Nil unless the text is `bolt[+s|+ssc]://HOST[:PORT]`; an IPv6 address stands in brackets.
    init?(_ text: String) {
        guard let range = text.firstRange(of: "://") else { return nil }
        switch text[..<range.lowerBound] {
        case "bolt": security = .plain
        case "bolt+s": security = .verified
        case "bolt+ssc": security = .anyCertificate
        default: return nil
        }
        var rest = text[range.upperBound...]
        if rest.last == "/" { rest = rest.dropLast() }
        let bracket = rest.hasPrefix("[") ? rest.firstIndex(of: "]") : nil
        let end = rest[(bracket ?? rest.startIndex)...].firstIndex(of: ":") ?? rest.endIndex
        let host = rest[..<end].filter { $0 != "[" && $0 != "]" }
        let port = end < rest.endIndex ? Int(rest[rest.index(after: end)...]) : 7687
        guard !host.isEmpty, let port, (1...65_535).contains(port) else { return nil }
        self.host = String(host)
        self.port = port
    }
}
