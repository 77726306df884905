internal import HTTPTypes
internal import MartletModel

/// The query parameters of writes.
struct WriteOptions: Sendable {
    enum FieldValidation: String, Sendable {
        case ignore = "Ignore"
        case warn = "Warn"
        case strict = "Strict"
    }

    let isDryRun: Bool
    let manager: String
    let hasManager: Bool
    let fieldValidation: FieldValidation
    let isForced: Bool

    init(_ request: SandboxRequest) throws(KubernetesStatus) {
        if let dryRun = request.parameter("dryRun"), !dryRun.isEmpty {
            guard dryRun == "All" else {
                throw KubernetesStatus(
                    422, "Invalid",
                    "PatchOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: \"\(dryRun)\": supported values: \"All\""
                )
            }
            isDryRun = true
        } else {
            isDryRun = false
        }
        let named = request.parameter("fieldManager").flatMap { $0.isEmpty ? nil : $0 }
        hasManager = named != nil
        manager = named ?? Self.manager(userAgent: request.headers[.userAgent])
        guard manager.utf8.count <= 128 else {
            throw KubernetesStatus(
                422, "Invalid",
                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes")
        }
        fieldValidation = request.parameter("fieldValidation").flatMap(FieldValidation.init(rawValue:)) ?? .warn
        isForced = request.parameter("force") == "true"
    }

    /// The name of the program: what comes before the slash of its user agent.
    private static func manager(userAgent: String?) -> String {
        let program = (userAgent ?? "").prefix { $0 != "/" }
        return program.isEmpty ? "unknown" : String(program.prefix(128))
    }
}
