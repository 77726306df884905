import MartletModel

/// What the sandbox knows of a resource type, as data; whatever needs code is its ``behaviour``.
struct ArmType: Sendable {
    /// In Microsoft's own casing.
    let name: String
    var put = ArmStyle.sync
    /// When it differs from ``put`` for resources that exist.
    var update: ArmStyle?
    var delete = ArmStyle.sync
    var patch = Patch.merge
    var needsLocation = false
    /// Paths that a PUT must have.
    var required: [String] = []
    /// Paths that may never change; absent in a PUT means as before.
    var createOnly: [String] = []
    /// The code with which a change of a create-only path is refused.
    var createOnlyCode = "PropertyChangeNotAllowed"
    /// The code with which a bad name is refused.
    var namePatternCode = "InvalidResourceName"
    /// Whether it is busy while its parent is.
    var sharesTurnWithParent = false
    /// Whether a PUT that creates is answered with 200 instead of 201.
    var createsWithOK = false
    /// Whether a synchronous DELETE answers with the resource that is gone.
    var deleteAnswersBody = false
    /// Whether nothing is left of a create that failed.
    var vanishesOnFailure = false
    /// Paths that no GET answers.
    var writeOnly: [String] = []
    /// What the server fills in, level by level.
    var defaults: Value = .object(Fields())
    /// A regular expression that the whole name must match.
    var namePattern: String?
    var etag = ETag.none
    var hasProvisioningState = true
    var hasSystemData = true
    /// The refusal of a write while another is under way.
    var busy = Busy(status: 409, code: "AnotherOperationInProgress", message: "Another operation is in progress.")
    /// Whether absent properties of a PUT stay as they are, rather than going back to their defaults.
    var putKeepsAbsent = false
    /// Whether errors come without the `error` around them.
    var hasFlatErrors = false
    var behaviour: any ArmBehaviour = PlainBehaviour()

    /// What PATCH does.
    enum Patch: Sendable {
        case none
        case tags
        case merge
    }

    /// Where the etag stands, if there is one.
    enum ETag: Sendable {
        case none
        case at(String)

        var path: String? {
            if case .at(let path) = self { return path }
            return nil
        }

        static func text(_ revision: Int) -> String {
            let digits = String(revision, radix: 16)
            return "\"" + String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits + "\""
        }
    }

    struct Busy: Sendable {
        let status: Int
        let code: String
        let message: String
    }

    init(_ name: String) { self.name = name }

    /// The type with `change` made to it, so that tables read as lists.
    func with(_ change: (inout ArmType) -> Void) -> ArmType {
        var type = self
        change(&type)
        return type
    }

    func createOnlyMessage(_ path: String) -> String {
        createOnlyCode == "AccountPropertyCannotBeUpdated"
            ? "The property '\(path.split(separator: ".").last ?? "")' was specified in the input, but it cannot be updated."
            : "Changing property '\(path)' is not allowed."
    }

    /// Whether it is listed among the resources of its group: not a child, not an extension.
    var isTopLevel: Bool { name.split(separator: "/").count == 2 }

    func error(_ status: Int, _ code: String, _ message: String, target: String? = nil) -> ArmError {
        ArmError(status, code, message, target: target, isFlat: hasFlatErrors)
    }
}

/// How a write that takes time is told.
enum ArmStyle: Sendable {
    case sync
    /// 201 or 200 with `Azure-AsyncOperation`.
    case asyncOperation(Duration)
    /// 202 with `Location`; the body is empty.
    case location(Duration)
    /// 201 or 200 with nothing but `properties.provisioningState`.
    case provisioningState(Duration)

    var duration: Duration {
        switch self {
        case .sync: .zero
        case .asyncOperation(let duration), .location(let duration), .provisioningState(let duration): duration
        }
    }
}

/// What a type does beyond keeping what it is sent.
protocol ArmBehaviour: Sendable {
    /// Checks and completes a resource before it is stored.
    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal)

    /// A create or update has succeeded.
    func settled(_ resource: ArmResource, in transaction: inout SandboxTransaction)

    /// A create or update has failed, and what it wrote stays.
    func failed(_ resource: ArmResource, in transaction: inout SandboxTransaction)

    /// Whether it may be deleted now.
    func checkDelete(_ resource: ArmResource, in transaction: SandboxTransaction) throws(SandboxRefusal)

    /// Its own delete has been accepted: it does not merely go with its group.
    func deleting(_ resource: ArmResource, in transaction: inout SandboxTransaction)

    /// It is gone, by itself or with its group.
    func deleted(_ resource: ArmResource, in transaction: inout SandboxTransaction)

    /// Answers a POST below the resource; nil when there is no such action.
    func act(
        _ action: String, on resource: ArmResource, _ request: SandboxRequest, in transaction: inout SandboxTransaction
    )
        throws(SandboxRefusal) -> Value?
}

extension ArmBehaviour {
    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {}
    func settled(_ resource: ArmResource, in transaction: inout SandboxTransaction) {}
    func failed(_ resource: ArmResource, in transaction: inout SandboxTransaction) {}
    func checkDelete(_ resource: ArmResource, in transaction: SandboxTransaction) throws(SandboxRefusal) {}
    func deleting(_ resource: ArmResource, in transaction: inout SandboxTransaction) {}
    func deleted(_ resource: ArmResource, in transaction: inout SandboxTransaction) {}
    func act(
        _ action: String, on resource: ArmResource, _ request: SandboxRequest, in transaction: inout SandboxTransaction
    )
        throws(SandboxRefusal) -> Value?
    { nil }
}

/// A type that only keeps what it is sent.
struct PlainBehaviour: ArmBehaviour {}

/// A PUT or PATCH on its way in.
struct ArmChange: Sendable {
    let type: ArmType
    let old: ArmResource?
    /// What was sent, without nulls.
    let sent: ArmBody
    /// What will be stored.
    var new: ArmResource
    /// Where the API is reached, for URLs in answers.
    let base: String
}
