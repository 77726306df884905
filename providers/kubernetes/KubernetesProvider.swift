package import MartletModel
package import MartletProvider

/// Kubernetes objects, as everyone writes them, applied by the server itself.
///
/// The API server's own answers are the types, the defaults and the last word on what changes: nothing is generated or
/// predicted here beyond what planning without a cluster needs.
package struct KubernetesProvider: Provider {
    package static let objectType = ResourceType("kubernetes.object")
    package static let manifestsType = ResourceType("kubernetes.manifests")

    private let surroundings: KubernetesSurroundings
    private let clusters = KnownClusters()

    package init(_ surroundings: KubernetesSurroundings) { self.surroundings = surroundings }

    package var name: ProviderName { "kubernetes" }

    package var types: [ResourceType] { [Self.manifestsType, Self.objectType] }

    package func schema(of type: ResourceType) -> ResourceSchema? {
        switch type {
        case Self.objectType: KubernetesSchemas.object
        case Self.manifestsType: KubernetesSchemas.manifests
        default: nil
        }
    }

    package var functions: [ProviderFunction] { KubernetesFunctions.all }

    package var configurationSchema: BodySchema { KubernetesSchemas.configuration }

    package func problems(in body: Value, of type: ResourceType) -> [BodyProblem] {
        type == Self.manifestsType ? ManifestSourceProblems.of(body) : ManifestProblems.of(body)
    }

    package func secretPaths(of type: ResourceType, in body: Value) -> [ValuePath] {
        guard type == Self.objectType, Manifest.kind(of: body)?.groupKind == .secret else { return [] }
        return ["data", "stringData"].map { ValuePath([.key($0), .any]) }
    }

    package func plannedAttributes(of type: ResourceType, creating body: Value) -> Value {
        type == Self.objectType ? PlannedAttributes.creating(body) : body
    }

    package func identity(of type: ResourceType, body: Value, configuration: Value) -> Identity? {
        guard type == Self.objectType, let manifest = Manifest(body),
            let settings = clusters.settings(configuration, surroundings)
        else { return nil }
        return manifest.reference(
            in: settings.name, isNamespaced: BuiltInKind[manifest.kind.groupKind]?.isNamespaced,
            defaultNamespace: settings.defaultNamespace
        ).identity
    }

    package func identity(named text: String, of type: ResourceType, body: Value, configuration: Value) -> Identity? {
        guard type == Self.objectType else { return nil }
        let identity = Identity(text)
        if let reference = ObjectReference(identity), reference.cluster.text.hasPrefix("k8s-") { return identity }
        guard let settings = clusters.settings(configuration, surroundings),
            let named = NamedObject(text, like: Manifest(body))
        else { return nil }
        return named.reference(in: settings.name, defaultNamespace: settings.defaultNamespace).identity
    }

    package func expand(
        type: ResourceType, body: Value, stackFolder: String
    ) async throws(ProviderError) -> [ExpandedMember] {
        guard type == Self.manifestsType else {
            throw ProviderError(.unsupported, code: "NoExpansion", message: "`\(type)` stands for one object.")
        }
        guard let source = ManifestSource(body) else {
            throw ProviderError(
                .invalid, code: "Manifests", message: "The body names no `text`, `file`, or `url` with its `sha256`.",
                problems: ManifestSourceProblems.of(body)
            )
        }
        let bytes = try await source.bytes(stackFolder: stackFolder, surroundings)
        let documents: [Value]
        do {
            documents = try KubernetesYAML.documents(bytes, name: source.name)
        } catch {
            let faults = error.sorted.map { "\($0.range.map { "\($0): " } ?? "")\($0.summary): \($0.detail)" }
            throw ProviderError(.invalid, code: "YAML", message: faults.joined(separator: "\n"))
        }
        return try ManifestSet(documents, selection: ManifestSelection(body)).members
    }

    package func compare(_ comparison: Comparison) -> Assessment {
        let desired = AppliedBody.normalized(comparison.desired)
        let live = comparison.live?.attributes ?? comparison.record.attributes
        guard let kind = Manifest.kind(of: desired)?.groupKind else {
            return Assessment(changes: [], plannedAttributes: live)
        }
        let found = ThreeWayComparison(
            kind: kind, desired: desired, last: AppliedBody.normalized(comparison.record.body), live: live,
            recorded: comparison.record.attributes, writers: comparison.live?.writers ?? [:]
        )
        let changes = found.changes + Self.marking(comparison)
        let oneWay = kind == .volumeClaim ? changes.map(\.path).filter(KubernetesSchemas.isClaimSize) : []
        guard !changes.isEmpty else {
            return Assessment(changes: [], drift: found.drift, plannedAttributes: live)
        }
        let changesSpecification = changes.contains { $0.path.steps.first != .key("metadata") }
        let planned = PlannedAttributes.updating(
            live, with: desired, kind: kind, changesSpecification: changesSpecification
        )
        return Assessment(changes: changes, drift: found.drift, oneWay: oneWay, plannedAttributes: planned)
    }

    /// A version of a definition goes only after the objects that were written in it.
    package func contraction(of type: ResourceType, from current: Value, to desired: Value) -> Contraction? {
        guard type == Self.objectType, Manifest.kind(of: desired)?.groupKind == .definition else { return nil }
        return SchemaContraction(KubernetesSchemas.definition).contraction(from: current, to: desired)
    }

    /// An object that is taken under the stack's care gets our labels, even when nothing else changes.
    private static func marking(_ comparison: Comparison) -> [FieldChange] {
        let isAdopted = comparison.record.body.fields?.isEmpty ?? false
        guard isAdopted, let live = comparison.live, live.marker == nil else { return [] }
        let path = ValuePath([.key("metadata"), .key("labels"), .key(OwnershipLabels.stack)])
        return [FieldChange(path, before: nil, after: .unknown(Unknown(.string)), cause: .server)]
    }

    package func dataLoss(of type: ResourceType, in body: Value) -> String? {
        Manifest.kind(of: body).flatMap { ImmutableFields.dataLoss(of: $0.groupKind) }
    }

    package func preImage(of record: ResourceRecord, live: LiveObject?) -> Value {
        guard let live, let kind = Manifest.kind(of: record.body)?.groupKind else { return record.body }
        return PreImage(kind: kind).body(owned: AppliedBody.normalized(record.body), live: live.attributes)
    }

    package func implicitEdges(among bodies: [(type: ResourceType, body: Value)]) -> [(before: Int, after: Int)] {
        KindEdges.among(bodies.map { $0.type == Self.objectType ? $0.body : nil })
    }

    /// A namespace takes the built-in objects in it along. Custom resources are deleted on their own, before it: their
    /// controllers may have to undo what they did elsewhere.
    package func contains(parent: ResourceRecord, child: ResourceRecord) -> Bool {
        guard let outer = ObjectReference(parent.identity), let inner = ObjectReference(child.identity),
            outer.groupKind == .namespace, inner.groupKind.isBuiltIn
        else { return false }
        return inner.cluster == outer.cluster && inner.namespace == outer.name
    }

    package func connect(to configuration: Value) async throws(ProviderError) -> any ProviderConnection {
        let settings: ClusterSettings
        do {
            settings = try ClusterSettings(configuration, in: surroundings)
        } catch {
            throw ProviderError(
                .invalid, code: "Kubeconfig", message: "The kubeconfig cannot be used: \(error.message)",
                hint: error.hint
            )
        }
        return try await KubernetesConnection(settings, surroundings: surroundings)
    }
}
