import MartletModel

/// Makes of what was sent what will be stored: checks, defaults, and what every resource has.
struct ArmDraft: Sendable {
    let type: ArmType
    let id: ArmID
    let old: ArmResource?
    let settings: ArmSettings
    /// Whether what was not sent stays as it was.
    let keepsAbsent: Bool

    /// What only the server writes.
    private static let readOnly = ["id", "name", "type", "systemData", "etag", "properties.provisioningState"]

    func change(
        from content: ArmBody, base: String, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> ArmChange {
        var sent = ArmBody(ArmBody.withoutNulls(content.value))
        for path in Self.readOnly { sent[path] = nil }
        try normalizeLocation(in: &sent)
        try checkTags(of: sent)
        try checkRequired(in: sent)
        try keepCreateOnly(in: &sent)
        var body = sent
        var hidden = old?.hidden ?? ArmBody()
        if keepsAbsent, let old { body = Self.overlaid(old.body, sent) }
        for path in type.writeOnly {
            hidden[path] = body[path] ?? hidden[path]
            body[path] = nil
        }
        body.fill(from: type.defaults)
        try ArmIdentity(type: type, old: old, settings: settings).complete(&body, in: &transaction)
        body["id"] = .string(id.text)
        body["name"] = .string(id.name)
        body["type"] = .string(type.name)
        if type.hasSystemData { body["systemData"] = systemData(transaction.now) }
        return ArmChange(
            type: type, old: old, sent: sent, new: ArmResource(id: id, body: body, hidden: hidden), base: base)
    }

    /// `old` with what was sent in its place: property by property, but maps that people fill as a whole.
    private static func overlaid(_ old: ArmBody, _ sent: ArmBody) -> ArmBody {
        var body = old
        body["tags"] = nil
        for path in maps where sent[path] != nil { body[path] = nil }
        body.merge(sent.value)
        return body
    }

    private static let maps = [
        "properties.nodeLabels", "properties.tags", "properties.metadata", "properties.autoScalerProfile",
        "properties.kubeletConfig", "properties.linuxOSConfig", "identity.userAssignedIdentities",
    ]

    /// Regions are written lower case and without spaces.
    private func normalizeLocation(in sent: inout ArmBody) throws(SandboxRefusal) {
        let before = old?.body["location"]?.stringValue
        guard let text = sent["location"]?.stringValue else {
            guard type.needsLocation, before == nil else {
                sent["location"] = before.map { .string($0) }
                return
            }
            throw type.error(400, "LocationRequired", "The location property is required for this definition.").refusal
        }
        let location = text.lowercased().filter { $0 != " " }
        guard ArmRegion.names.contains(location) else {
            throw type.error(
                400, "LocationNotAvailableForResourceType",
                "The provided location '\(text)' is not available for resource type '\(type.name)'."
            ).refusal
        }
        if let before, before != location { throw otherLocation(before, location).refusal }
        sent["location"] = .string(location)
    }

    private func otherLocation(_ before: String, _ location: String) -> ArmError {
        guard id.namespace != ArmID.groupNamespace else {
            return ArmError(
                409, "InvalidResourceGroupLocation",
                "Invalid resource group location '\(location)'. The Resource group already exists in location '\(before)'."
            )
        }
        return ArmError(
            409, "InvalidResourceLocation",
            "The resource '\(id.name)' already exists in location '\(before)' in resource group "
                + "'\(id.group?.name ?? "")'. A resource with the same name cannot be created in location "
                + "'\(location)'. Please select a new resource name.")
    }

    private func checkTags(of sent: ArmBody) throws(SandboxRefusal) {
        guard let tags = sent["tags"] else { return }
        guard let fields = tags.fields, fields.allSatisfy({ $0.value.stringValue != nil }) else {
            throw type.error(400, "InvalidRequestContent", "Tags are text by name.", target: "tags").refusal
        }
        for tag in fields
        where tag.key.count > 512 || (tag.value.stringValue?.count ?? 0) > 256
            || tag.key.contains(where: { "<>%&\\?/".contains($0) })
        {
            throw type.error(400, "InvalidTagName", "The tag '\(tag.key)' is invalid.", target: "tags").refusal
        }
        guard fields.count <= 50 else {
            throw type.error(400, "InvalidTags", "A resource has at most 50 tags.", target: "tags").refusal
        }
    }

    private func checkRequired(in sent: ArmBody) throws(SandboxRefusal) {
        for path in type.required where sent[path] == nil && (old == nil || !keepsAbsent) {
            throw type.error(
                400, "InvalidParameter", "Required parameter '\(path)' is missing (null).", target: path
            ).refusal
        }
    }

    /// Create-only properties: the same, or absent, and then as before.
    private func keepCreateOnly(in sent: inout ArmBody) throws(SandboxRefusal) {
        guard let old else { return }
        for path in type.createOnly {
            let before = old.body[path] ?? old.hidden[path]
            guard let wanted = sent[path] else {
                sent[path] = before
                continue
            }
            let isDefault = before == nil && ArmBody(type.defaults)[path] == wanted
            guard !isDefault, !Self.same(wanted, before) else { continue }
            throw type.error(400, type.createOnlyCode, type.createOnlyMessage(path), target: path).refusal
        }
    }

    /// Ids are equal whatever their case.
    private static func same(_ left: Value, _ right: Value?) -> Bool {
        guard let text = left.stringValue, text.hasPrefix("/"), let other = right?.stringValue else {
            return left == right
        }
        return text.lowercased() == other.lowercased()
    }

    private func systemData(_ now: SandboxInstant) -> Value {
        let moment = Value.string(now.ticks)
        return [
            "createdBy": old?.body["systemData.createdBy"] ?? "sandbox", "createdByType": "Application",
            "createdAt": old?.body["systemData.createdAt"] ?? moment, "lastModifiedBy": "sandbox",
            "lastModifiedByType": "Application", "lastModifiedAt": moment,
        ]
    }
}
