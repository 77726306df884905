import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

extension AzureObjects {
    /// What is to be written, and where.
    struct Target: Sendable {
        var id: ArmID
        var entry: CatalogEntry
        var body: Value
        /// The body of the last apply: what it wrote and the new one lacks is taken away.
        var prior: Value?
        /// Whose it is from now on; nil to let it go.
        var marker: StackIdentity?
    }

    /// Brings an existing object to a body; one that is gone is made again.
    func update(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        let entry = try entry(of: request.type)
        let id = try id(entry, identity: request.identity, body: request.body)
        let deadline = Deadline(context.timeout, clock: client.clock)
        try await resume(context, deadline)
        let target = Target(
            id: id, entry: entry, body: request.body, prior: request.prior?.body,
            marker: request.releases ? nil : context.marker)
        let wire = try await settled(id, entry, context, deadline)
        return try await write(target, over: wire, context, deadline)
    }

    /// Writes by the type's verb, or creates when nothing is there; then brings inline children along.
    func write(
        _ target: Target, over wire: Value?, _ context: StepContext, _ deadline: Deadline
    ) async throws(ProviderError) -> LiveObject {
        try await put(target.id, target.entry, over: wire, context, deadline) { self.call(target, over: $0) }
        if wire != nil { try await writeInlineChildren(target, context, deadline) }
        return try await result(target.id, target.entry, body: target.body, deadline)
    }

    /// The most times that a write is sent.
    private static let writeAttempts = 8

    /// Sends a write until it is done.
    ///
    /// A write without an answer is not simply sent again: it may be under way, and a second one would be refused or start
    /// over. The object is looked at once it has settled, and written again only when it is not what was asked for. The same
    /// when somebody else was faster (412).
    private func put(
        _ id: ArmID, _ entry: CatalogEntry, over wire: Value?, _ context: StepContext, _ deadline: Deadline,
        _ call: (Value?) -> ArmCall
    ) async throws(ProviderError) {
        var wire = wire
        var attempt = 0
        while true {
            attempt += 1
            do {
                return try await client.run(call(wire), object: url(id, entry), context, deadline)
            } catch {
                guard attempt < Self.writeAttempts, error.isWorthLooking else { throw error }
                guard try await client.pause(.seconds(min(60, 5 * attempt)), deadline) else { throw error }
                wire = try await settled(id, entry, context, deadline)
                if let wire, error.httpStatus != 412, call(wire).body?.isCovered(by: wire) == true { return }
            }
        }
    }

    private func call(_ target: Target, over wire: Value?) -> ArmCall {
        let entry = target.entry
        var call = ArmCall(method: .put, url: url(target.id, entry))
        call.retryCodes = entry.retryCodes
        guard let there = wire else {
            call.body = entry.wireBody(target.body, marker: target.marker)
            return call
        }
        var wire = there
        if target.marker == nil, case .tags(let place) = entry.marker {
            wire = OwnerTags.removed(from: wire, at: place)
        }
        switch entry.update {
        case .put:
            call.body = entry.wireBody(target.body, marker: target.marker)
        case .patch:
            call.method = .patch
            call.body = entry.patch(live: wire, desired: target.body, prior: target.prior, marker: target.marker)
        case .readModifyWrite:
            call.body = entry.merged(
                live: wire, desired: target.body, prior: target.prior, marker: target.marker)
            call.ifMatch = entry.etag.flatMap { wire.first(at: $0)?.stringValue }
        }
        return call
    }

    /// Brings children in the parent's body to what the stack wants, each through its own address.
    private func writeInlineChildren(
        _ target: Target, _ context: StepContext, _ deadline: Deadline
    ) async throws(ProviderError) {
        guard let inline = target.entry.inlineChildren, let entry = catalog.entry(of: inline.type) else { return }
        for child in target.body.first(at: inline.path)?.elements ?? [] {
            guard let name = child["name"]?.stringValue else { continue }
            let body: Value = [
                "parent": .string(target.id.text), "name": .string(name),
                "properties": child.setting(ValuePath([.key("name")]), to: nil),
            ]
            let id = try id(entry, identity: nil, body: body)
            guard let wire = try await settled(id, entry, context, deadline) else { continue }
            guard !entry.merged(live: wire, desired: body, prior: nil, marker: nil).isCovered(by: wire) else {
                continue
            }
            try await put(id, entry, over: wire, context, deadline) { wire in
                let live = wire ?? .object(Fields())
                var call = ArmCall(method: .put, url: self.url(id, entry))
                call.body = entry.merged(live: live, desired: body, prior: nil, marker: nil)
                call.retryCodes = entry.retryCodes
                call.ifMatch = entry.etag.flatMap { live.first(at: $0)?.stringValue }
                return call
            }
        }
    }
}

extension ProviderError {
    /// Whether a write that ended so may have been done, or was done by somebody else: look before writing again.
    fileprivate var isWorthLooking: Bool {
        if httpStatus == 412 { return true }
        guard effect == .possible else { return false }
        return code == "ConnectionLost" || code == "NoAnswer" || [408, 500, 502, 503, 504].contains(httpStatus)
    }
}

extension CatalogEntry {
    /// The body of a PATCH: what the stack wants, what it no longer wants as null, tags whole because a PATCH replaces them.
    func patch(live: Value, desired: Value, prior: Value?, marker: StackIdentity?) -> Value {
        var body = desired
        for path in rules.createOnly where !path.steps.contains(.any) { body = body.setting(path, to: nil) }
        if case .tags(let place) = self.marker {
            let kept = live.first(at: place).map { tags in
                prior?.first(at: place).map { tags.removing($0, keptBy: desired.first(at: place) ?? .null) } ?? tags
            }
            let wanted = desired.first(at: place) ?? .object(Fields())
            body = body.setting(place, to: (kept ?? .object(Fields())).overlaid(with: wanted))
        }
        var wire = wireBody(body, marker: marker)
        if let prior {
            let cleared = wireBody(prior, marker: nil).cleared(notIn: wireBody(desired, marker: nil))
            let tagless = cleared.setting(ValuePath([.key("tags")]), to: nil)
            wire = tagless.overlaid(with: wire)
        }
        return wire
    }
}

extension Value {
    /// The fields that `other` lacks, as nulls, in their objects.
    fileprivate func cleared(notIn other: Value) -> Value {
        guard let fields = self.fields else { return self }
        let missing = fields.compactMap { field -> Fields.Field? in
            guard let counterpart = other[field.key] else { return Fields.Field(field.key, .null) }
            let inner = field.value.cleared(notIn: counterpart)
            guard let innerFields = inner.fields, !innerFields.isEmpty, counterpart.fields != nil else { return nil }
            return Fields.Field(field.key, inner)
        }
        return .object(Fields(missing))
    }

    /// Whether every field here has the same value in `other`.
    func isCovered(by other: Value) -> Bool {
        switch (self, other) {
        case (.object(let fields), .object(let others)):
            fields.allSatisfy { field in others[field.key].map { field.value.isCovered(by: $0) } ?? false }
        case (.tuple(let elements), .tuple(let others)):
            elements.count == others.count && zip(elements, others).allSatisfy { $0.isCovered(by: $1) }
        default: revealed == other.revealed
        }
    }
}
