package import MartletModel

/// Translates resources to one API.
///
/// Everything here is pure and offline: what a type looks like, what a body is, how two states of an object compare.
/// What touches the API is behind ``connect(to:)``.
package protocol Provider: Sendable {
    var name: ProviderName { get }

    /// The types that have names of their own, for suggestions and listings. In byte order.
    var types: [ResourceType] { get }

    /// What is known of `type`; nil when this provider does not have it. Also answers for types that are not in ``types``
    /// but follow from their name, as full ARM names do.
    func schema(of type: ResourceType) -> ResourceSchema?

    /// What the provider adds to the stack language.
    var functions: [ProviderFunction] { get }

    /// The shape of an entry under `providers:`.
    var configurationSchema: BodySchema { get }

    /// Faults of a body that is valid YAML but not a valid object; parts may be unknown. No fault about unknown parts.
    func problems(in body: Value, of type: ResourceType) -> [BodyProblem]

    /// The identity that the object will have, from its body and the connection's configuration.
    ///
    /// Nil while a part that it is made of is unknown, or when the API chooses it.
    func identity(of type: ResourceType, body: Value, configuration: Value) -> Identity?

    /// The identity that a user means by `text`, in the words of the API's own tools: an ARM id in any case, a Kubernetes
    /// object as `apps/v1/Deployment/team/web`. Nil when the text names no object of `type`.
    ///
    /// - Parameter body: What the object is to be; parts may be unknown.
    func identity(named text: String, of type: ResourceType, body: Value, configuration: Value) -> Identity?

    /// The places in `body` that hold secrets: to be marked before the body is planned, shown or recorded.
    func secretPaths(of type: ResourceType, in body: Value) -> [ValuePath]

    /// What references will see of an object created from `body`: the body, unknown where the server decides.
    func plannedAttributes(of type: ResourceType, creating body: Value) -> Value

    /// The same where the connection's configuration is at hand, which may hold a part of the object's id. Parts of it may
    /// be unknown.
    func plannedAttributes(of type: ResourceType, creating body: Value, configuration: Value) -> Value

    /// The objects that a resource stands for, when it stands for many (`kubernetes.manifests`).
    ///
    /// May read the stack's folder and fetch what the body names, but never asks the API that the objects go to, which
    /// may not exist yet.
    func expand(type: ResourceType, body: Value, stackFolder: String) async throws(ProviderError) -> [ExpandedMember]

    /// Compares what is wanted with what was recorded and what is there. Pure; three-way; only over fields we own.
    func compare(_ comparison: Comparison) -> Assessment

    /// What an update from `current` to `desired` may take away only after deletes; nil when it is one step.
    func contraction(of type: ResourceType, from current: Value, to desired: Value) -> Contraction?

    /// Why deleting or replacing the object of `body` loses data, as a clause; nil when it does not.
    func dataLoss(of type: ResourceType, in body: Value) -> String?

    /// The body that an update writes to bring an object back to what `live` shows: the pre-image that a step keeps.
    func preImage(of record: ResourceRecord, live: LiveObject?) -> Value

    /// Over everything that this version of the provider knows of its types: a saved plan is stale when it changes.
    var catalogDigest: Digest { get }

    /// Edges that follow from the kinds of objects and are in no reference: namespace before its members, definition before
    /// its objects, role before its binding. Pairs of positions in `bodies`: the first must come before the second.
    ///
    /// Complexity: linear in the number of bodies and edges.
    func implicitEdges(among bodies: [(type: ResourceType, body: Value)]) -> [(before: Int, after: Int)]

    /// Whether deleting `parent` takes `child` along, so that no delete of its own is sent.
    func contains(parent: ResourceRecord, child: ResourceRecord) -> Bool

    /// Opens the API. `configuration` is plain and wholly known.
    func connect(to configuration: Value) async throws(ProviderError) -> any ProviderConnection
}

extension Provider {
    package var functions: [ProviderFunction] { [] }

    package func identity(named text: String, of type: ResourceType, body: Value, configuration: Value) -> Identity? {
        Identity(text)
    }

    package func secretPaths(of type: ResourceType, in body: Value) -> [ValuePath] { schema(of: type)?.secret ?? [] }

    package func plannedAttributes(of type: ResourceType, creating body: Value) -> Value {
        (schema(of: type)?.computed ?? []).reduce(body) { $0.settingUnknown(at: $1.steps[...]) }
    }

    package func plannedAttributes(of type: ResourceType, creating body: Value, configuration: Value) -> Value {
        plannedAttributes(of: type, creating: body)
    }

    package func expand(type: ResourceType, body: Value, stackFolder: String) async throws(ProviderError)
        -> [ExpandedMember]
    {
        throw ProviderError(.unsupported, code: "NoExpansion", message: "`\(type)` stands for one object.")
    }

    package func dataLoss(of type: ResourceType, in body: Value) -> String? { schema(of: type)?.dataLoss }

    package func problems(in body: Value, of type: ResourceType) -> [BodyProblem] {
        schema(of: type).map { SchemaValidation.problems(in: body, $0.body) } ?? []
    }

    package func compare(_ comparison: Comparison) -> Assessment {
        SchemaComparison(schema(of: comparison.type) ?? ResourceSchema(type: comparison.type)).assess(comparison)
    }

    package func preImage(of record: ResourceRecord, live: LiveObject?) -> Value {
        SchemaComparison(schema(of: record.type) ?? ResourceSchema(type: record.type)).preImage(of: record, live: live)
    }

    package func contraction(of type: ResourceType, from current: Value, to desired: Value) -> Contraction? {
        guard let schema = schema(of: type), !schema.contracting.isEmpty else { return nil }
        return SchemaContraction(schema).contraction(from: current, to: desired)
    }

    package var catalogDigest: Digest {
        Digest(of: types.map { "\($0)@\(schema(of: $0)?.schemaVersion ?? 0)" }.joined(separator: "\n"))
    }

    package func implicitEdges(among bodies: [(type: ResourceType, body: Value)]) -> [(before: Int, after: Int)] { [] }
    package func contains(parent: ResourceRecord, child: ResourceRecord) -> Bool { false }
}

/// A fault in a body.
package struct BodyProblem: Sendable, Hashable {
    package let path: ValuePath
    /// One full sentence.
    package let message: String
    package let hint: String?
    /// Whether the body can still be sent.
    package let isWarning: Bool

    package init(_ path: ValuePath, _ message: String, hint: String? = nil, isWarning: Bool = false) {
        self.path = path
        self.message = message
        self.hint = hint
        self.isWarning = isWarning
    }
}

extension Value {
    /// The value with an unknown at a path of keys, objects on the way made where they are missing.
    fileprivate func settingUnknown(at steps: ArraySlice<ValuePath.Step>) -> Value {
        guard case .key(let key)? = steps.first else { return steps.isEmpty ? .unknown(Unknown()) : self }
        if case .unknown = unmarked.value { return self }
        var fields = fields ?? Fields()
        fields[key] = (self[key] ?? .object(Fields())).settingUnknown(at: steps.dropFirst())
        return .marking(.object(fields), unmarked.marks)
    }
}
