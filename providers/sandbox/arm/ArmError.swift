import HTTPTypes
import MartletHTTP
import MartletModel

/// An error answer of ARM: `{"error": {"code", "message"}}`, or flat as the cluster service writes it.
struct ArmError: Sendable {
    let status: Int
    let code: String
    let message: String
    var target: String?
    /// Whether it comes without the `error` around it.
    var isFlat = false

    init(_ status: Int, _ code: String, _ message: String, target: String? = nil, isFlat: Bool = false) {
        self.status = status
        self.code = code
        self.message = message
        self.target = target
        self.isFlat = isFlat
    }

    var value: Value {
        var fields: Fields = ["code": .string(code), "message": .string(message)]
        fields["target"] = target.map { .string($0) }
        guard isFlat else { return ["error": .object(fields)] }
        fields["details"] = .null
        fields["subcode"] = ""
        return .object(fields)
    }

    var reply: HTTPReply { .json(HTTPResponse.Status(code: status), value) }

    /// The error as what a request handler throws.
    var refusal: SandboxRefusal { SandboxRefusal(reply) }
}

extension ArmError {
    static func groupNotFound(_ name: String) -> ArmError {
        ArmError(404, "ResourceGroupNotFound", "Resource group '\(name)' could not be found.")
    }

    static func notFound(_ id: ArmID) -> ArmError {
        ArmError(
            404, "ResourceNotFound",
            "The Resource '\(id.type)\(id.names.map { "/\($0)" }.joined())' under resource group "
                + "'\(id.group?.name ?? "<null>")' was not found. For more details please go to "
                + "https://aka.ms/ARMResourceNotFoundFix")
    }

    static func parentNotFound(_ id: ArmID, parent: ArmID) -> ArmError {
        ArmError(
            404, "ParentResourceNotFound",
            "Failed to perform 'write' on resource(s) of type '\(id.types.joined(separator: "/"))', because the parent "
                + "resource '\(parent.text)' could not be found.")
    }

    static func invalidContent(_ message: String) -> ArmError {
        ArmError(
            400, "InvalidRequestContent",
            "The request content was invalid and could not be deserialized: '\(message)'.")
    }

    static func scopeLocked(_ id: ArmID, verb: String, locks: [String]) -> ArmError {
        ArmError(
            409, "ScopeLocked",
            "The scope '\(id.text)' cannot perform \(verb) operation because following scope(s) are locked: "
                + "'\(locks.joined(separator: ","))'. Please remove the lock and try again.")
    }
}
