import MartletHTTP
import MartletModel

/// What an error body of Azure says, in any of the forms that services send.
///
/// Known forms: `{"error": {code, message, details}}`; the same without the wrapper (AKS); JSON text inside `message`;
/// `{"status": "Failed", "error": …}` of an operation; a byte order mark in front; an empty body; HTML of a gateway
/// (https://github.com/cloud-and-ai-microsoft/resource-provider-contract/blob/master/v1.0/common-api-details.md#error-response-content).
struct ArmFault: Sendable, Hashable {
    /// The outermost code.
    var code: String
    /// Every code of the body, outermost first.
    var codes: [String]
    var message: String
    /// The part of the request that is at fault, when the service says.
    var target: String?
    /// Names of the policies that forbid it.
    var policies: [String]

    init(code: String, codes: [String]? = nil, message: String, target: String? = nil, policies: [String] = []) {
        self.code = code
        self.codes = codes ?? [code]
        self.message = message
        self.target = target
        self.policies = policies
    }

    /// Reads an answer; a body that is no error body gives the status as its code.
    init(_ reply: WholeReply) {
        self.init(body: reply.body, status: reply.status, header: reply[.of("x-ms-error-code")])
    }

    init(body: [UInt8], status: Int, header: String? = nil) {
        let bytes = body.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(body.dropFirst(3)) : body
        let value = try? Value(json: bytes, duplicateKeys: .lastWins)
        if let value, let fault = ArmFault(value) {
            self = fault
        } else {
            let text = Self.firstLine(String(decoding: bytes, as: UTF8.self))
            self.init(
                code: header ?? "HTTP\(status)", message: text ?? "The service answered \(status) without a reason.")
        }
    }

    /// Reads an error object, or an object with one; nil when there is none in it.
    init?(_ value: Value) {
        if let error = value["error"], !error.isNull {
            self.init(object: error, depth: 0)
        } else {
            self.init(object: value, depth: 0)
        }
    }

    private init?(object: Value, depth: Int) {
        guard depth < 8, let code = object["code"]?.stringValue ?? object["Code"]?.stringValue else { return nil }
        let message = object["message"]?.stringValue ?? object["Message"]?.stringValue ?? ""
        self.init(code: code, message: message, target: object["target"]?.stringValue, policies: Self.policies(object))
        let inner = (try? Value(json: message, duplicateKeys: .lastWins)).flatMap { value in
            value.fields == nil ? nil : ArmFault(object: value["error"] ?? value, depth: depth + 1)
        }
        let details = (object["details"]?.elements ?? []).compactMap { ArmFault(object: $0, depth: depth + 1) }
        for more in (inner.map { [$0] } ?? []) + details { absorb(more) }
        if let inner { self.message = inner.message }
        if let subcode = object["subcode"]?.stringValue, !subcode.isEmpty { codes.append(subcode) }
        if let innerCode = object.at("innererror", "code")?.stringValue { codes.append(innerCode) }
    }

    private mutating func absorb(_ more: ArmFault) {
        codes += more.codes
        policies += more.policies
        if !more.message.isEmpty, !message.contains(more.message) {
            message += message.isEmpty ? more.message : " \(more.message)"
        }
        target = target ?? more.target
    }

    private static func policies(_ object: Value) -> [String] {
        (object["additionalInfo"]?.elements ?? []).filter { $0["type"]?.stringValue == "PolicyViolation" }.compactMap {
            $0.at("info", "policyDefinitionDisplayName")?.stringValue
                ?? $0.at("info", "policyAssignmentDisplayName")?.stringValue
        }
    }

    /// The first line of plain text; nil for markup and for nothing.
    private static func firstLine(_ text: String) -> String? {
        guard let line = text.split(whereSeparator: \.isNewline).first, !line.hasPrefix("<") else { return nil }
        return String(line.prefix(300))
    }

    func has(_ code: String) -> Bool { codes.contains { $0.lowercased() == code.lowercased() } }
}
